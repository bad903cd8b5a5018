"""Blank lines between the blocks of the document, at its start and at its end."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.layout.lines import closed
from awesomelint.layout.votes import most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import (
    FrontMatter,
    Heading,
    Html,
    HtmlBlock,
    Paragraph,
    SoftBreak,
    ThematicBreak,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node


class Gaps(NamedTuple):
    """Blank lines at headings: whether before them, how many (1 or 2), and whether after them.

    None stands for what is found.
    """

    before: int | None
    amount: int | None
    after: int | None


def between(lines: Lines, before: Node, after: Node) -> int | None:
    """The number of blank lines between two blocks; None when something else stands there."""
    gap = range(lines.last(before) + 1, lines.first(after))
    return len(gap) if all(lines.blank(line) for line in gap) else None


def sample(lines: Lines, blocks: Sequence[Node]) -> tuple[int | None, int | None, int | None]:
    """Whether most headings have blank lines before them, how many, and after them.

    There are 1 or 2 before.
    """
    before: list[int] = []
    amount: list[int] = []
    after: list[int] = []
    for block, follower in pairwise(blocks):
        gap = between(lines, block, follower)
        if gap is None:
            continue
        if isinstance(follower, Heading):
            if not fixed(block):
                before.append(min(gap, 1))
                amount += [gap] if gap in (1, 2) else []
        elif isinstance(block, Heading) and not isinstance(follower, HtmlBlock):
            after.append(min(gap, 1))
    return most(before), most(amount), most(after)


def fixed(block: Node) -> bool:
    """Whether what stands between `block` and a heading below it is kept.

    A comment, a tag or an anchor may speak to the heading that it stands on, and a blank line may
    end HTML.
    """
    if isinstance(block, Paragraph):
        return bool(block.children) and all(
            isinstance(part, (Html, SoftBreak)) for part in block.children
        )
    return isinstance(block, (FrontMatter, HtmlBlock))


def wanted(before: Node, after: Node, found: int, style: Gaps, *, leads: bool = False) -> int:
    """How many blank lines belong between two blocks that have `found` now.

    `leads`: `after` stands on a heading.
    """
    if isinstance(after, Heading):
        most_allowed = style.amount or min(max(found, 1), 2)
        if fixed(before) or style.before is None:
            return most_allowed if found else 0
        if style.before:
            return most_allowed
        return 0 if not after.setext else min(found, 1)
    is_below_heading = isinstance(before, Heading) and not isinstance(after, HtmlBlock)
    if is_below_heading and style.after is not None:
        return style.after
    most_allowed = style.amount or 2 if leads else 1
    return min(found, most_allowed)


def leads(lines: Lines, block: Node, after: Node | None) -> bool:
    """Whether `block` is an anchor or a comment that stands right on the heading `after`.

    The gap is above it.
    """
    return isinstance(after, Heading) and fixed(block) and between(lines, block, after) == 0


def edits(
    lines: Lines, before: Node, after: Node, style: Gaps, *, leading: bool = False
) -> Iterator[Edit]:
    """Bring the gap between two blocks to what the list has elsewhere.

    `leading`: `after` leads a heading.
    """
    found = between(lines, before, after)
    if found is None:
        return
    count = wanted(before, after, found, style, leads=leading)
    first = lines.last(before) + 1
    for line in range(first, first + min(found, count)):
        start, end = lines.start(line), lines.end(line)
        if start != end:
            yield Edit(start, end, "")
    if found > count:
        start, end = lines.start(first + count), lines.start(first + found)
        yield Edit(start, end, "")
    elif found < count:
        end = lines.end(first + found - 1)
        yield Edit(end, end, "\n" * (count - found))


def opening(lines: Lines, block: Node) -> Iterator[Edit]:
    """Take away blank lines before the first block."""
    start = lines.start(lines.first(block))
    if start == 0 or isinstance(block, ThematicBreak):
        return
    before = lines.text[:start]
    if not before.strip(" \t\n"):
        yield Edit(0, start, "")


def ending(lines: Lines, block: Node) -> Iterator[Edit]:
    """One newline after the last block."""
    if not closed(block, lines.text):
        return
    end = lines.end(lines.last(block))
    rest = lines.text[end:]
    if rest == "\n" or rest.strip(" \t\n"):
        return
    if not rest.startswith("\n"):
        yield Edit(end, len(lines.text), "\n")
    else:
        yield Edit(end + 1, len(lines.text), "")
