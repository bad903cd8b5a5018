"""Letters with combining marks where one character exists, as text pasted from macOS has."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._anchors import with_anchors
from awesomelint.checks.encoding._characters import by_line, code, occurs, span_of
from awesomelint.curation.prose import prose
from awesomelint.model import Edit, Finding, Fix, Span
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

MARKS = frozenset(span_of(0x0300, 0x036F) + span_of(0x3099, 0x309A) + span_of(0x1160, 0x11FF))
# a letter with its marks; the consonant, vowel and final consonant of a Hangul syllable
_CLUSTER = regex(
    "[^\\W\\d_][\u0300-\u036f\u3099\u309a]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with letters that have a shorter form."""
    if not occurs(MARKS, document.text):
        return
    words = prose(document)
    spans: list[tuple[int, int]] = []
    for match in _CLUSTER.finditer(words.text):
        span = words.exact(*match.span())
        composed = unicodedata.normalize("NFC", match[0])
        if span and len(composed) == 1:
            spans.append((span.start, span.end))
    lines = by_line(document, spans)
    findings = (_finding(document.text, line) for line in lines)
    yield from with_anchors(document, findings)


def _finding(text: str, line: list[tuple[int, int]]) -> Finding:
    edits = tuple(
        Edit(start, end, unicodedata.normalize("NFC", text[start:end])) for start, end in line
    )
    pairs = dict.fromkeys(
        f"{edit.text} is written as {' '.join(map(code, text[edit.start : edit.end]))}"
        for edit in edits
    )
    return Finding(
        line[0][0],
        line[-1][1],
        f"{', '.join(pairs)}: a search for the word does not find it; write the one character",
        fixes=(Fix(edits, "safe", ("repair",), "Compose the letters"),),
        runs=tuple(Span(start, end) for start, end in line),
        key="".join(dict.fromkeys(edit.text for edit in edits)),
    )
