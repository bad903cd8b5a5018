"""Offsets of findings count in the caller's string, with any line endings and a BOM."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint import check, fix, repair
from awesomelint.source import Source

if TYPE_CHECKING:
    from awesomelint import Edit, Finding

FINDINGS = 1000
PIECES = (
    "# List\n", "## Papers\n", "## Papers\n", "\n", "\n",
    "- [One](https://arxiv.org/abs/1706.03762) - Good.\n",
    "- [One](https://arxiv.org/pdf/1706.03762v7.pdf) - Good.\n",
    "- 📔\n", "* [Two](https://example.org/two?utm_source=x)\n",
    "- https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332\n",
    "- [论文](https://example.org/三)，很好。\n", "- 论文：https://example.org/a。很好\n", "1. [Three](https://arxiv.org/abs/2313.01234)\n",
    "- caf\u00c3\u00a9 na\u00c3\u00afve [Four](https://example.org/4)\n", "- a\u200bb [Five](https://example.org/5)\n",
    "| A | B |\n| - | - |\n| [Six](https://example.org/6) | x | y |\n", "- 𝒳 \ufffd [Seven](https://example.org/7)\n",
    "> [Eight](https://example.org/8)<br>\n", "text **bold **text\n", "- [Nine](#nowhere)\n",
    "-  [Ten](https://example.org/10)   \n",
)  # fmt: skip


def damaged(generator: random.Random) -> str:
    """A small list with faults."""
    return "".join(generator.choices(PIECES, k=generator.randint(4, 16)))


def spelt(text: str, newline: str, bom: str) -> str:
    return bom + text.replace("\n", newline)


def applied(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def same(finding: Finding, other: Finding) -> bool:
    """Whether two findings say the same at the same line and column."""
    return (
        finding.rule,
        finding.message,
        finding.line,
        finding.column,
        finding.end_line,
        finding.end_column,
    ) == (
        other.rule,
        other.message,
        other.line,
        other.column,
        other.end_line,
        other.end_column,
    )


@pytest.mark.parametrize(
    ("newline", "bom"), [("\n", "\ufeff"), ("\r\n", ""), ("\r\n", "\ufeff"), ("\r", "")]
)
def test_a_finding_is_the_place_that_it_has_with_lf(newline: str, bom: str) -> None:
    generator = random.Random(f"{newline}{bom}")  # noqa: S311 - examples
    seen = 0
    while seen < FINDINGS:
        plain = damaged(generator)
        text = spelt(plain, newline, bom)
        for finding, other in zip(check(text).findings, check(plain).findings, strict=True):
            assert same(finding, other)
            assert text[finding.start : finding.end] == plain[other.start : other.end].replace(
                "\n", newline
            )
            assert len(text[: finding.start]) == len(spelt(plain[: other.start], newline, bom))
            for one, two in zip(finding.related, other.related, strict=True):
                assert text[one.start : one.end] == plain[two.start : two.end].replace(
                    "\n", newline
                )
                assert (one.line, one.column) == (two.line, two.column)
            for run, its in zip(finding.runs, other.runs, strict=True):
                assert text[run.start : run.end] == plain[its.start : its.end]
            seen += 1


@pytest.mark.parametrize(("newline", "bom"), [("\n", ""), ("\r\n", "\ufeff"), ("\r", "")])
def test_edits_can_be_made_in_the_callers_string(newline: str, bom: str) -> None:
    generator = random.Random(7)  # noqa: S311 - examples
    made = 0
    while made < FINDINGS // 2:
        plain = damaged(generator)
        text = spelt(plain, newline, bom)
        report = check(text)
        for finding, internal in zip(report.findings, report.file_report.findings, strict=True):
            for one, two in zip(finding.fixes, internal.fixes, strict=True):
                by_hand = applied(text, list(one.edits))
                assert by_hand == Source.of(text).edited(two.edits).original
                assert {part for parts in one.parts for part in parts} <= set(one.edits)
                made += 1


def test_places_are_known_in_mixed_endings_and_for_bytes() -> None:
    text = "\ufeff# A\r\n\n- 📔\r\n- b\r- 📔"
    report = check(text)
    assert [text[f.start : f.end] for f in report.findings if f.rule == "empty-bullet"] == [
        "- 📔",
        "- 📔",
    ]
    assert [(f.line, f.column) for f in report.findings if f.rule == "empty-bullet"] == [
        (3, 1),
        (5, 1),
    ]
    assert report.text == text
    assert check(text.encode()).findings == report.findings
    assert check(text.encode()).text == text


def test_what_is_left_is_placed_in_the_fixed_text() -> None:
    text = "\ufeff# A\r\n\r\n- https://a.example.org/xhttps://b.example.org/y\r\n- 📔\r\n"
    result = fix(text, select=("glued-urls", "empty-bullet"))
    assert result.text == text.replace("xhttps", "x https")
    assert result.raw == result.text.encode()
    assert [result.text[f.start : f.end] for f in result.report.findings] == ["- 📔"]


@pytest.mark.parametrize(
    ("newline", "bom"), [("\n", ""), ("\r\n", "\ufeff"), ("\r\n", ""), ("\r", "\ufeff")]
)
def test_a_repaired_line_is_placed_in_the_callers_string(newline: str, bom: str) -> None:
    text = spelt("clean\ncaf\u00c3\u00a9\n\nna\u00c3\u00afve caf\u00c3\u00a9\n", newline, bom)
    done = repair(text)
    assert done.text == spelt("clean\ncafé\n\nnaïve café\n", newline, bom)
    assert [(line.line, line.old, line.new) for line in done.lines] == [
        (2, "caf\u00c3\u00a9", "café"),
        (4, "na\u00c3\u00afve caf\u00c3\u00a9", "naïve café"),
    ]
    for line in done.lines:
        assert text[line.start : line.end] == line.old
        assert {text[run.start : run.end] for run in line.runs} <= {"\u00c3\u00a9", "\u00c3\u00af"}


WORDS = (
    "caf\u00c3\u00a9",
    "na\u00c3\u00afve",
    "\u00e2\u20ac\u201c",
    "plain",
    "©",
    "中文",
    "\ufffd",
    "Ã",
    "\0",
    "\udc80",
    " ",
    "\n",
    "\r\n",
    "\r",
)


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_repair_changes_the_lines_that_it_names_and_nothing_else(
    words: list[str], unsafe: bool
) -> None:
    text = "".join(words)
    done = repair(text, unsafe=unsafe)
    by_hand = text
    for line in reversed(done.lines):
        assert text[line.start : line.end] == line.old
        if line.proven or unsafe:
            by_hand = by_hand[: line.start] + line.new + by_hand[line.end :]
    assert done.text == by_hand
    assert done.changed == (done.text != text)
