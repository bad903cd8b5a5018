"""Characters that turn the direction of writing: they can make a line show what it does not say."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._characters import by_line, listed, occurs, span_of, visible
from awesomelint.model import Edit, Finding, Fix, Span
from awesomelint.text.lines import line_end, line_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

MARKS = frozenset("\u061c\u200e\u200f")
CONTROLS = MARKS | frozenset(span_of(0x202A, 0x202E) + span_of(0x2066, 0x2069))
RTL_BLOCK = r"""(?i)\bdir\s*=\s*["']?rtl"""
ISOLATES = frozenset("\u2066\u2067\u2068\u2069")
OVERRIDES = frozenset("\u202d\u202e")
OPENERS = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
# the bug class: https://trojansource.codes (CVE-2021-42574)
WHY = {
    "embedding": "which can make the line display something other than its content",
    "isolate": "which can make the line display something other than its content",
    "mark": "which this text does not need and which breaks search and links",
}


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with bidirectional controls that nothing in it needs."""
    text = document.text
    if not occurs(CONTROLS, text):
        return
    runs = re.finditer(f"[{''.join(CONTROLS)}]+", text)
    rtl_file = re.search(RTL_BLOCK, text) is not None
    for line in by_line(document, [run.span() for run in runs]):
        controls = "".join(text[start:end] for start, end in line)
        is_rtl = rtl_file or _is_rtl(_line(text, line))
        if not _legitimate(controls, is_rtl):
            yield _finding(text, line, controls)


def _finding(text: str, line: list[tuple[int, int]], found: str) -> Finding:
    level = (
        "mark"
        if set(found) <= MARKS
        else "isolate"
        if set(found) <= MARKS | ISOLATES
        else "embedding"
    )
    edits = tuple(Edit(start, end, "") for start, end in line)
    return Finding(
        line[0][0],
        line[-1][1],
        f"{visible(text, *line[0])} contains {listed(found)}, {WHY[level]}; "
        f"delete {'it' if len(found) == 1 else 'them'}",
        level=level,
        fixes=(Fix(edits, "unsafe", ("repair",), "Delete the direction controls"),),
        runs=tuple(Span(start, end) for start, end in line),
        key=found.encode("unicode_escape").decode(),
    )


def _line(text: str, line: list[tuple[int, int]]) -> str:
    return text[line_start(text, line[0][0]) : line_end(text, line[-1][1])]


def _is_rtl(line: str) -> bool:
    """Whether Hebrew, Arabic or another script from right to left stands in `line`."""
    if line.isascii():
        return False
    letters = (char for char in line if char not in MARKS)
    directions = map(unicodedata.bidirectional, letters)
    return any(direction in {"R", "AL"} for direction in directions)


def _legitimate(found: str, rtl: bool) -> bool:
    """Whether text that runs both ways may need these controls.

    It may need marks, and embeddings or isolates that are all closed, but never overrides.
    """
    if not rtl or set(found) & OVERRIDES:
        return False
    stack: list[str] = []
    for char in found:
        if char in OPENERS:
            stack.append(OPENERS[char])
        elif char not in MARKS and (not stack or stack.pop() != char):
            return False
    return not stack
