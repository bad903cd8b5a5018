"""Invisible control characters left over from a terminal, a PDF or a word processor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._characters import (
    by_line,
    code_places,
    listed,
    occurs,
    span_of,
    visible,
)
from awesomelint.model import Edit, Finding, Fix, Span
from awesomelint.repair.remains import may_be_remains
from awesomelint.text.scripts import is_cjk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

SEPARATORS = "\x0b\x0c\x85\u2028\u2029"
CONTROLS = frozenset(span_of(0x00, 0x1F) + span_of(0x7F, 0x9F) + SEPARATORS) - frozenset("\t\n\r")
COLOUR = r"\[[\d;]*m"
_LONGEST_CODE = 20
"""How far the code of a colour may reach."""


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each line with C0 (but tab, LF, CR), DEL, C1, U+2028 or U+2029."""
    text = document.text
    if not occurs(CONTROLS, text):
        return
    spans = [match.span() for match in re.finditer(f"[{''.join(CONTROLS)}]+", text)]
    in_code = code_places(document)
    for line in by_line(document, spans):
        telling = {span for span in line if any(may_be_remains(text, at) for at in range(*span))}
        edits = tuple(
            _edit(text, start, end)
            for start, end in line
            if (start, end) not in telling and not _kept(text, end, in_code.hold(start))
        )
        found = "".join(text[start:end] for start, end in line)
        what, them = (
            ("the control character", "it")
            if len(found) == 1
            else ("the control characters", "them")
        )
        advice = (
            "this may be part of a damaged character: restore the original text"
            if telling
            else f"delete {them}"
        )
        yield Finding(
            line[0][0],
            line[-1][1],
            f"{visible(text, *line[0])} contains {what} {listed(found)}, "
            f"which readers cannot see and which can break other tools; {advice}",
            fixes=(Fix(edits, "safe", ("repair",), "Delete the control characters"),)
            if edits
            else (),
            runs=tuple(Span(start, end) for start, end in line),
            key=found.encode("unicode_escape").decode(),
        )


def _kept(text: str, end: int, in_code: bool) -> bool:
    """Code may show them on purpose, and a colour code is more than its first character."""
    if in_code:
        return True
    if text[end - 1] != "\x1b":
        return False
    after = text[end : end + _LONGEST_CODE]
    return re.match(COLOUR, after) is not None


def _edit(text: str, start: int, end: int) -> Edit:
    """Delete them; a separator between two words leaves the space that readers take it for."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if set(SEPARATORS).isdisjoint(text[start:end]):
        return Edit(start, end, "")
    in_words = before.isalnum() and after.isalnum()
    spaceless = is_cjk(before) or is_cjk(after)
    parts = in_words and not spaceless
    return Edit(start, end, " " if parts else "")
