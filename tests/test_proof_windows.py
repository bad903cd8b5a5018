"""A proof by windows accepts nothing that the proof of the whole text refuses."""

from __future__ import annotations

import os
import random
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from awesomelint.model import Edit
from awesomelint.proof import View, diff, view, window
from awesomelint.proof.window import equal_around
from awesomelint.source import NotUtf8Error, Source, apply_edits
from awesomelint.syntax import parse, parser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.syntax.nodes import Node, Root
    from awesomelint.syntax.parser import References

FOLDER = os.environ.get("AWESOMELINT_CORPUS")
LARGEST = 60_000
LISTS = 12
PIECES = (
    "a", " ", "  ", "    ", "\t", "\n", "\n\n", "\n\n\n", "- ", "* ", "+ ", "1. ", "2) ", "# ",
    "## b", "> ", "---", "===", "```", "~~~", "<!--", "-->", "<pre>", "</pre>", "<b>", "<div>",
    "</div>", "<?", "?>", "[x]", "[x]: /u", "]: /u", "[", "]", "\\", "`", "**", "_", "'", '"', "(",
    ")", "| c | d |", "|---|---|", "| e |", "|", "-", "$", "[^n]", "[^n]: ", "\f", "\u3000",
    "\u2028", "- [ ] ", "https://a.example", "<br>", "***",
)  # fmt: skip
LINES = (
    "", "", "", "", "# a", "## b", "p", "p  ", "> q", "- i", "  - j", "    k", "- l\n\n  m", "1. n",
    "---", "===", "```", "~~~ x", "<!-- c", "-->", "<div>", "</div>", "<pre>", "</pre>", "[x]",
    "[x]: /u", "'t'", "[z", "bar]: /u", "\\[z", "| c | d |", "|---|---|", "|-|-|", "| e | f |",
    "| g |  h |", "[^n]: m", "w [^n]", "* * *", "\f", "\tt", "   o", "<b>", "***x***", "r\\",
    "s  t", "- [ ] u",
)  # fmt: skip
REPLACEMENTS = (
    "", "", " ", "  ", "\n", "\n\n", "-", "*", "\\", "|", "    ", "```\n", "<!--", "\n---\n", "#",
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=24).map("\n".join),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join),
)


def seen(text: str) -> View:
    return view(text, parse(text))


def agrees(text: str, edits: list[Edit]) -> bool:
    """Whether windows tell; then the whole texts tell the same."""
    before, after = seen(text), view(apply_edits(text, edits))
    is_equal = equal_around(before, after, edits)
    if is_equal:
        assert diff(before, after) == []
    return is_equal


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text with up to four edits of a few characters."""
    text = draw(TEXTS)
    edits: list[Edit] = []
    done = 0
    for _ in range(draw(st.integers(1, 4))):
        if done > len(text):
            break
        start = draw(st.integers(done, len(text)))
        end = draw(st.integers(start, min(start + 3, len(text))))
        edits.append(Edit(start, end, draw(st.sampled_from(REPLACEMENTS))))
        done = end + 1
    return text, edits


@settings(max_examples=400, deadline=None)
@given(changes())
@example(("\\[foo\n===\nbaz\n===\nbar]: /u\n", [Edit(0, 1, "")]))
@example(("[foo\n===\nbaz\n===\nbar\\]: /u\n", [Edit(20, 21, "")]))
@example(("a\n\n\\[x]\n\nb\n\nc\n\n[x]: /u\n", [Edit(3, 4, "")]))
@example(("a\n\nb\n\n----\n\nc\n", [Edit(4, 5, "")]))
@example(("a\n\n```\nb\n```\n\nc\n", [Edit(9, 12, "")]))
@example(("---\na\n\nb\n\nc\n\n --\n\nd\n", [Edit(13, 14, "-")]))
@example(("a\n\nb\n\n---\nc\n---\n\nd  \n\ne\n", [Edit(19, 21, "")]))
@example(("- a\n\n- b\n\n# c\n\n  - d\n\n# e\n", [Edit(15, 17, "")]))
def test_windows_accept_what_the_whole_text_accepts(change: tuple[str, list[Edit]]) -> None:
    agrees(*change)


ROWS = "".join(f"| [Name {n}](https://example.org/{n}) | What it is |\n" for n in range(50))
TABLE = "| Name | About |\n|---|---|\n" + ROWS
SECTIONS = "".join(f"## Section {n}\n\nWords.\n\n{TABLE}\n" for n in range(20))


def in_line(text: str, line: str, edit: Edit) -> Edit:
    """An edit of the first `line` in `text`."""
    start = text.index(line)
    return Edit(start + edit.start, start + edit.end, edit.text)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were parsed since."""
    texts: list[str] = []
    parse = parser._parse

    def counted(text: str, known: References | None) -> Root:
        texts.append(text)
        return parse(text, known)

    monkeypatch.setattr(parser, "_parse", counted)
    return texts


@pytest.mark.parametrize(
    ("line", "edit"),
    [
        ("## Section 7\n", Edit(2, 3, "   ")),
        ("## Section 7\n", Edit(12, 12, "  ")),
        ("## Section 7\n", Edit(0, 0, "\n")),
        ("| Name | About |", Edit(2, 2, "  ")),
        ("| [Name 8]", Edit(1, 1, "  ")),
    ],
)
def test_only_what_stands_around_an_edit_is_parsed(
    line: str, edit: Edit, parsed: list[str]
) -> None:
    before = seen(SECTIONS)
    edits = [in_line(SECTIONS, line, edit)]
    after = view(apply_edits(SECTIONS, edits))
    parsed.clear()
    assert equal_around(before, after, edits)
    assert sum(len(text) for text in parsed) < 500


@pytest.mark.parametrize(
    ("line", "edit"),
    [
        ("## Section 7\n", Edit(2, 3, "")),
        ("## Section 7\n", Edit(0, 0, "    ")),
        ("## Section 7\n", Edit(0, 0, "<!--\n")),
        ("## Section 7\n", Edit(0, 0, "```\n")),
        ("| Name | About |", Edit(7, 8, "")),
        ("|---|---|", Edit(0, 9, "|---|--:|")),
        ("| [Name 8]", Edit(0, 0, "\n")),
        ("| [Name 8]", Edit(2, 2, "| ")),
    ],
)
def test_what_is_not_layout_is_told_by_the_whole_text(line: str, edit: Edit) -> None:
    before = seen(SECTIONS)
    edits = [in_line(SECTIONS, line, edit)]
    after = view(apply_edits(SECTIONS, edits))
    assert not equal_around(before, after, edits)
    assert diff(before, after)


def test_labels_are_defined_by_the_whole_text() -> None:
    text = "a\n\n- [x]\n\n# b\n\nc\n\n[x]: /u\n"
    spaced = text.replace("- [x]", "-  [x]")
    assert equal_around(seen(text), view(spaced), [Edit(4, 5, "  ")])
    escaped = text.replace("[x]\n", "\\[x]\n", 1)
    assert not equal_around(seen(text), view(escaped), [Edit(5, 5, "\\")])


@cache
def lists() -> tuple[str, ...]:
    """A seeded sample of the lists that are not too large."""
    found = []
    for path in sorted(Path(FOLDER or "").glob("corpus/*/*.md")):
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            continue
        try:
            found.append(Source(raw).text)
        except NotUtf8Error:
            continue
    return tuple(random.Random(11).sample(found, min(LISTS, len(found))))  # noqa: S311 - a sample, not a secret


@pytest.mark.skipif(not FOLDER, reason="AWESOMELINT_CORPUS names no folder of lists")
def test_random_edits_of_lists() -> None:
    chance = random.Random(3)  # noqa: S311 - a sample, not a secret
    told = 0
    for text in lists():
        for _ in range(12):
            starts = sorted(chance.sample(range(len(text)), 3))
            edits = [
                Edit(start, start + (text[start] in " \n"), chance.choice(REPLACEMENTS))
                for start in starts
            ]
            told += agrees(
                text, [edit for edit in edits if text[edit.start : edit.end] != edit.text]
            )
    assert told


def test_many_edits_without_a_blank_line_are_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "# a \n" * 400
    edits = [Edit(start + 3, start + 4, "") for start in range(0, len(text), 5)]
    asked: list[int] = []
    boundary = window._boundary

    def counted(text: str, blocks: Sequence[Node], index: int) -> int:
        asked.append(index)
        return boundary(text, blocks, index)

    monkeypatch.setattr(window, "_boundary", counted)
    assert equal_around(seen(text), view(apply_edits(text, edits)), edits)
    assert len(asked) < 3 * len(edits)
