"""Tables: the blanks around cells, as most cells of the table have them, or columns drawn to one width."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from awesomelint.layout.votes import most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import Cell, Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node


@dataclass(frozen=True, slots=True)
class Box:
    """A cell with the blanks around it; a side is None when no `|` bounds it there."""

    start: int
    end: int
    left: str | None
    text: str
    right: str | None
    column: int

    def width(self, measure: Callable[[str], int]) -> int:
        """The width between the bounds."""
        return measure(self.text) + len(self.left or "") + len(self.right or "")


def edits(block: Node, lines: Lines) -> Iterator[Edit]:
    """Bring the odd cells of every table in `block` to what the table's other cells have."""
    for node in block.walk():
        if isinstance(node, Table):
            yield from _table(node, lines)


def _table(table: Table, lines: Lines) -> Iterator[Edit]:
    boxes = [box for row in table.children if isinstance(row, Row) for box in _boxes(row, lines.text)]
    dashes = _dashes(table, lines)
    filled = [box for box in boxes if box.text]
    left = most(box.left for box in filled if box.left is not None)
    widths, measure = _drawn(table, filled, dashes)
    if widths:
        for box in boxes:
            yield from _draw(box, left, widths, measure)
        return
    right = most(box.right for box in filled if box.right is not None)
    empty = most(box.left for box in boxes if not box.text and box.left is not None)
    for box in boxes:
        yield from _pad(box, left, right, empty)
    before, after = most(box.left for box in dashes), most(box.right for box in dashes)
    for box in dashes:
        yield from _pad(box, before, after, None)


def _boxes(row: Row, text: str) -> Iterator[Box]:
    for column, cell in enumerate(row.children):
        if not isinstance(cell, Cell):
            continue
        start, end = cell.raw.start, cell.raw.end
        bounded, closed = text[start - 1 : start] == "|", text[end : end + 1] == "|"
        content = text[start:end].strip(" \t")
        at = start + len(text[start:end]) - len(text[start:end].lstrip(" \t")) if content else end
        left = text[start:at] if bounded else None
        right = (text[at + len(content) : end] if content else "") if closed else None
        if bounded and (closed or content):
            yield Box(start if bounded else at, end if closed else at + len(content), left, content, right, column)
        elif closed and content:
            yield Box(at, end, None, content, right, column)


def _dashes(table: Table, lines: Lines) -> list[Box]:
    """The cells of the delimiter row, where both sides are bounded."""
    start, end = table.delimiter.start, table.delimiter.end
    row = lines.text[start:end]
    boxes: list[Box] = []
    at = row.find("|")
    if row[:at].strip(" \t>") or at < 0:
        return []
    while (until := row.find("|", at + 1)) >= 0:
        raw = row[at + 1 : until]
        text = raw.strip(" \t")
        if not text:
            return []
        begin = raw.index(text)
        boxes.append(Box(start + at + 1, start + until, raw[:begin], text, raw[begin + len(text) :], len(boxes)))
        at = until
    return boxes


def _columns(text: str) -> int:
    """The width of `text` in a terminal, near enough: wide characters count two, marks nothing."""
    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _drawn(table: Table, boxes: Sequence[Box], dashes: Sequence[Box]) -> tuple[dict[int, int], Callable[[str], int]]:
    """The widths of the columns of a table whose cells are filled up with blanks; none when it is not drawn so."""
    best: tuple[int, dict[int, int], Callable[[str], int]] = (0, {}, len)
    for measure in (len, _columns) if any(not box.text.isascii() for box in boxes) else (len,):
        agreed, widths = _agree(table, boxes, dashes, measure)
        if agreed > best[0]:
            best = agreed, widths, measure
    return best[1], best[2]


def _agree(
    table: Table, boxes: Sequence[Box], dashes: Sequence[Box], measure: Callable[[str], int]
) -> tuple[int, dict[int, int]]:
    """How many cells have the commonest width of their column, and those widths; none unless most of them have it."""
    agreed = total = varied = 0
    widths: dict[int, int] = {}
    for column in range(len(table.aligns)):
        cells = [box for box in boxes if box.column == column and box.left is not None and box.right is not None]
        if not cells:
            continue
        counts = Counter(box.width(measure) for box in [*cells, *(box for box in dashes if box.column == column)])
        width, votes = counts.most_common(1)[0]
        same = [box for box in cells if box.width(measure) == width]
        agreed, total = agreed + votes, total + counts.total()
        if len({measure(box.text) for box in same}) > 1:
            varied += 1
        if votes > 1:
            widths[column] = width
    return (agreed, widths) if varied and agreed * 2 > total else (0, {})


def _draw(box: Box, left: str | None, widths: dict[int, int], measure: Callable[[str], int]) -> Iterator[Edit]:
    width = widths.get(box.column)
    if width is None or box.left is None or box.right is None or box.text.endswith("\\"):
        return
    if not box.text:
        yield Edit(box.start, box.end, " " * width)
    elif box.width(measure) != width:
        begin = box.left if left is None else left
        room = max(width - measure(box.text) - len(begin), len(begin))
        yield Edit(box.start, box.start + len(box.left), begin)
        yield Edit(box.end - len(box.right), box.end, " " * room)


def _pad(box: Box, left: str | None, right: str | None, empty: str | None) -> Iterator[Edit]:
    if not box.text:
        if empty is not None and box.left is not None:
            yield Edit(box.start, box.end, empty)
        return
    if left is not None and box.left is not None:
        yield Edit(box.start, box.start + len(box.left), left)
    if right is not None and box.right is not None and not box.text.endswith("\\"):
        yield Edit(box.end - len(box.right), box.end, right)
