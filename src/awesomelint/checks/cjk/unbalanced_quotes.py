"""Quotation marks that do not pair: `”消化“`, `“消化“`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.cjk._letters import HAS_CJK
from awesomelint.curation.prose import BLOCK_END, prose
from awesomelint.model import Candidate, Edit, Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.curation.prose import Prose

_QUOTE = regex("[“”„]")
LONGEST = 40


def check(document: Document) -> Iterator[Finding]:
    """A finding for each two marks that enclose CJK text and are reversed, or are the same mark."""
    if not _QUOTE.search(document.text):
        return
    words = prose(document)
    block: list[re.Match[str]] = []
    for mark in _QUOTE.finditer(words.text):
        if block and words.text.find(BLOCK_END, block[-1].end(), mark.start()) >= 0:
            yield from _in_block(words, block)
            block = []
        block.append(mark)
    yield from _in_block(words, block)


def _in_block(words: Prose, quotes: Sequence[re.Match[str]]) -> Iterator[Finding]:
    """Go through the marks of one block; a pair that is right is passed over."""
    if any(quote[0] == "„" for quote in quotes):
        return  # German and its neighbours close with “
    at = 0
    while at + 1 < len(quotes):
        opening, closing = quotes[at], quotes[at + 1]
        if opening[0] == "“" and closing[0] == "”":
            at += 2
            continue
        if _is_nested(quotes, at):
            return
        if finding := _finding(words, opening.start(), closing.end()):
            yield finding
        at += 2


def _is_nested(quotes: Sequence[re.Match[str]], at: int) -> bool:
    """Whether the rest of the block opens as many quotations as it closes, but not in pairs."""
    rest = [quote[0] for quote in quotes[at:]]
    return rest[0] == "“" and rest.count("“") == rest.count("”")


def _finding(words: Prose, start: int, end: int) -> Finding | None:
    shown = words.text[start:end]
    span = words.exact(start, end)
    if span is None or len(shown) > LONGEST or not HAS_CJK.search(shown):
        return None
    mended = f"“{shown[1:-1]}”"
    return Finding(
        span.start,
        span.end,
        f"the quotation marks of {shown} do not pair, "
        f"so that readers cannot tell where the quotation ends; write {mended}",
        candidates=(Candidate(mended, 0.9, (Edit(span.start, span.end, mended),)),),
        key=shown,
    )
