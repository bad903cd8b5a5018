"""Tables: the blanks around cells, as most cells have them, or columns of one width.

A table changes as a whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.layout.votes import QUORUM, fitting, most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import Cell, Row, Table, blocks
from awesomelint.text.patterns import regex
from awesomelint.text.width import width as columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node

    Measure = Callable[[str], int]


class Box(NamedTuple):
    """A cell with the blanks around it; a side is None when no `|` bounds it there."""

    start: int
    end: int
    left: str | None
    text: str
    right: str | None
    column: int
    first: bool
    last: bool

    @property
    def blanks(self) -> tuple[int, int]:
        """How many blanks are on the left and on the right."""
        return len(self.left or ""), len(self.right or "")

    def width(self, measure: Measure) -> int:
        """The width between the bounds."""
        return measure(self.text) + sum(self.blanks)


Side = tuple[str, bool]
"""Left or right of a cell, and whether that is the outer side of the row."""

SIDES = ("left", "right", "floor", "ceiling")
"""The side of its column on which a text stands.

Centred text has the odd blank on the right or on the left.
"""

FEW = 30
"""Fewer cells than this are too few to differ from the others on purpose."""

GROWTH = 1.1
"""A table that would grow by more than a tenth stays as found."""

_UNSURE = regex("[\u200d\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
"""What makes several characters one sign, whose width programs disagree on."""


class Padding(NamedTuple):
    """The blanks that cells have on each side, those of empty cells, and of dashes.

    What is missing stays as found.
    """

    cells: Mapping[Side, str]
    dashes: Mapping[Side, str]
    empty: str | None
    tables: Mapping[int, Reading]


def sample(root: Node, lines: Lines) -> Padding:
    """What most cells of the file's tables have.

    Tables that are drawn, or must not be touched, have no say.
    """
    cells: dict[Side, list[str]] = {}
    dashes: dict[Side, list[str]] = {}
    empty: list[str] = []
    tables: dict[int, Reading] = {}
    for table in blocks(root):
        if not isinstance(table, Table):
            continue
        read = tables[table.start] = Reading(table, lines)
        if not read.plain:
            continue
        for box in read.boxes:
            if box.text:
                _vote(box, cells)
            elif box.left is not None:
                empty.append(box.left)
        for box in read.dashes:
            _vote(box, dashes)
    return Padding(_settled(cells), _settled(dashes), most(empty), tables)


def _vote(box: Box, votes: dict[Side, list[str]]) -> None:
    for side, blanks in _sides(box):
        votes.setdefault(side, []).append(blanks)


def _sides(box: Box) -> Iterator[tuple[Side, str]]:
    if box.left is not None:
        yield ("left", box.first), box.left
    if box.right is not None:
        yield ("right", box.last), box.right


def _settled(votes: Mapping[Side, list[str]]) -> dict[Side, str]:
    """The blanks that win on each side of cells, none if any side is undecided.

    Sides with few cells follow all cells together.
    """
    everywhere = most(blanks for given in votes.values() for blanks in given)
    winners = {
        side: most(given) if len(given) >= FEW else everywhere for side, given in votes.items()
    }
    settled = {side: winner for side, winner in winners.items() if winner is not None}
    return settled if len(settled) == len(winners) else {}


class Reading:
    """A table's cells, its dashes, and how its columns are drawn.

    `plain` is a table that is not drawn at all.
    """

    def __init__(self, table: Table, lines: Lines) -> None:
        self.size = table.end - table.start
        self.boxes = [
            box for row in table.children if isinstance(row, Row) for box in _boxes(row, lines.text)
        ]
        self.dashes = _dashes(table, lines)
        self.drawing: _Drawing | None = None
        self.plain = False
        if _untouchable(table, self.boxes):
            return
        filled = [
            box for box in self.boxes if box.text and box.left is not None and box.right is not None
        ]
        self.drawing = _drawing(filled)
        self.plain = self.drawing is None

    def edits(self, padding: Padding) -> list[Edit]:
        """The edits that bring the odd cells to what the others have.

        There are none if that is not possible for all of them.
        """
        if self.drawing:
            found = _draw(self.boxes, self.drawing)
        elif self.plain and self.agrees(padding.cells):
            found = [edit for box in self.boxes for edit in _pad(box, padding.cells, padding.empty)]
            found += [edit for box in self.dashes for edit in _pad(box, padding.dashes, None)]
        else:
            return []
        grown = sum(len(edit.text) - (edit.end - edit.start) for edit in found)
        return found if self.size + grown <= self.size * GROWTH else []

    def agrees(self, winners: Mapping[Side, str]) -> bool:
        """Whether most cells of this table, too, have the blanks that won.

        Others were written by other hands.
        """
        same = [
            winners[side] == blanks
            for box in self.boxes
            if box.text
            for side, blanks in _sides(box)
            if winners
        ]
        return sum(same) * 3 >= len(same) * 2 if winners else False


def _untouchable(table: Table, boxes: Sequence[Box]) -> bool:
    """Whether blanks may be all that tells what was meant.

    They may in a row with too many cells, or with a backslash that guards a `|`.
    """
    if any(box.text.endswith("\\") for box in boxes):
        return True
    cells = (cell for row in table.children for cell in row.children)
    return any(isinstance(cell, Cell) and cell.surplus for cell in cells)


def edits(block: Node, padding: Padding) -> Iterator[list[Edit]]:
    """The edits that bring the odd cells of each table in `block` to what the others have."""
    for node in blocks(block):
        if isinstance(node, Table):
            yield padding.tables[node.start].edits(padding)


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
            yield Box(
                start if bounded else at,
                end if closed else at + len(content),
                left,
                content,
                right,
                *place,
            )
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
        boxes.append(
            Box(
                start + at + 1, start + until, raw[:begin], text, after, len(boxes), not boxes, last
            )
        )
        at = until
    return boxes


class _Drawing(NamedTuple):
    """How a table is drawn: the width of each column, by the measure that was used.

    A width is None where there is no majority.
    """

    widths: Mapping[int, int | None]
    measure: Measure


def _drawing(boxes: Sequence[Box]) -> _Drawing | None:
    """How the columns of a table with the filled cells `boxes` are drawn.

    It is None if none of them is drawn.
    """
    if all(max(box.blanks) < 2 for box in boxes):
        return None
    by_column: dict[int, list[Box]] = {}
    for box in boxes:
        by_column.setdefault(box.column, []).append(box)
    padded = {column for column, cells in by_column.items() if _padded(cells)}
    best: tuple[int, _Drawing | None] = (-1, None)
    is_ascii = all(box.text.isascii() for box in boxes)
    for measure in (len,) if is_ascii else (len, cache(columns)):
        widths = {column: _width(cells, measure) for column, cells in by_column.items()}
        drawn = {
            column for column, cells in by_column.items() if _filled(cells, widths[column], measure)
        }
        agreed = sum(box.width(measure) == widths[box.column] for box in boxes)
        if (drawn or padded) and agreed > best[0]:
            lost = padded - drawn  # filled up to a width that this measure does not see
            best = (
                agreed,
                _Drawing(
                    {at: None if at in lost else width for at, width in widths.items()}, measure
                ),
            )
    return best[1]


def _padded(column: Sequence[Box]) -> bool:
    """Whether more than one blank stands beside a third of the texts of a column.

    So many are no accident.
    """
    return sum(max(box.blanks) > 1 for box in column) * 3 >= len(column)


def _width(column: Sequence[Box], measure: Measure) -> int | None:
    """The width that most cells of a column have, of those that fit into it.

    It is None if these are fewer than two thirds.
    """
    lead = _lead(column)
    if lead is None:
        return None
    wholes = Counter(box.width(measure) for box in column)
    width, votes = min(wholes.items(), key=lambda item: (-item[1], -item[0]))
    able = sum(
        measure(box.text) + 2 * lead <= width or box.width(measure) == width for box in column
    )
    return width if votes * 3 >= able * 2 and votes > 1 else None


def _filled(column: Sequence[Box], width: int | None, measure: Measure) -> bool:
    """Whether blanks fill a column of different texts up to one width: then it was drawn."""
    if width is None:
        return False
    lengths = {measure(box.text) for box in column}
    if len(lengths) == 1:
        return False
    drawn = [box for box in column if box.width(measure) == width]
    blank = [box for box in drawn if width > measure(box.text) + 2]
    return len(drawn) >= QUORUM and len(blank) * 3 >= len(drawn)


def _lead(column: Sequence[Box]) -> int | None:
    """The fewest blanks that most cells of a column have on both sides, 0 or 1."""
    return most(min(*box.blanks, 1) for box in column)


def _draw(boxes: Sequence[Box], drawing: _Drawing) -> list[Edit]:
    """Fill the cells of all columns.

    There are no edits if a column has no width or side, or its width may be measured wrongly.
    """
    whole = [box for box in boxes if box.left is not None and box.right is not None]
    unsure = [
        box.width(drawing.measure) == drawing.widths[box.column]
        for box in whole
        if _UNSURE.search(box.text)
    ]
    if sum(unsure) * 3 < len(unsure) * 2:
        return []
    found: list[Edit] = []
    for column, width in drawing.widths.items():
        cells = [box for box in whole if box.column == column]
        texts = [box for box in cells if box.text]
        lead = _lead(texts)
        side = None if width is None or lead is None else _side(texts, width, drawing.measure, lead)
        if width is None or lead is None or side is None:
            return []
        found += [edit for box in cells for edit in _fill(box, width, side, drawing.measure, lead)]
    return found


def _side(texts: Sequence[Box], width: int, measure: Measure, lead: int) -> str | None:
    """Where most of the texts that fill `width` stand in their column."""

    def fits(side: str, blanks: tuple[int, int]) -> bool:
        return _split(side, sum(blanks), lead) == blanks

    found = [box.blanks for box in texts if box.width(measure) == width]
    if len(found) >= QUORUM:
        return fitting(found, SIDES, fits)
    agreeing = (side for side in SIDES if all(fits(side, blanks) for blanks in found))
    return next(agreeing, None)


def _fill(box: Box, width: int, side: str, measure: Measure, lead: int) -> Iterator[Edit]:
    if not box.text:
        yield Edit(box.start, box.end, " " * width)
        return
    blanks = max(width - measure(box.text), lead * 2)
    left, right = _split(side, blanks, lead)
    text_start = box.start + len(box.left or "")
    text_end = box.end - len(box.right or "")
    yield Edit(box.start, text_start, " " * left)
    yield Edit(text_end, box.end, " " * right)


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
    if right is not None and box.right is not None:
        yield Edit(box.end - len(box.right), box.end, right)
