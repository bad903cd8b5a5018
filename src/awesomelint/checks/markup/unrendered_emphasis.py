"""Pairs of `**` that make no bold text, since of blanks or punctuation beside them."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from awesomelint.checks.markup._raw import raw_blocks
from awesomelint.model import Edit, Finding, Fix
from awesomelint.source import apply_edits
from awesomelint.text.patterns import regex
from awesomelint.text.scripts import is_cjk_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.markup._raw import RawBlock
    from awesomelint.curation import Document
    from awesomelint.model import Safety

LONGEST = 300
_STARS = regex(r"\*+")
_BLANKS = " \t\u00a0\u3000"


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each text between two `**` that readers see with them."""
    for block in raw_blocks(document):
        if "**" not in block.shown:
            continue
        last = 0
        for opening, closing in pairwise(_STARS.finditer(block.shown)):
            if opening.start() < last or not len(opening[0]) == len(closing[0]) == 2:
                continue
            finding = _finding(document.text, block, opening.end(), closing.start())
            if finding:
                last = closing.end()
                yield finding


def _finding(text: str, block: RawBlock, first: int, last: int) -> Finding | None:
    shown = block.shown
    inner = shown[first:last]
    before, after = shown[: first - 2][-1:], shown[last + 2 : last + 3]
    if not inner.strip() or "\n" in inner or len(inner) > LONGEST:
        return None
    start, end = block.start + first - 2, block.start + last + 2
    left = len(inner) - len(inner.lstrip(_BLANKS))
    right = len(inner) - len(inner.rstrip(_BLANKS))
    safety: Safety
    if left or right:
        if (left and right and before not in {"", "\n"}) or inner.rstrip()[-1] in "([{":
            return None  # powers and options: 2 ** 3 ** 4, f(**options)
        edits = [Edit(start + 2, start + 2 + left, ""), Edit(end - 2 - right, end - 2, "")]
        safety, why = "safe", "there is a blank inside the **"
    else:
        edits = [
            *([Edit(start, start, " ")] if is_cjk_letter(before) and _is_mark(inner[0]) else []),
            *([Edit(end, end, " ")] if is_cjk_letter(after) and _is_mark(inner[-1]) else []),
        ]
        safety, why = "unsafe", "punctuation stands inside and a letter outside of the **"
    edits = [edit for edit in edits if edit.start < edit.end or edit.text]
    if not edits:
        return None
    words = text[start + 2 + left : end - 2 - right]
    low, high = start - len(before.strip()), end + len(after.strip())
    shifted = [Edit(edit.start - low, edit.end - low, edit.text) for edit in edits]
    meant = apply_edits(text[low:high], shifted).strip()
    return Finding(
        start,
        end,
        f"{why}, so readers see the asterisks; write {meant}",
        fixes=(Fix(tuple(edits), safety, ("markup",), f"Write {meant}"),),
        key=words,
    )


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("P")
