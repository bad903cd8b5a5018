"""Latin letters and digits in full width: `ＧＰＴ４`."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._anchors import with_anchors
from awesomelint.checks.encoding._characters import by_line, occurs, span_of
from awesomelint.curation.prose import prose
from awesomelint.model import Edit, Finding, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

WIDE = frozenset(span_of(0xFF10, 0xFF19) + span_of(0xFF21, 0xFF3A) + span_of(0xFF41, 0xFF5A))
_RUN = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with full-width letters and digits."""
    if not occurs(WIDE, document.text):
        return
    words = prose(document)
    spans = [span for match in _RUN.finditer(words.text) if (span := words.exact(*match.span()))]
    lines = by_line(document, [(span.start, span.end) for span in spans])
    yield from with_anchors(document, (_finding(document.text, line) for line in lines))


def _finding(text: str, line: list[tuple[int, int]]) -> Finding:
    edits = tuple(
        Edit(at, at + 1, _narrow(text[at])) for start, end in line for at in range(start, end)
    )
    pairs = dict.fromkeys(
        f"“{text[start:end]}” → “{_narrow(text[start:end])}”" for start, end in line
    )
    return Finding(
        line[0][0],
        line[-1][1],
        f"{', '.join(pairs)}: a search for the ordinary letters does not find the full-width ones; "
        "write ordinary ones",
        fixes=(Fix(edits, "safe", ("repair",), "Write ordinary letters and digits"),),
        runs=tuple(Span(start, end) for start, end in line),
        key="".join(text[start:end] for start, end in line),
    )


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
