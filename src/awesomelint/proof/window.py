"""Proofs of layout by window: only the blocks around the edits are parsed again.

Why that is sound. At the start of a top-level block, the block parser carries nothing on but the
definitions of labels: what it makes of the text from there on depends on that text and on them. So
if both texts begin a top-level block at two places from which they are equal, the same blocks
follow. A *boundary* is the start of a top-level block that a blank line stands before. A *window*
goes from a boundary at least one whole block before the first edit, whose own line no edit touches,
to a boundary after the last one.

- What stands before a window ends where it did. A paragraph, or a definition that is looked for in
  its lines, ends at the blank line. Whether a list, a footnote, indented code, a fence or HTML goes
  on behind it is decided by the line of the boundary alone, which is the same in both texts.
- The blocks in the window are parsed, with the first two lines behind it: no rule looks further
  ahead than that to end a block, but for fences, HTML and comments that are not closed, and these
  take those two lines in. If a block begins with the first of them, the parser gets there in the
  whole text too, and is in step.
- Emphasis, links and all else inline end with their block; tightness is that of one list, and a
  list is one block.

Rows of a table are judged each by its own line and the number of columns, so those that no edit
touches are left out of a window, while the head of the table is kept.

What reaches further is left to the proof of the whole text: definitions and footnotes in a window,
front matter, nesting beyond the parser's limit, and windows that do not get into step. Slugs, and
what refers to them, follow from the texts of the headings, which are compared. The HTML of the
second parser is that of the whole text in any case.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.proof.residue import cut, residue
from awesomelint.proof.stream import build
from awesomelint.syntax import nodes, parse
from awesomelint.text.lines import line_start, next_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.model import Edit
    from awesomelint.proof.view import View

_MOST_CELLS = 10_000
"""Of how many cells a table may have rows left out: the parser fills in 65,536 cells at most."""


def equal_around(before: View, after: View, edits: Iterable[Edit]) -> bool:
    """Whether `after`, which is `before` with `edits` made, is certainly equal but for layout.

    False says nothing: then the whole texts must be compared.
    """
    if before.root.too_deep or any(one.text.startswith("---") for one in (before, after)):
        return False
    change = _Change(before, after.text, sorted(edits))
    windows = change.windows()
    if windows is None or not all(_equal(change, window) for window in windows):
        return False
    return before.html == after.html or before.folded == after.folded


@dataclass(frozen=True, slots=True)
class _Window:
    """Top-level blocks of the text before, without the rows that no edit touches.

    `apart` is all of the text that is not in it, in order; `end` is where the next block starts.
    """

    blocks: Sequence[nodes.Node]
    apart: Sequence[Span]
    end: int


class _Change:
    """A text, what edits make of it, and the windows around them."""

    def __init__(self, before: View, after: str, edits: Sequence[Edit]) -> None:
        self.before = before
        self.after = after
        self._edits = edits
        self._ends = [edit.end for edit in edits]
        grown = (len(edit.text) - (edit.end - edit.start) for edit in edits)
        self._shifts = list(accumulate(grown, initial=0))
        self._blocks = before.root.children
        self._starts = [line_start(before.text, block.start) for block in self._blocks]

    def moved(self, offset: int) -> int:
        """Where `offset`, which is inside no edit, is afterwards: behind what is inserted there."""
        return offset + self._shifts[bisect_right(self._ends, offset)]

    def windows(self) -> list[_Window] | None:
        """The windows around all edits, in order and disjoint; None if there are none."""
        ranges: list[tuple[int, int]] = []
        for edit in self._edits:
            touched = bisect_right(self._starts, edit.start) - 1
            if ranges and self._in_window(edit, ranges[-1][1]):
                continue
            first, last = self._boundary_before(touched), self._boundary_after(edit.end)
            if ranges and first < ranges[-1][1]:
                first = ranges[-1][0]
                last = max(last, ranges.pop()[1])
            ranges.append((first, last))
        return [self._window(first, last) for first, last in ranges] if self._blocks else None

    def _in_window(self, edit: Edit, last: int) -> bool:
        """Whether `edit` stands before the block `last`, where a window ends."""
        if last == len(self._starts):
            return True
        return edit.end <= self._starts[last] and edit.start < self._starts[last]

    def _boundary_before(self, touched: int) -> int:
        """The last boundary at least one block before the block `touched`."""
        index = touched - 1
        while index > 0 and _boundary(self.before.text, self._blocks, index) < 0:
            index -= 1
        return max(index, 0)

    def _boundary_after(self, end: int) -> int:
        """The first boundary from `end` on that may be one afterwards too."""
        index = bisect_left(self._starts, end)
        while index < len(self._blocks):
            start = _boundary(self.before.text, self._blocks, index)
            if start >= 0 and _follows_blank_line(self.after, self.moved(start)):
                break
            index += 1
        return index

    def _window(self, first: int, last: int) -> _Window:
        whole = len(self.before.text)
        start = self._starts[first] if first else 0
        end = self._starts[last] if last < len(self._starts) else whole
        blocks: list[nodes.Node] = []
        apart = [Span(0, start)]
        for block in self._blocks[first:last]:
            if isinstance(block, nodes.Table) and len(block.children) > 1:
                kept, left_out = self._rows(block)
                blocks.append(kept)
                apart += left_out
            else:
                blocks.append(block)
        return _Window(blocks, [*apart, Span(end, whole)], end)

    def _rows(self, table: nodes.Table) -> tuple[nodes.Table, list[Span]]:
        """`table` with the rows that edits touch, and the lines of the others."""
        if len(table.aligns) * len(table.children) > _MOST_CELLS:
            return table, []
        kept, lines = [table.children[0]], []
        for row in table.children[1:]:
            line = Span(
                line_start(self.before.text, row.start), next_line(self.before.text, row.end)
            )
            if self._touches(line):
                kept.append(row)
            else:
                lines.append(line)
        return replace(table, children=tuple(kept)), lines

    def _touches(self, span: Span) -> bool:
        at = bisect_left(self._ends, span.start)
        return at < len(self._edits) and self._edits[at].start <= span.end

    def apart(self, window: _Window) -> list[Span]:
        """What is not in the window, in the text after."""
        first, *others = window.apart
        start = self.moved(first.end) if first.end else 0
        return [
            Span(0, start),
            *(Span(self.moved(one.start), self.moved(one.end)) for one in others),
        ]


def _boundary(text: str, blocks: Sequence[nodes.Node], index: int) -> int:
    """Where the line of the block at `index` starts, if it is a boundary; else -1.

    There must be nothing but blanks between it and the block before, and at least one blank line.
    """
    start = line_start(text, blocks[index].start)
    gap = text[blocks[index - 1].end if index else 0 : start]
    is_boundary = not gap.strip(" \t\n") and _follows_blank_line(text, start)
    return start if is_boundary else -1


def _follows_blank_line(text: str, start: int) -> bool:
    """Whether `start` is the start of a line, and the line before it is blank."""
    if text[start - 1 : start] != "\n":
        return False
    return not text[line_start(text, start - 1) : start - 1].strip(" \t")


def _equal(change: _Change, window: _Window) -> bool:
    """Whether both texts are equal in a window, and in step at its end."""
    before, apart = change.before, change.apart(window)
    old, new = cut(before.text, window.apart), cut(change.after, apart)
    if "[^" in old or "[^" in new:
        return False
    text = f"\n{new}"  # no text that starts with a newline has front matter
    end, following = len(text), apart[-1].start
    text += change.after[following : next_line(change.after, next_line(change.after, following))]
    root = parse(text, before.references)
    blocks = _until(root, text, end) if window.end < len(before.text) else root.children
    if blocks is None or root.too_deep or _defines(blocks) or _defines(window.blocks):
        return False
    left, right = build(before.text, window.blocks), build(text, blocks)
    if left.events != right.events or left.leaves != right.leaves:
        return False
    numbers = [*left.numbers, *window.apart]
    return residue(before.text, sorted(numbers)) == residue(text[:end], right.numbers)


def _until(root: nodes.Root, text: str, end: int) -> Sequence[nodes.Node] | None:
    """The blocks before `end`, if a block starts right there."""
    blocks = root.children
    index = bisect_left(blocks, end, key=_start)
    in_step = index < len(blocks) and _boundary(text, blocks, index) == end
    return blocks[:index] if in_step else None


def _start(node: nodes.Node) -> int:
    return node.start


def _defines(blocks: Iterable[nodes.Node]) -> bool:
    """Whether there is a definition or a footnote in `blocks`."""
    return any(
        isinstance(node, nodes.Definition | nodes.FootnoteDefinition) for node in _all(blocks)
    )


def _all(blocks: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    for block in blocks:
        yield from nodes.blocks(block)
