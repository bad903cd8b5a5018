"""Marks of emphasis without their partners."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.markup._raw import EMPHASIS, raw_blocks
from awesomelint.model import Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.markup._raw import RawBlock
    from awesomelint.curation import Document

SHOWN = 30
_OPENS = regex(rf"(?:^|(?<=[\s(\[（|{EMPHASIS}]))([*_]{{1,3}})(?=[^\s*_])", re.MULTILINE)
_CLOSES = regex(r"(?<=[^\s*_])([*_]{1,3})(?=[\s.,;:!?)\]，。；：！？）|]|\Z)")
# 5*, *.md, f(*args), C*, __init__, a note's star
_NAMES = regex(r"\*\.\w|\*args|_\w{1,12}_\w|\d\*|[a-z]\(\*|\w_\Z")


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each delimiter beside a word that neither opens nor closes emphasis."""
    for block in raw_blocks(document):
        if "*" in block.shown or "_" in block.shown:
            yield from _marks(document.text, block)


def _marks(text: str, block: RawBlock) -> Iterator[Finding]:
    for pattern in (_OPENS, _CLOSES):
        for match in pattern.finditer(block.shown):
            first, last = match.span(1)
            if _NAMES.search(block.shown[max(first - 8, 0) : last + 8]):
                continue
            mark = text[block.start + first : block.start + last]
            if pattern is _OPENS:
                near = block.shown[first : last + SHOWN].partition("\n")[0]
                what = f"{mark} opens emphasis that nothing closes; write {mark} where it ends"
            else:
                near = block.shown[max(first - SHOWN, 0) : last].rpartition("\n")[2]
                what = f"{mark} closes emphasis that nothing opens; write {mark} where it begins"
            yield Finding(block.start + first, block.start + last, f"{what}, or \\{mark}", key=near)
