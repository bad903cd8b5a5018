"""Compatibility ideographs: doubles of Han characters that old encodings had."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._anchors import repairing
from awesomelint.checks.encoding._characters import alphabet, by_line, code
from awesomelint.curation.prose import prose
from awesomelint.model import Edit, Finding, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

# without the twelve of the block that are characters of their own (The Unicode Standard, chapter 18)
DOUBLE = re.compile(
    "[\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufad9\U0002f800-\U0002fa1d]"
)


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with such doubles in its text."""
    if not any(map(DOUBLE.match, alphabet(document.text))):
        return
    words = prose(document)
    spans = [span for match in DOUBLE.finditer(words.text) if (span := words.exact(*match.span()))]
    for line in by_line(document, [(span.start, span.end) for span in spans]):
        yield _finding(document, line)


def _finding(document: Document, line: list[tuple[int, int]]) -> Finding:
    text = document.text
    edits = [Edit(start, end, unicodedata.normalize("NFC", text[start:end])) for start, end in line]
    pairs = dict.fromkeys(
        f"{text[edit.start]} {code(text[edit.start])} → {edit.text}" for edit in edits
    )
    return Finding(
        line[0][0],
        line[-1][1],
        f"{', '.join(pairs)}: this is a double of the character from an old encoding, and search does not "
        "find it; use the character",
        fixes=(repairing(document, edits, "safe", "Write the unified characters"),),
        runs=tuple(Span(start, end) for start, end in line),
        key="".join(dict.fromkeys(text[start] for start, _ in line)),
    )
