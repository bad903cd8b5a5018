"""Latin letters and digits in full width: `ＧＰＴ４`."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._anchors import with_anchors
from awesomelint.checks.encoding._characters import by_line, occurs, span_of
from awesomelint.curation.prose import prose
from awesomelint.model import Edit, Finding, Fix, Span
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

WIDE = frozenset(span_of(0xFF10, 0xFF19) + span_of(0xFF21, 0xFF3A) + span_of(0xFF41, 0xFF5A))
_RUN = regex("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with full-width letters and digits."""
    if not occurs(WIDE, document.text):
        return
    words = prose(document)
    spans = [span for match in _RUN.finditer(words.text) if (span := words.exact(*match.span()))]
    lines = by_line(document, [(span.start, span.end) for span in spans])
    yield from with_anchors(document, (_finding(document.text, line) for line in lines))


def _finding(text: str, line: list[tuple[int, int]]) -> Finding:
    wide = [text[start:end] for start, end in line]
    edits = tuple(
        Edit(start, end, _narrow(run)) for (start, end), run in zip(line, wide, strict=True)
    )
    pairs = ", ".join(dict.fromkeys(f"“{run}” → “{_narrow(run)}”" for run in wide))
    return Finding(
        start=line[0][0],
        end=line[-1][1],
        message=(
            f"{pairs}: a search for the ordinary letters does not find the full-width ones; "
            "write ordinary ones"
        ),
        fixes=(Fix(edits, "safe", ("repair",), "Write ordinary letters and digits"),),
        runs=tuple(Span(start, end) for start, end in line),
        key="".join(wide),
    )


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
