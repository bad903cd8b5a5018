"""One damaged line in a clean file.

What `fix`, `fix --unsafe` and ftfy make of it, and whether anything else changes.

    AWESOMELINT_CORPUS=FOLDER python benchmarks/one_bad_line.py [--files N] [--pages A,B] \
        [--languages de,fr] [--all]

Into each file that FOLDER/clean/index.tsv names, a paragraph in the file's language is put
(tests/data/sentences.tsv), damaged through each code page in turn; nothing is lost. `mended`: the
line is right; `in part`: each of its characters is right or as damaged; `wrong`: it is something
else; `other bytes`: something besides the line changed that the same rules do not change in the
same file with the line undamaged. ftfy's `fix_encoding` sees the line alone. `--all` names every
line that is not mended.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from awesomelint.engine import fix, permit
from awesomelint.repair import damage
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

Outcome = Literal["mended", "in part", "left", "wrong"]

PAGES = ("cp1252", "cp1254", "latin-1", "mac-roman", "cp1251", "cp437")
OUTCOMES: tuple[Outcome, ...] = ("mended", "in part", "left", "wrong")
SENTENCES = Path(__file__).parents[1] / "tests/data/sentences.tsv"
RULES = {
    "mojibake", "replacement-character", "control-character", "invisible-character", "broken-emoji",
    "compat-radical", "bidi-control",
}  # fmt: skip
ACTIVE = tuple(rule for rule in activate(Config()) if rule.rule.id in RULES)
FENCE = re.compile(r" {0,3}(?:```|~~~)")
FRONT_MATTER = re.compile(r"\A---\r?\n.*?\n---\r?\n", re.DOTALL)


class Place(NamedTuple):
    """A file cut in two where a paragraph may stand; the file's own line ends are kept."""

    before: str
    after: str

    def holding(self, line: str) -> bytes:
        """The file with a line there."""
        return f"{self.before}{line}{self.after}".encode()


class Result(NamedTuple):
    """What became of the line, and whether anything besides it changed."""

    line: str
    outcome: Outcome
    others_changed: bool


@cache
def sentences() -> dict[str, str]:
    """A sentence for each language."""
    return dict(line.split("\t") for line in SENTENCES.read_text(encoding="utf-8").splitlines()[1:])


def files(folder: Path) -> dict[str, list[Path]]:
    """The clean files of each language."""
    found: dict[str, list[Path]] = {}
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault(row["lang"], []).append(folder / row["file"])
    return found


def place(text: str) -> Place:
    """Where a paragraph may stand.

    At the blank line after the middle that is in no code, else at the end.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    front = FRONT_MATTER.match(text)
    first = max(len(text) // 2, front.end() if front else 0)
    at, in_code = 0, False
    for line in text.split("\n"):
        if FENCE.match(line):
            in_code = not in_code
        if at >= first and not in_code and not line.strip():
            return Place(text[:at] + ending, 2 * ending + text[at:])
        at += len(line) + 1
    return Place(text + 2 * ending, ending)


def run(here: Place, clean: str, page: str, *, unsafe: bool) -> Result:
    """Damage a line, put it there, mend the file."""
    head, _, tail = _fixed(here.holding(clean), unsafe=unsafe).partition(clean)
    found = _fixed(here.holding(damage(clean, page)), unsafe=unsafe)
    line = found[len(head) : len(found) - len(tail)]
    return Result(line, outcome(clean, page, line), found != head + line + tail)


@lru_cache(maxsize=4)
def _fixed(raw: bytes, *, unsafe: bool) -> str:
    return fix(Source(raw), ACTIVE, None, permit(unsafe)).after.raw.decode()


def outcome(clean: str, page: str, line: str) -> Outcome:
    """What a damaged line became."""
    if line == clean:
        return "mended"
    if line == damage(clean, page):
        return "left"
    parts = "".join(f"(?:{re.escape(char)}|{re.escape(damage(char, page))})" for char in clean)
    return "in part" if re.fullmatch(parts, line) else "wrong"


def by_ftfy(clean: str, page: str) -> Result:
    """What `ftfy.fix_encoding` gives for the line alone."""
    import ftfy

    line = ftfy.fix_encoding(damage(clean, page))
    return Result(line, outcome(clean, page, line), others_changed=False)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=0, help="so many files of each language")
    parser.add_argument("--pages", default=",".join(PAGES))
    parser.add_argument("--languages", default=",".join(sentences()))
    parser.add_argument("--all", action="store_true", help="name every line that is not mended")
    chosen = parser.parse_args()
    folder = os.environ.get("AWESOMELINT_CORPUS")
    if not folder:
        sys.exit("AWESOMELINT_CORPUS names no folder with clean files")
    found = files(Path(folder, "clean"))
    texts = [
        (language, place(path.read_bytes().decode()))
        for language in chosen.languages.split(",")
        for path in found[language][: chosen.files or None]
    ]
    print(f"| page | tool | {' | '.join(OUTCOMES)} | other bytes |\n|---|---|--:|--:|--:|--:|--:|")
    for page in chosen.pages.split(","):
        for row in table(texts, page, named=chosen.all):
            print(row, flush=True)


def table(texts: list[tuple[str, Place]], page: str, *, named: bool) -> Iterator[str]:
    """The rows of a page."""
    counts: dict[str, Counter[str]] = {
        tool: Counter() for tool in ("fix", "fix --unsafe", "ftfy, the line alone")
    }
    shown: Counter[str] = Counter()
    for language, here in texts:
        clean = sentences()[language]
        results = (
            run(here, clean, page, unsafe=False),
            run(here, clean, page, unsafe=True),
            by_ftfy(clean, page),
        )
        for tool, result in zip(counts, results, strict=True):
            counts[tool].update([result.outcome, *["other bytes"] * result.others_changed])
            if named and result.outcome != "mended" and not tool.startswith("ftfy"):
                shown[f"{page} {language} {tool} {result.outcome}: {result.line}"] += 1
    for tool, count in counts.items():
        cells = " | ".join(str(count[name]) for name in (*OUTCOMES, "other bytes"))
        yield f"| {page} | {tool} | {cells} |"
    for line, many in sorted(shown.items()):
        yield f"{many} × {line}"


if __name__ == "__main__":
    main()
