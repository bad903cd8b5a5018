"""Punctuation marks that are written several times: `。。`, `！！！`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.cjk._corrections import corrections
from awesomelint.checks.cjk._letters import CJK
from awesomelint.curation.prose import prose
from awesomelint.model import Edit
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.curation.prose import Prose
    from awesomelint.model import Finding

# two exclamation or question marks may be meant, three are noise
_REPEATED = regex(
    f"([，。、；：])\\1{{1,20}}|(?:([！？])\\2{{2,20}})|(?<=[{CJK}])([!?])\\3{{2,20}}"
)
ELLIPSIS = "……"
WHY = "one mark is enough"


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with a mark written several times."""
    words = prose(document)
    yield from corrections(document, _edits(words), WHY, "unsafe")


def _edits(words: Prose) -> Iterator[Edit]:
    for match in _REPEATED.finditer(words.text):
        if span := words.exact(*match.span()):
            drawn_out = match[0].startswith("。。。")
            yield Edit(span.start, span.end, ELLIPSIS if drawn_out else match[0][0])
