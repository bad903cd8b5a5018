"""Bullets: the character that most lists of a level have, two lists side by side told apart by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.layout.votes import most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import HtmlBlock, Item, List

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node

OTHER = {"-": "*", "*": "-", "+": "-"}
_RULE = re.compile(r"[ \t]*(?:[-*_+][ \t]*){2,}$")


def runs(parent: Node, level: int = 0) -> Iterator[tuple[int, list[List]]]:
    """Bullet lists below `parent` with their level (0: in no other list), in groups of lists that touch."""
    run: list[List] = []
    for child in parent.children:
        bullets = isinstance(child, List) and not child.ordered
        if not bullets and run:
            yield level, run
            run = []
        if isinstance(child, List):
            if bullets:
                run.append(child)
            for item in child.children:
                yield from runs(item, level + 1)
        elif child.children and not isinstance(child, HtmlBlock):
            yield from runs(child, level)
    if run:
        yield level, run


def sample(root: Node) -> dict[int, str]:
    """The bullet of most lists, by level; of lists that touch, every other one has a say."""
    found: dict[int, list[str]] = {}
    for level, run in runs(root):
        lead = _lead(run)
        found.setdefault(level, []).append(run[lead].delimiter)
    return {level: winner for level, given in found.items() if (winner := most(given))}


def _lead(run: list[List]) -> int:
    """0 or 1: whether the first, third, … or the second, fourth, … of lists that touch have more items."""
    odd = sum(len(lists.children) for lists in run[1::2])
    return int(odd > sum(len(lists.children) for lists in run[::2]))


def chosen(root: Node, bullets: Mapping[int, str]) -> dict[int, str]:
    """The bullet that each list should have, by where the list starts; lists without a decided one are missing."""
    decided: dict[int, str] = {}
    for level, run in runs(root):
        if bullet := bullets.get(level):
            lead = _lead(run)
            for index, lists in enumerate(run):
                decided[lists.start] = bullet if index % 2 == lead else OTHER[bullet]
    return decided


def edits(block: Node, lines: Lines, decided: Mapping[int, str]) -> Iterator[Edit]:
    """Give the lists of `block` the bullets decided for them."""
    for node in block.walk():
        if isinstance(node, List) and decided.get(node.start, node.delimiter) != node.delimiter:
            items = [item for item in node.children if isinstance(item, Item)]
            if not any(_rule_like(lines, item) for item in items):
                for item in items:
                    yield Edit(item.marker.start, item.marker.end, decided[node.start])


def _rule_like(lines: Lines, item: Item) -> bool:
    """Whether another bullet could make the item's first line a thematic break."""
    end = lines.end(lines.number(item.marker.start))
    return _RULE.match(lines.text, item.marker.end, end) is not None
