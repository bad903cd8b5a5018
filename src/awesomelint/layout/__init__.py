"""Canonical layout: the form that `fix` leaves a list in, within the list's own style."""

from __future__ import annotations

from itertools import chain, pairwise, zip_longest
from typing import TYPE_CHECKING

from awesomelint.layout import (
    breaks,
    destinations,
    emphasis,
    gaps,
    headings,
    lists,
    markers,
    tables,
    trailing,
)
from awesomelint.layout.lines import Lines
from awesomelint.layout.style import measure
from awesomelint.model import Edit, Fix
from awesomelint.syntax.nodes import CodeBlock, FrontMatter, Heading, HtmlBlock, List, ThematicBreak

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from awesomelint.curation import Document
    from awesomelint.layout.style import Style
    from awesomelint.syntax.nodes import Node

    Groups = Iterable[Iterable[Edit]]
    """The edits of a place, in groups that may be made alone."""

__all__ = ["canonical", "misplaced", "stray_headings"]


def canonical(document: Document, pins: Mapping[str, str]) -> Iterator[Fix]:
    """Safe fixes that lay `document` out, one for each block or gap that is not canonical.

    `pins` are traits that the config decides (the options of the rule's card); all others follow
    the majority.
    """
    lines = Lines(document.text)
    blocks = document.root.children
    if not blocks or document.root.too_deep:
        return
    style = measure(document.root, lines, pins)
    untouched = [(region.start, region.end) for region in document.regions]
    for edits, what in _places(blocks, lines, style):
        groups = [list(group) for group in edits]
        kept = _minimal(chain.from_iterable(groups), document.text)
        if kept and not any(
            edit.start < end and start <= edit.end for edit in kept for start, end in untouched
        ):
            chosen = set(kept)
            parts = tuple(
                part
                for group in groups
                if (part := tuple(edit for edit in group if edit in chosen))
            )
            yield Fix(
                kept, "safe", ("layout",), f"Lay out {what} as the rest of the list", parts=parts
            )


def misplaced(document: Document) -> Iterator[Node]:
    """Items and blocks that are indented as if they belonged to the item above, but too little.

    They are not in it.
    """
    lines = Lines(document.text)
    regions = [(region.start, region.end) for region in document.regions]
    for before, block in pairwise([None, *document.root.children]):
        found = [block] if block and lists.lost(before, block, lines) else []
        for node in [*found, *(lists.lost_items(block, lines) if block else ())]:
            if not any(start <= node.start < end for start, end in regions):
                yield node


def stray_headings(document: Document) -> Iterator[Node]:
    """Headings that were meant as entries of the lists around them."""
    lines, blocks = Lines(document.text), document.root.children
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if headings.stray(before, block, after, lines):
            yield block


def _places(blocks: Sequence[Node], lines: Lines, style: Style) -> Iterator[tuple[Groups, str]]:
    """The edits of each block and gap, in order."""
    before: Node | None = None
    yield [gaps.opening(lines, blocks[0])], "the start"
    for block, after in zip_longest(blocks, blocks[1:]):
        gap = 0
        if before:
            leading = gaps.leads(lines, block, after)
            yield [gaps.edits(lines, before, block, style.gaps, leading=leading)], "a gap"
            gap = lines.first(block) - lines.last(before) - 1
        if not isinstance(block, (FrontMatter, HtmlBlock)):
            # an item that moves left could take in the code after its list
            moves = not isinstance(after, CodeBlock) and not lists.lost(before, block, lines)
            moves = moves and not headings.stray(before, block, after, lines)
            yield _block(block, lines, style, gap, moves=moves), "a block"
        before = block
    yield [gaps.ending(lines, blocks[-1])], "the end"


def _block(
    block: Node, lines: Lines, style: Style, gap: int, *, moves: bool
) -> Iterator[Iterable[Edit]]:
    match block:
        case Heading() if moves:
            yield headings.edits(block, lines, style.heading, style.underline, gap)
        case ThematicBreak():
            yield breaks.rule(block, lines, style.rule, gap)
        case List():
            if moves:
                yield lists.edits(block, lines, style.indents)
            yield markers.edits(block, style.bullets)
        case _:
            pass
    yield breaks.fences(block, lines, style.fence)
    yield from emphasis.edits(block, lines.text, style.emphasis, style.strong)
    yield from destinations.edits(block, lines.text)
    yield from tables.edits(block, style.padding)
    yield from (
        [edit] for edit in trailing.edits(block, lines, indented=style.blank_lines_indented)
    )


def _minimal(edits: Iterable[Edit], text: str) -> tuple[Edit, ...]:
    """The edits that change something, in order.

    Of two that overlap, the first is kept, and of two at one place the longer one.
    """
    kept: list[Edit] = []
    done = -1
    longest_first = sorted(set(edits), key=lambda edit: (edit.start, -edit.end))
    for edit in longest_first:
        if edit.start < done or text[edit.start : edit.end] == edit.text:
            continue
        kept.append(edit)
        done = edit.end
    return tuple(kept)
