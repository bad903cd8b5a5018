"""Layout of what a change adds: only blocks with lines that the base lacks are laid out."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Edit, Fix

_CONTAINERS = (nodes.Root, nodes.List, nodes.Item, nodes.Quote)
_BLOCKS = (
    nodes.Paragraph, nodes.Heading, nodes.Table, nodes.Fence, nodes.CodeBlock, nodes.HtmlBlock,
    nodes.ThematicBreak,
)  # fmt: skip


class AddedLines:
    """The lines of `head` that `base` lacks, and the blocks that hold some.

    `laid_out` gives the layout fixes of the base: a line keeps the faults that it had there.
    """

    def __init__(
        self, base: Document, head: Document, laid_out: Callable[[], Sequence[Fix]]
    ) -> None:
        self._base = base
        self._head = head
        self._laid_out = laid_out
        self._lines = head.text.split("\n")
        self._added = _added(base.text.split("\n"), self._lines)
        self._blocks = sorted(_blocks(head), key=lambda block: block.start)
        self._starts = [block.start for block in self._blocks]
        self._faulty: frozenset[str] | None = None

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._added)

    def cut(self, fixes: Sequence[Fix]) -> list[Fix]:
        """What of `fixes` lays out blocks with added lines."""
        return [kept for fix in fixes if (kept := self._cut(fix)) is not None]

    def _cut(self, fix: Fix) -> Fix | None:
        """The part of `fix` that lays out blocks with added lines."""
        groups = fix.parts or (fix.edits,)
        kept = [tuple(self._kept(group)) for group in groups]
        parts = tuple(part for part in kept if part)
        chosen = {edit for part in parts for edit in part}  # groups may share some
        edits = tuple(edit for edit in fix.edits if edit in chosen)
        return replace(fix, edits=edits, parts=parts) if edits else None

    def _kept(self, group: Sequence[Edit]) -> Iterator[Edit]:
        """The edits that lay out added lines, or a whole table with some."""
        refused = {
            id(block)
            for edit in group
            if isinstance(block := self._block(edit), nodes.Table) and not self._takes(edit, block)
        }
        for edit in group:
            block = self._block(edit)
            if id(block) not in refused and self._takes(edit, block):
                yield edit

    def _takes(self, edit: Edit, block: nodes.Node | None) -> bool:
        """Whether `edit` concerns an added line.

        It is on or beside one, or in a block with one, on a line where the base had no fault.
        """
        old = self._head.text[edit.start : edit.end]
        if "\n" in edit.text or "\n" in old:
            return not self._added.isdisjoint(self._beside(edit))
        line = self._line(edit.start)
        if line in self._added:
            return True
        if block is None or self._had(line):
            return False
        inside = range(self._line(block.start), self._line(block.end) + 1)
        return not self._added.isdisjoint(inside)

    def _block(self, edit: Edit) -> nodes.Node | None:
        """The block that holds `edit`; None between blocks, and for the markers of items."""
        index = bisect_right(self._starts, edit.start) - 1
        if index < 0:
            return None
        block = self._blocks[index]
        is_inside = edit.start < block.end and edit.end <= block.end
        return block if is_inside else None

    def _line(self, offset: int) -> int:
        return self._head.source.position(offset)[0]

    def _beside(self, edit: Edit) -> tuple[int, int]:
        """The lines with text before and after an edit of blank lines."""
        text = self._head.text
        before, after = edit.start, edit.end
        while before > 0 and text[before - 1].isspace():
            before -= 1
        while after < len(text) and text[after].isspace():
            after += 1
        return self._line(max(before - 1, 0)), self._line(after)

    def _had(self, line: int) -> bool:
        """Whether the base has this line, and a fault of layout in it."""
        if self._faulty is None:
            self._faulty = frozenset(_faulty(self._base, self._laid_out()))
        return self._lines[line - 1] in self._faulty


def _added(base: Sequence[str], head: Sequence[str]) -> frozenset[int]:
    """The numbers of lines that `head` has more often than `base`, blank ones left out."""
    had = Counter(base)
    added: set[int] = set()
    for number, line in enumerate(head, 1):
        if had[line] > 0:
            had[line] -= 1
        elif line.strip():
            added.add(number)
    return frozenset(added)


def _blocks(document: Document) -> Iterator[nodes.Node]:
    """The blocks that hold no others."""
    todo: list[nodes.Node] = [document.root]
    while todo:
        node = todo.pop()
        if isinstance(node, _BLOCKS):
            yield node
        elif isinstance(node, _CONTAINERS):
            todo += node.children


def _faulty(document: Document, fixes: Sequence[Fix]) -> Iterator[str]:
    """The lines that `fixes` would change."""
    lines, position = document.text.split("\n"), document.source.position
    for edit in (edit for fix in fixes for edit in fix.edits):
        yield from lines[position(edit.start)[0] - 1 : position(edit.end)[0]]
