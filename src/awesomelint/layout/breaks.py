"""Thematic breaks and fences: drawn as most are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.layout.votes import most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import Fence, ThematicBreak, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node

_SHORTEST_FENCE = 3


def sample(root: Node, lines: Lines) -> tuple[str | None, str | None]:
    """How most thematic breaks are drawn, and the character of most fences."""
    drawn: list[str] = []
    fences: list[str] = []
    for node in blocks(root):
        match node:
            case ThematicBreak():
                drawn.append(lines.text[node.start : node.end].strip(" \t\n"))
            case Fence():
                fences.append(lines.text[node.marker.start])
            case _:
                pass
    return most(drawn), most(fences)


def rule(block: ThematicBreak, lines: Lines, drawn: str | None, gap: int) -> Iterator[Edit]:
    """Draw a thematic break of the top level like most; `gap` blank lines come before it."""
    line = lines.first(block)
    start, end = lines.start(line), lines.end(line)
    old = lines.text[start:end]
    new = drawn or old.strip(" \t")
    makes_heading = new[0] == "-" and not gap
    if old != new and line > 0 and not makes_heading:
        yield Edit(start, end, new)


def fences(block: Node, lines: Lines, mark: str | None) -> Iterator[Edit]:
    """Give the fences in `block` the character that most have, as short as possible."""
    for node in blocks(block):
        if isinstance(node, Fence) and node.closing is not None:
            yield from _fence(node, lines, mark or lines.text[node.marker.start])


def _fence(node: Fence, lines: Lines, mark: str) -> Iterator[Edit]:
    info = lines.text[node.info.start : node.info.end]
    if mark == "`" and "`" in info:
        return
    runs = re.findall(rf"(?m)^[ \t]*({re.escape(mark)}+)", node.value)
    longest = max(map(len, runs), default=0)
    new = mark * max(_SHORTEST_FENCE, longest + 1)
    for span in (node.marker, node.closing):
        if span is None:
            continue
        old = lines.text[span.start : span.end]
        if old != new:
            yield Edit(span.start, span.end, new)
