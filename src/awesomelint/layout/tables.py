"""Tables: the blanks around cells, as most cells of the table have them, or columns drawn to one width."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awesomelint.layout.votes import QUORUM, fitting, most, nearly_all
from awesomelint.model import Edit
from awesomelint.syntax.nodes import Cell, Row, Table
from awesomelint.text import width as columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

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
    first: bool
    last: bool

    def width(self, measure: Callable[[str], int]) -> int:
        """The width between the bounds."""
        return measure(self.text) + len(self.left or "") + len(self.right or "")


Side = tuple[str, bool]
"""Left or right of a cell, and whether that is the outer side of the row."""

SHARE = 0.6
"""The part of the cells that must agree: where fewer do, tables are pasted from anywhere and stay as found."""


SIDES = ("left", "right", "floor", "ceiling")
"""Where a text stands in its column: left, right, centred with the odd blank on the right, or on the left."""


SURE = 0.9
"""Where so many agree, it does not matter how the others are spread."""

FEW = 30
"""Fewer cells than this are too few to differ from the others on purpose."""

UNLIKELY = 3.0
"""A table that has so many standard deviations fewer such cells than the others was written by other hands."""


@dataclass(frozen=True, slots=True)
class Padding:
    """The blanks that cells have on each side, those of empty cells, and of dashes. What is missing stays as found."""

    cells: Mapping[Side, str]
    dashes: Mapping[Side, str]
    empty: str | None
    tables: Mapping[int, _Read] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Vote:
    """The blanks on one side of a cell, and the table and row that the cell is in."""

    blanks: str
    table: int
    row: int


def sample(root: Node, lines: Lines) -> Padding:
    """What nearly all cells of the file's tables have; columns drawn to one width have no say."""
    cells: dict[Side, list[_Vote]] = {}
    dashes: dict[Side, list[_Vote]] = {}
    empty: list[str] = []
    tables: dict[int, _Read] = {}
    for table in root.walk():
        if not isinstance(table, Table):
            continue
        read = tables[table.start] = _Read(table, lines)
        if read.widths:
            continue
        for box in read.boxes:
            if box.text:
                _vote(box, cells, table.start, lines.number(box.start))
            elif box.left is not None:
                empty.append(box.left)
        for box in read.dashes:
            _vote(box, dashes, table.start, lines.number(box.start))
    return Padding(_settled(cells), _settled(dashes), nearly_all(empty, SHARE), tables)


def _vote(box: Box, votes: dict[Side, list[_Vote]], table: int, row: int) -> None:
    if box.left is not None:
        votes.setdefault(("left", box.first), []).append(_Vote(box.left, table, row))
    if box.right is not None:
        votes.setdefault(("right", box.last), []).append(_Vote(box.right, table, row))


def _settled(votes: Mapping[Side, list[_Vote]]) -> dict[Side, str]:
    """The blanks that win on each side of cells; sides with few cells go with all others."""
    together = [vote for given in votes.values() for vote in given]
    everywhere = _winner(together)
    if any(_winner(given) is None for given in votes.values() if len(given) >= FEW):
        return {}
    winners = {side: _winner(given) if len(given) >= FEW else everywhere for side, given in votes.items()}
    return {side: winner for side, winner in winners.items() if winner is not None}


def _winner(votes: Sequence[_Vote]) -> str | None:
    """The blanks that nearly all have, unless the others come in whole rows or tables: those are pasted."""
    blanks = nearly_all((vote.blanks for vote in votes), SHARE)
    odd = [vote for vote in votes if vote.blanks != blanks]
    share = 1 - len(odd) / len(votes) if votes else 0.0
    if blanks is None or share >= SURE:
        return blanks
    for sizes, spoilt in (
        (Counter(vote.table for vote in votes), {vote.table for vote in odd}),
        (Counter(vote.row for vote in votes), {vote.row for vote in odd}),
    ):
        likely = sum(share**size for size in sizes.values())
        if len(sizes) - len(spoilt) > 1.5 * likely + QUORUM:
            return None
    return None if _uneven(votes, odd, share) else blanks


def _uneven(votes: Sequence[_Vote], odd: Sequence[_Vote], share: float) -> bool:
    """Whether some table holds more of the odd cells than chance, drawing them from all, would give it."""
    astray = Counter(vote.table for vote in odd)
    spread = share * (1 - share) / len(votes)
    return any(
        astray[table] - size * (1 - share) > UNLIKELY * (size * (len(votes) - size) * spread) ** 0.5
        for table, size in Counter(vote.table for vote in votes).items()
    )


class _Read:
    """A table's cells, its dashes, and the widths of its columns if it is drawn."""

    def __init__(self, table: Table, lines: Lines) -> None:
        self.boxes = [box for row in table.children if isinstance(row, Row) for box in _boxes(row, lines.text)]
        self.dashes = _dashes(table, lines)
        filled = [box for box in self.boxes if box.text]
        self.widths, self.measure = _drawn(table, filled, self.dashes)


def edits(block: Node, padding: Padding) -> Iterator[Edit]:
    """Bring the odd cells of every table in `block` to what the others have."""
    for node in block.walk():
        if isinstance(node, Table):
            yield from _table(padding.tables[node.start], padding)


def _table(read: _Read, padding: Padding) -> Iterator[Edit]:
    if read.widths:
        for column, width in read.widths.items():
            yield from _draw([box for box in read.boxes if box.column == column], width, read.measure)
        return
    for box in read.boxes:
        yield from _pad(box, padding.cells, padding.empty)
    for box in read.dashes:
        yield from _pad(box, padding.dashes, None)


def _boxes(row: Row, text: str) -> Iterator[Box]:
    cells = [cell for cell in row.children if isinstance(cell, Cell)]
    for column, cell in enumerate(cells):
        place = column, column == 0, column == len(cells) - 1
        start, end = cell.raw.start, cell.raw.end
        bounded, closed = text[start - 1 : start] == "|", text[end : end + 1] == "|"
        content = text[start:end].strip(" \t")
        at = start + len(text[start:end]) - len(text[start:end].lstrip(" \t")) if content else end
        left = text[start:at] if bounded else None
        right = (text[at + len(content) : end] if content else "") if closed else None
        if bounded and (closed or content):
            yield Box(start if bounded else at, end if closed else at + len(content), left, content, right, *place)
        elif closed and content:
            yield Box(at, end, None, content, right, *place)


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
        after = raw[begin + len(text) :]
        last = not row[until + 1 :].strip(" \t")
        boxes.append(Box(start + at + 1, start + until, raw[:begin], text, after, len(boxes), not boxes, last))
        at = until
    return boxes


def _drawn(table: Table, boxes: Sequence[Box], dashes: Sequence[Box]) -> tuple[dict[int, int], Callable[[str], int]]:
    """The widths of the columns of a table whose cells are filled up with blanks; none when it is not drawn so."""
    best: tuple[int, dict[int, int], Callable[[str], int]] = (0, {}, len)
    for measure in (len, columns) if any(not box.text.isascii() for box in boxes) else (len,):
        agreed, widths = _agree(table, boxes, dashes, measure)
        if agreed > best[0]:
            best = agreed, widths, measure
    return best[1], best[2]


def _agree(
    table: Table, boxes: Sequence[Box], dashes: Sequence[Box], measure: Callable[[str], int]
) -> tuple[int, dict[int, int]]:
    """How many cells have the commonest width of their column, and those widths; columns of equal texts tell nothing.

    None unless many cells have it, and blanks fill up at least a third of these.
    """
    agreed = total = filled = 0
    widths: dict[int, int] = {}
    columns: list[list[tuple[int, int]]] = [[] for _ in table.aligns]
    for box in boxes:
        if box.column < len(columns) and box.left is not None and box.right is not None:
            inner = measure(box.text)
            columns[box.column].append((inner, inner + len(box.left) + len(box.right)))
    ruler = {box.column: box.width(measure) for box in reversed(dashes)}
    for column, cells in enumerate(columns):
        if not cells:
            continue
        ruled = ruler.get(column, 0)
        counts = Counter(whole for _, whole in cells)
        # where a column has two widths, nearly as common, that of its dashes is the one that was drawn
        kept = counts[ruled] > 1 and counts[ruled] * 2 >= max(counts.values())
        if column in ruler:
            counts[ruled] += 1
        width, votes = counts.most_common(1)[0]
        if len({inner for inner, _ in cells}) > 1:
            agreed, total = agreed + votes, total + counts.total()
        filled += sum(whole == width > inner + 2 for inner, whole in cells)
        if not kept and votes * 5 >= counts.total() * 2:
            widths[column] = width
        elif ruled:
            widths[column] = ruled
    return (agreed, widths) if total and agreed * 5 >= total * 2 and filled * 3 >= agreed else (0, {})


def _draw(column: Sequence[Box], width: int, measure: Callable[[str], int]) -> Iterator[Edit]:
    """Fill the cells of a column up to `width`, on the side where most have their blanks."""
    whole = [box for box in column if box.text and box.left is not None and box.right is not None]
    drawn = [box for box in whole if box.width(measure) == width]
    lead = most(min(len(box.left or ""), len(box.right or ""), 1) for box in whole)
    if lead is None:
        return
    found = [_blanks(box) for box in drawn]
    side = fitting(found, SIDES, lambda side, blanks: _split(side, sum(blanks), lead) == blanks)
    if side is None and len(drawn) < QUORUM:
        side = next(
            (side for side in SIDES if all(_split(side, sum(blanks), lead) == blanks for blanks in found)), None
        )
    if side is None:
        return
    for box in whole:
        room = max(width - measure(box.text), lead * 2)
        left, right = _split(side, room, lead)
        if not box.text.endswith("\\"):
            yield Edit(box.start, box.start + len(box.left or ""), " " * left)
            yield Edit(box.end - len(box.right or ""), box.end, " " * right)
    for box in column:
        if not box.text and box.left is not None:
            yield Edit(box.start, box.end, " " * width)


def _blanks(box: Box) -> tuple[int, int]:
    return len(box.left or ""), len(box.right or "")


def _split(side: str, room: int, lead: int) -> tuple[int, int]:
    """Blanks on the left and on the right of a text that has `room` of them around it."""
    match side:
        case "left":
            left = lead
        case "right":
            left = room - lead
        case "floor":
            left = room // 2
        case _:
            left = room - room // 2
    return left, room - left


def _pad(box: Box, sides: Mapping[Side, str], empty: str | None) -> Iterator[Edit]:
    if not box.text:
        if empty is not None and box.left is not None:
            yield Edit(box.start, box.end, empty)
        return
    left, right = sides.get(("left", box.first)), sides.get(("right", box.last))
    if left is not None and box.left is not None:
        yield Edit(box.start, box.start + len(box.left), left)
    if right is not None and box.right is not None and not box.text.endswith("\\"):
        yield Edit(box.end - len(box.right), box.end, right)
