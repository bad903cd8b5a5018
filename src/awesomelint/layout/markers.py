"""Bullets: the one that most lists of a level have; two adjacent lists stay apart."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from awesomelint.layout.votes import most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import Heading, HtmlBlock, Item, List, Paragraph, Table
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node

HOLDS_NO_LISTS = (HtmlBlock, Heading, Paragraph, Table)
OTHER = {"-": "*", "*": "-", "+": "-"}
_RULE = regex(r"[ \t]*(?:[-*_+][ \t]*){2,}$")


def runs(blocks: Sequence[Node]) -> Iterator[tuple[int, list[List]]]:
    """Bullet lists in `blocks` with their level (0: not nested), in groups that touch."""
    todo = [(blocks, 0)]
    while todo:
        siblings, level = todo.pop()
        run: list[List] = []
        for child in siblings:
            bullets = isinstance(child, List) and not child.ordered
            if not bullets and run:
                yield level, run
                run = []
            if isinstance(child, List):
                if bullets:
                    run.append(child)
                todo += ((item.children, level + 1) for item in child.children)
            elif child.children and not isinstance(child, HOLDS_NO_LISTS):
                todo.append((child.children, level))
        if run:
            yield level, run


def sample(root: Node) -> dict[int, str]:
    """The bullet of most lists, by level; of lists that touch, every other one has a say."""
    found: dict[int, list[str]] = {}
    for level, run in runs(root.children):
        lead = _lead(run)
        found.setdefault(level, []).append(run[lead].delimiter)
    return {level: winner for level, given in found.items() if (winner := most(given))}


def _lead(run: list[List]) -> int:
    """0 or 1: whether the lists at even or at odd places of those that touch have more items."""
    odd = sum(len(lists.children) for lists in run[1::2])
    return int(odd > sum(len(lists.children) for lists in run[::2]))


def chosen(root: Node, lines: Lines, bullets: Mapping[int, str]) -> dict[int, str]:
    """The bullet that each list should have, by where the list starts.

    Lists that stay as found are missing.
    Lists that touch, and those in them, change together or not at all.
    """
    decided: dict[int, str] = {}
    for group in _groups(root):
        wishes: dict[int, str] = {}
        found = list(runs(group))
        for level, run in found:
            if bullet := bullets.get(level):
                lead = _lead(run)
                for index, one in enumerate(run):
                    wishes[one.start] = bullet if index % 2 == lead else OTHER[bullet]
        if all(
            one.start in wishes and not _rule_like(lines, one) for _, run in found for one in run
        ):
            decided |= wishes
    return decided


def edits(block: Node, decided: Mapping[int, str]) -> Iterator[Edit]:
    """Give the lists of `block` the bullets decided for them."""
    for node in block.walk():
        if not isinstance(node, List):
            continue
        bullet = decided.get(node.start, node.delimiter)
        if bullet == node.delimiter:
            continue
        for item in node.children:
            if isinstance(item, Item):
                yield Edit(item.marker.start, item.marker.end, bullet)


def _groups(root: Node) -> Iterator[list[Node]]:
    """Top-level blocks, lists that touch together."""
    for lists, found in groupby(root.children, key=lambda block: isinstance(block, List)):
        blocks = list(found)
        yield from [blocks] if lists else ([block] for block in blocks)


def _rule_like(lines: Lines, of: List) -> bool:
    """Whether another bullet could make the first line of an item a thematic break."""
    return any(
        isinstance(item, Item)
        and _RULE.match(lines.text, item.marker.end, lines.end(lines.number(item.marker.start)))
        for item in of.children
    )
