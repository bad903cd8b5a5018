"""The proof of a `repair`: damaging the new text gives the old, or only characters of the card's table are touched."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.proof.change import meeting
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from awesomelint.proof.change import Change, Place

LEAVES = (
    nodes.Paragraph, nodes.Heading, nodes.Cell, nodes.Fence, nodes.CodeBlock, nodes.HtmlBlock, nodes.Definition,
    nodes.FrontMatter,
)  # fmt: skip
"""Blocks that hold text and no other blocks."""


def repairs(change: Change, place: Place) -> bool:
    """Whether this edit is proven to mend damage and nothing else."""
    claim = change.claims[place.claim]
    fix = claim.fix
    old = change.before.text[place.old.start : place.old.end]
    new = place.edit.text
    if fix.damage:
        is_safe = fix.safety == "safe"
        return _is_damaged_again(new, fix.damage, old, safe=is_safe)
    return bool(claim.characters) and by_table(old, new, claim.characters)


def _is_damaged_again(new: str, damage: str, old: str, *, safe: bool) -> bool:
    """Whether the mistake, made again, gives the old text: by our tables, and for a safe fix by ftfy's codecs too."""
    from awesomelint.repair.ftfy_witness import redone  # noqa: PLC0415 - only proofs of repairs damage text
    from awesomelint.repair.pages import SINGLE_BYTE, parse  # noqa: PLC0415 - as above
    from awesomelint.repair.pages import damage as damaged  # noqa: PLC0415 - as above

    if damaged(new, damage) != old:
        return False
    if (
        not safe
        or damage == "lost"
        or parse(damage).page not in SINGLE_BYTE
        or not parse(damage).lossless
    ):
        return True
    once = redone(new, parse(damage).page)
    return (redone(once or "", parse(damage).page) if parse(damage).twice else once) == old


def by_table(old: str, new: str, characters: str) -> bool:
    """Whether `new` is `old` with only characters of the class `characters` replaced, dropped or inserted."""
    if unicodedata.normalize("NFC", old) == unicodedata.normalize("NFC", new):
        return True
    known = re.compile(f"[{characters}]")
    inserted = f"[{characters}]{{0,3}}"
    replaced = rf"[\w\s{characters}]{{0,4}}"
    parts = [
        replaced if known.match(character) else re.escape(character) + inserted for character in old
    ]
    return re.fullmatch(inserted + "".join(parts), new, re.DOTALL) is not None


def leaf_blocks(root: nodes.Node, start: int, end: int) -> list[nodes.Node]:
    """Every block without blocks in it that touches `start:end`, in order."""
    return [node for node in meeting(root, Span(start, end)) if isinstance(node, LEAVES)]
