"""Tables: a rule for the block parser that cuts rows at their pipes with `str.find`.

The rule of markdown-it looks at each character of each row. Both read the same tables
(GFM, "Tables (extension)").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markdown_it.common.utils import MD_TRIM_CHARS

from awesomelint.syntax.segments import Segments, trimmed
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.syntax.state import SBlock

_DELIMITER = regex(r":?-+:?")
_MOST_MISSING = 0x10000
"""How many cells that rows lack a table may have, so that short rows make no large tree."""


class RowPlace(NamedTuple):
    """Where a row stands without the blanks around it, and its cells with theirs."""

    start: int
    end: int
    cells: list[tuple[int, int]]


def table(state: SBlock, line: int, end: int, silent: bool) -> bool:
    """A header, a delimiter row and rows; one token holds them all."""
    if line + 2 > end or state.sCount[line + 1] < state.blkIndent or state.is_code_block(line + 1):
        return False
    delimiter = state.first(line + 1), state.eMarks[line + 1]
    aligns = _aligns(state.src[slice(*delimiter)])
    if not aligns or state.src.find("|", state.first(line), state.eMarks[line]) < 0:
        return False
    header = _row(state, line)
    if state.is_code_block(line) or len(header.cells) != len(aligns):
        return False
    if not silent:
        rows = [header, *_body(state, line + 2, end, len(aligns))]
        token = state.push("table", "table", 0)
        state.line = line + 1 + len(rows)
        token.map = [line, state.line]
        stop = delimiter[0] + len(state.src[slice(*delimiter)].rstrip(" \t"))
        token.start, token.end = state.first(line), max(stop, rows[-1].end)
        token.extra = (tuple(aligns), (delimiter[0], stop), rows)
    return True


def _aligns(text: str) -> list[str]:
    """The alignment of each column of a delimiter row; nothing when `text` is none."""
    is_item = text.startswith(("- ", "-\t"))
    if len(text) < 2 or text[0] not in "|-:" or is_item or text.strip("|-: \t"):
        return []
    columns = [column.strip(MD_TRIM_CHARS) for column in text.split("|")]
    if not columns[0]:
        columns.pop(0)
    if columns and not columns[-1]:
        columns.pop()
    if not all(map(_DELIMITER.fullmatch, columns)):
        return []
    return [_align(column) for column in columns]


def _align(column: str) -> str:
    left, right = column.startswith(":"), column.endswith(":")
    if left and right:
        return "center"
    return "right" if right else "left" if left else ""


def _body(state: SBlock, line: int, end: int, columns: int) -> list[RowPlace]:
    """The rows from `line` on, up to the end of the table."""
    kind, state.parentType = state.parentType, "table"
    block = state.md.block
    rows: list[RowPlace] = []
    missing = 0
    while line < end and not _ends(state, line) and not block.interrupts(state, line, end):  # type: ignore[attr-defined]
        row = _row(state, line)
        missing += columns - len(row.cells)
        if row.start == row.end or missing > _MOST_MISSING:
            break
        rows.append(row)
        line += 1
    state.parentType = kind
    return rows


def _ends(state: SBlock, line: int) -> bool:
    outdented = state.sCount[line] < state.blkIndent
    return outdented or state.isEmpty(line) or state.is_code_block(line)


def _row(state: SBlock, line: int) -> RowPlace:
    start, end = trimmed(state.src, state.first(line), state.eMarks[line])
    return RowPlace(start, end, _cells(state.src, start, end))


def _cells(src: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places between the pipes; an empty one at either end is no cell."""
    cells: list[tuple[int, int]] = []
    first = start
    bar = src.find("|", start, end)
    while bar >= 0:
        if bar == start or src[bar - 1] != "\\":
            cells.append((first, bar))
            first = bar + 1
        bar = src.find("|", bar + 1, end)
    cells.append((first, end))
    if cells[0][0] == cells[0][1]:
        cells.pop(0)
    if cells and cells[-1][0] == cells[-1][1]:
        cells.pop()
    return cells


def unescaped(src: str, start: int, end: int) -> tuple[str, Segments]:
    """What a cell means, without the backslashes before its pipes, and where it comes from."""
    pieces = src[start:end].split("\\|")
    contents, sources = [0], [start]
    length, place = 0, start
    for piece in pieces[:-1]:
        contents.append(length + len(piece))
        sources.append(place + len(piece) + 1)
        length, place = contents[-1] + 1, sources[-1] + 1
    return "|".join(pieces), Segments(contents, sources, frozenset(contents[1:]))
