"""Compatibility ideographs: doubles of Han characters that old encodings had."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._anchors import with_anchors
from awesomelint.checks.encoding._characters import alphabet, by_line, code
from awesomelint.curation.prose import prose
from awesomelint.model import Edit, Finding, Fix, Span
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

# without the twelve of the block that are characters of their own
# (The Unicode Standard, chapter 18)
DOUBLE = regex(
    "[\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufad9"
    "\U0002f800-\U0002fa1d]"
)


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with such doubles in its text."""
    if not any(map(DOUBLE.match, alphabet(document.text))):
        return
    words = prose(document)
    matches = DOUBLE.finditer(words.text)
    spans = [span for match in matches if (span := words.exact(*match.span()))]
    lines = by_line(document, [(span.start, span.end) for span in spans])
    yield from with_anchors(document, (_finding(document.text, line) for line in lines))


def _finding(text: str, line: list[tuple[int, int]]) -> Finding:
    edits = tuple(
        Edit(start, end, unicodedata.normalize("NFC", text[start:end])) for start, end in line
    )
    pairs = dict.fromkeys(
        f"{text[edit.start]} {code(text[edit.start])} → {edit.text}" for edit in edits
    )
    return Finding(
        line[0][0],
        line[-1][1],
        f"{', '.join(pairs)}: this is a double of the character from an old encoding, "
        "and search does not find it; use the character",
        fixes=(Fix(edits, "safe", ("repair",), "Write the unified characters"),),
        runs=tuple(Span(start, end) for start, end in line),
        key="".join(dict.fromkeys(text[start] for start, _ in line)),
    )
