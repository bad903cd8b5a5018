"""Destinations: nothing stands between the parentheses of a link but them and their titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.layout.lines import holds_any
from awesomelint.model import Edit
from awesomelint.syntax.nodes import Image, Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.syntax.nodes import Node

_BLANKS = " \t"
_PADDED = ("]( ", "](\t", " )", "\t)")


def edits(block: Node, text: str) -> Iterator[tuple[Edit, ...]]:
    """Take the blanks away that pad the parentheses of each inline link and image in `block`."""
    if not holds_any(text, _PADDED, block.start, block.end):
        return
    for node in block.walk():
        if not isinstance(node, (Link, Image)) or node.form != "inline":
            continue
        opened = node.content.end + 2
        inside = text[opened : node.end - 1]
        if not inside.strip(_BLANKS) or "\n" in inside:
            continue
        left = len(inside) - len(inside.lstrip(_BLANKS))
        right = len(inside) - len(inside.rstrip(_BLANKS))
        if left:
            yield (Edit(opened, opened + left, ""),)
        if right:
            yield (Edit(node.end - 1 - right, node.end - 1, ""),)
