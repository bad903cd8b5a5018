"""Backticks that open or close nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.markup._raw import raw_blocks
from awesomelint.model import Candidate, Edit, Finding
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from awesomelint.checks.markup._raw import RawBlock
    from awesomelint.curation import Document

SHOWN = 30
_TICKS = regex(r"`+")
_WORD = regex(r"[^\s`,;:()\[\]，。；：、（）\ufdd0-\ufdd7]+")
# a backtick as an apostrophe or accent (don`t, 5`), quoted ("`"), or TeX's ``quotes''
_NO_CODE = regex(r"[\w`]`\w|[\"'“‘(（]`+[\"'”’)）]|\d`(?!\w)")
_TEX = regex(r"''|´|’|\w'(?!\w)")


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each run of backticks that is no delimiter of code."""
    for block in raw_blocks(document):
        if "`" not in block.shown:
            continue
        ticks = list(_TICKS.finditer(block.shown))
        if len(ticks) > 1 and isinstance(block.block, nodes.Cell):
            continue  # `surplus-cells` speaks of code that a | cuts
        for match in ticks:
            if finding := _finding(document.text, block, match):
                yield finding


def _finding(text: str, block: RawBlock, match: re.Match[str]) -> Finding | None:
    shown = block.shown
    first, last = match.span()
    around = shown[max(first - 1, 0) : last + 1]
    if _NO_CODE.search(around) or _TEX.search(shown, last) or len(match[0]) > 2:
        return None
    start, end = block.start + first, block.start + last
    word = _WORD.match(shown, last)
    if word is not None and word[0].rstrip(".,;:").endswith("'"):
        return None  # `quoted'
    before = shown[first - 1 : first]
    opens = word is not None and (not before.strip() or before in "([（，。、")
    if word is not None and opens:
        near = text[start : block.start + word.end()]
        edit = Edit(block.start + word.end(), block.start + word.end(), match[0])
        meant = f"{near}{match[0]}"
    else:
        near = text[max(start - SHOWN, block.start) : end].rpartition("\n")[2]
        edit, meant = Edit(start, end, ""), near[: -len(match[0])]
    return Finding(
        start,
        end,
        f"the backtick in {near} has no partner, so it makes no code; "
        "add the other one or delete it",
        candidates=(Candidate(meant, 0.5, (edit,)),),
        key=near,
    )
