"""Safe `fix` of random and mutated lists ends, is final, and keeps the rendering.

AWESOMELINT_ROUNDS sets how many documents are made; without it, a slice that is the same every
time. Run as a program, it takes the number of documents and a seed, and prints what fails.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from awesomelint.engine import fix, lint
from awesomelint.proof.html import folded, render
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source
from awesomelint.syntax import nodes, parse
from awesomelint.text.width import width

ROUNDS = int(os.environ.get("AWESOMELINT_ROUNDS", "200"))
DATA = os.environ.get("AWESOMELINT_CORPUS", "")
ACTIVE = activate(Config())

TEXTS = (
    "a", "bb", "ccc", "a longer text", "国", "국어", "✅", "✔️",
    "🧑‍💻", "🇯🇵", "1️⃣", "||", "\\", "\\|", "`x`", "`a|b`",
    "++", "-", ")", "", "d", "|", "**b**", "*i*", "_u_",
    "__s__", "$x$", "$(*a*)$", "<br>", "\u00a0", "e\u0301",
    "[l](https://a.example/x)", "- -", "* *", "<!-- c -->",
    "$$", "*", "_", "1.", "#", "`", "\\\\", "&amp;",
)  # fmt: skip
BLANKS = ("", " ", " ", " ", "  ", "   ", "    ", "\t")
MARKERS = ("-", "-", "*", "+", "1.", "2)", "10.", ">", "#", "##", "")
ODD_LINES = (
    "", "", "  ", "---", "* * *", "===", "```", "~~~", "<div>",
    "</div>", '<a name="x"></a>', "<!-- omit in toc -->",
    "<details>", "</details>", "$$", "> [!NOTE]  ", "    code",
    "\ttabbed", "[r]: https://a.example 't'", "\\", "|-|-|",
)  # fmt: skip


def table(rng: random.Random) -> list[str]:
    """A table of some style, some of its cells odd."""
    count, style = rng.randint(1, 4), rng.choice(["any", "one", "none", "drawn", "drawn"])
    rows = [
        [rng.choice(TEXTS) for _ in range(count if rng.random() < 0.9 else 6)]
        for _ in range(rng.randint(1, 7))
    ]
    measure = rng.choice([len, width])
    widths = [max(measure(row[at]) if at < len(row) else 0 for row in rows) for at in range(6)]
    dashes = [rng.choice(["-", "---", " --- ", ":-:", " :-- ", "------"]) for _ in range(count)]
    if style == "drawn":
        dashes = [f" {'-' * max(columns, 3)} " for columns in widths[:count]]

    def cell(text: str, columns: int) -> str:
        if style == "any" or rng.random() < 0.15:
            return rng.choice(BLANKS) + text + rng.choice(BLANKS)
        fill = " " * (columns - measure(text)) if style == "drawn" else ""
        return text if style == "none" else f" {text}{fill} "

    drawn = [
        [cell(text, columns) for text, columns in zip(row, widths, strict=False)] for row in rows
    ]
    lines = ["|".join(cells) for cells in (drawn[0], dashes, *drawn[1:])]
    return [f"|{line}|" if rng.random() < 0.95 else line for line in lines]


def items(rng: random.Random) -> list[str]:
    """Entries of a nested list, some out of line."""
    marker, step, at = rng.choice(MARKERS[:7]), rng.choice([1, 2, 2, 3, 4]), 0
    lines = []
    for _ in range(rng.randint(1, 8)):
        at = max(0, at + rng.choice([-1, 0, 0, 1]))
        mark = rng.choice(MARKERS) if rng.random() < 0.1 else marker
        blanks = rng.choice(BLANKS) if rng.random() < 0.15 else " "
        words = " ".join(rng.choice(TEXTS) for _ in range(rng.randint(1, 4)))
        lines.append(
            " " * (at * step + (rng.random() < 0.1))
            + mark
            + blanks
            + words
            + rng.choice(["", "", "", " ", "  "])
        )
        if rng.random() < 0.2:
            lines += [
                "" if rng.random() < 0.7 else "   ",
                " " * ((at + 1) * step) + rng.choice(TEXTS),
            ]
    return lines


def odd(rng: random.Random) -> list[str]:
    """A line of its own."""
    return [rng.choice(ODD_LINES)]


def document(rng: random.Random) -> str:
    """A text of tables, lists and odd lines; some of it in an item or a quote."""
    lines: list[str] = []
    for _ in range(rng.randint(1, 7)):
        part = rng.choice([table, items, items, odd])(rng)
        if rng.random() < 0.15:
            first, rest = rng.choice([("- ", "  "), ("> ", "> "), ("1. ", "   "), ("1. ", "  ")])
            part = [(rest if index else first) + line for index, line in enumerate(part)]
        lines += [*part, *[""] * rng.choice([0, 1, 1, 1, 2])]
        if rng.random() < 0.3:
            lines += [
                rng.choice(["# h", "## h ##", " # [h](https://a.example)", "h\n---"]),
                *[""] * rng.randint(0, 2),
            ]
    return rng.choice(["\n", "\n", "\n", "\r\n"]).join(lines)


def mutated(text: str, rng: random.Random) -> str:
    """Some lines of `text`, a few of them damaged."""
    lines = text.split("\n")
    start = rng.randrange(len(lines))
    lines = lines[start : start + rng.randint(3, 60)]
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(lines))
        column = rng.randint(0, len(lines[at]))
        kind = rng.randrange(6)
        if kind == 0:
            lines[at] = lines[at][:column] + rng.choice([*TEXTS, *BLANKS]) + lines[at][column:]
        elif kind == 1:
            lines[at] = lines[at][:column] + lines[at][column + 1 :]
        elif kind == 2:
            lines[at] = rng.choice(BLANKS) + lines[at] + rng.choice(BLANKS)
        elif kind == 3:
            lines.insert(at, rng.choice(ODD_LINES))
        elif kind == 4:
            lines[at] = lines[rng.randrange(len(lines))]
        else:
            lines[at : at + 2] = reversed(lines[at : at + 2])
    return "\n".join(lines)


def corpus() -> list[str]:
    """The lists that are mutated: those of the fixtures, and of the corpus if it is there."""
    fixtures = Path(__file__).resolve().parents[1] / "fixtures"
    paths = [*fixtures.rglob("*.md"), *(Path(DATA).rglob("*.md") if DATA else [])]
    texts = [path.read_bytes().decode("utf-8", "ignore") for path in sorted(paths)]
    return [text for text in texts if text.strip()]


def fault(text: str) -> str | None:
    """What is wrong with the fix of `text`."""
    try:
        done = fix(Source.of(text), ACTIVE)
        again = fix(done.after, ACTIVE)
        left = lint(done.document, ACTIVE).findings
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return repr(error)
    if any("undo each other" in held.reason for held in done.withheld):
        return "cycle"
    if again.changed:
        return "not final"
    if left != done.left.findings:
        return "check does not say what fix left"
    only_layout = {one.rule for one in done.applied} <= {"noncanonical-layout"}
    if only_layout and folded(render(body(done.before.text))) != folded(
        render(body(done.after.text))
    ):
        return "renders otherwise"
    return None


def body(text: str) -> str:
    """`text` behind its front matter."""
    first = next(iter(parse(text).children), None)
    return text[first.end :] if isinstance(first, nodes.FrontMatter) else text


def made(count: int, seed: int, texts: list[str]) -> list[str]:
    """`count` documents, half of them mutations of `texts`."""
    rngs = [random.Random(seed + index) for index in range(count)]  # noqa: S311 - repeatable
    return [
        mutated(rng.choice(texts), rng) if index % 2 else document(rng)
        for index, rng in enumerate(rngs)
    ]


@pytest.mark.parametrize("seed", range(0, ROUNDS, 100))
def test_a_safe_fix_ends_is_final_and_changes_nothing_that_is_seen(seed: int) -> None:
    assert {
        text: found for text in made(min(100, ROUNDS), seed, corpus()) if (found := fault(text))
    } == {}


CYCLES = (
    "||++||\\   |\n|-|-|-\n|국어|d|\n|)| ✅|\n",
    "| a | b |\n|---|---|\n||++||\\   |\n|-|-|-\n|국어|d|\n|)| ✅|\n",
    "||++||\\   |\n\n|-|-|-\n\n|국어|d|\n\n|)| ✅|\n",
    "|국어|d|\n|-|-|\n||++||\\   |\n|)| ✅|\n",
)


@pytest.mark.parametrize("text", CYCLES)
def test_tables_whose_fixes_undid_each_other(text: str) -> None:
    assert fault(text) is None


if __name__ == "__main__":
    total, first = int(sys.argv[1]), int(sys.argv[2])
    known, failed = corpus(), 0
    for start in range(first, first + total, 100):
        for text in made(100, start, known):
            if found := fault(text):
                failed += 1
                print(found, repr(text), flush=True)
    print(f"{total} documents, {failed} failed")
