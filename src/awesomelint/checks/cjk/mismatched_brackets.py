"""Round brackets that open in one width and close in the other, or have no partner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.checks.cjk._corrections import corrections
from awesomelint.checks.cjk._letters import HAS_CJK, LONGEST, closes_nothing, lonely_brackets, pairs
from awesomelint.curation.prose import prose
from awesomelint.model import Edit, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.cjk._letters import Pair
    from awesomelint.curation import Document
    from awesomelint.curation.prose import Prose
    from awesomelint.model import Span

FULL, HALF = "（）", "()"
WHY = "a bracket of one width is closed by one of the other"


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with mixed pairs (`width`) and each unpaired bracket (`lonely`)."""
    words = prose(document)
    if "（" in words.text or "）" in words.text:
        edits = [edit for pair in pairs(words.text) if (edit := _edit(words, pair)) is not None]
        for finding in corrections(document, edits, WHY, "safe"):
            yield replace(finding, level="width")
    for offset in lonely_brackets(words.text):
        if span := words.exact(offset, offset + 1):
            yield _lonely(document, span, words.text[offset])


def _lonely(document: Document, span: Span, bracket: str) -> Finding:
    what = "never closed" if bracket in "(（" else "never opened"
    around = document.text[max(span.start - 12, 0) : span.end + 12].replace("\n", " ").strip()
    return Finding(
        span.start,
        span.end,
        f"the bracket {bracket} in “{around}” is {what}, so that readers look for the other one; "
        "add it, or delete this one",
        level="lonely",
        key=around,
    )


def _edit(words: Prose, pair: Pair) -> Edit | None:
    """What makes both brackets of `pair` one width; None if they are."""
    text = words.text
    opens_full = text[pair.opening] in FULL
    closes_full = text[pair.closing] in FULL
    if opens_full == closes_full or pair.closing - pair.opening > LONGEST:
        return None
    if closes_nothing(text, pair.closing):
        return None  # the one that opens may be without a partner
    if not any(map(str.isalnum, text[pair.opening : pair.closing])):
        return None  # (╯°□°）╯ is a face
    full = _is_full(text, pair)
    brackets = FULL if full else HALF
    at, mark = (pair.opening, brackets[0]) if opens_full != full else (pair.closing, brackets[1])
    span = words.exact(at, at + 1)
    return Edit(span.start, span.end, mark) if span else None


def _is_full(text: str, pair: Pair) -> bool:
    """Whether the text around the brackets or inside them is CJK.

    A space before the brackets shows that they are half-width.
    """
    before = text[pair.opening - 1 : pair.opening]
    after = text[pair.closing + 1 : pair.closing + 2]
    if before == " ":
        return False
    inside = text[pair.opening : pair.closing]
    return HAS_CJK.search(before + after + inside) is not None
