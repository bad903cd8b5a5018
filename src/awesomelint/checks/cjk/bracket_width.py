"""Round brackets around CJK text in another width than the list has elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.cjk._corrections import corrections
from awesomelint.checks.cjk._letters import HAS_CJK, LONGEST, pairs
from awesomelint.curation.prose import prose
from awesomelint.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.cjk._letters import Pair
    from awesomelint.curation import Document
    from awesomelint.curation.prose import Prose
    from awesomelint.model import Finding

FEWEST = 10
MAJORITY = 0.7


def check(document: Document, *, mode: str) -> Iterator[Finding]:
    """A finding for each line with brackets of the other width.

    With the mode `consistent`, seven tenths of ten or more pairs decide which width is right.
    """
    words = prose(document)
    if not HAS_CJK.search(words.text):
        return
    known = [pair for pair in pairs(words.text) if _counts(words.text, pair)]
    widths = [words.text[pair.opening] == "（" for pair in known]
    full = _wanted(mode, widths)
    if full is None:
        return
    strays = [pair for pair, is_full in zip(known, widths, strict=True) if is_full != full]
    edits = [edit for pair in strays for edit in _edits(words, pair, full=full)]
    width = "full-width" if full else "half-width"
    why = f"the list writes {width} brackets around such text"
    yield from corrections(document, edits, why, "unsafe", each=2)


def _counts(text: str, pair: Pair) -> bool:
    """Whether brackets of one width hold CJK text: `(LLM)` says nothing of the list's way."""
    same = (text[pair.opening] == "（") == (text[pair.closing] == "）")
    inside = text[pair.opening : min(pair.closing, pair.opening + LONGEST)]
    return same and HAS_CJK.search(inside) is not None


def _wanted(mode: str, widths: list[bool]) -> bool | None:
    """Whether brackets are full-width; None where the list does not say."""
    if mode != "consistent":
        return mode == "full"
    if len(widths) < FEWEST:
        return None
    share = sum(widths) / len(widths)
    if MAJORITY > share > 1 - MAJORITY:
        return None
    return share >= MAJORITY


def _edits(words: Prose, pair: Pair, *, full: bool) -> Iterator[Edit]:
    """Both brackets anew; a half-width one is set apart by a space, a full-width one is not."""
    text = words.text
    opening, closing = (
        words.exact(pair.opening, pair.opening + 1),
        words.exact(pair.closing, pair.closing + 1),
    )
    if opening is None or closing is None:
        return
    before, after = text[pair.opening - 1 : pair.opening], text[pair.closing + 1 : pair.closing + 2]
    if full:
        glued = before == " " and words.exact(pair.opening - 2, pair.opening + 1) is not None
        yield Edit(opening.start - glued, opening.end, "（")
        trailing = after == " " and words.exact(pair.closing, pair.closing + 3) is not None
        yield Edit(closing.start, closing.end + trailing, "）")
    else:
        yield Edit(opening.start, opening.end, " (" if before.isalnum() else "(")
        yield Edit(closing.start, closing.end, ") " if after.isalnum() else ")")
