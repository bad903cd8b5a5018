"""Spaces beside full-width punctuation, which has its own: `模型， 数据`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.cjk._corrections import corrections
from awesomelint.checks.cjk._letters import CLOSING, OPENING, STOPS, is_atom
from awesomelint.curation.prose import prose
from awesomelint.model import Edit
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.curation.prose import Prose
    from awesomelint.model import Finding

_SPACE = regex(f"(?<=[{STOPS}{OPENING}]) {{1,3}}(?=\\S)|(?<=\\S) {{1,3}}(?=[{STOPS}{CLOSING}])")
WHY = "full-width punctuation has its own space"


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with spaces between full-width punctuation and a word."""
    words = prose(document)
    yield from corrections(document, _edits(words), WHY, "safe")


def _edits(words: Prose) -> Iterator[Edit]:
    for match in _SPACE.finditer(words.text):
        start, end = match.span()
        # `**注意：** 中文` is bold only with its space
        if words.exact(start - 1, end + 1) and not is_atom(words.text[end]):
            span = words.span(start, end)
            yield Edit(span.start, span.end, "")
