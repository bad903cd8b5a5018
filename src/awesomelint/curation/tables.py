"""Tables in Markdown, whose rows are entries; without column names, cells may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation import rows
from awesomelint.curation.cells import Cell
from awesomelint.curation.document import Later
from awesomelint.curation.lists import is_contents
from awesomelint.curation.reader import identify, made
from awesomelint.curation.row_details import row_details
from awesomelint.curation.vocabulary import column_of
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import Details, Entry
    from awesomelint.curation.reader import Reader


def read_table(reader: Reader, table: nodes.Table) -> None:
    """The entries of a table."""
    if is_contents(reader, table) or reader.is_outside(table.start):
        return
    header = table.children[0].children if table.children else []
    headers = [" ".join(nodes.plain(cell, reader.text).split()) for cell in header]
    grid = _is_grid(reader, table, headers)
    for row in table.children[0 if grid else 1 :]:
        if not isinstance(row, nodes.Row) or not reader.named_or_badge(row.start, row.end):
            continue
        cells = _cells(reader, row, headers)
        if grid:
            add_cells(reader, row, cells)
            continue
        found = rows.read_row(cells, reader.text)
        if found is not None:
            found.fields.later = Later(_details, reader, row, headers, found.title)
            add_row(reader, made("row", row, found.fields), found)


def _cells(reader: Reader, row: nodes.Row, headers: Sequence[str]) -> list[Cell]:
    return [
        Cell(
            reader,
            (cell.start, cell.end),
            headers[index] if index < len(headers) else "",
            cell.children,
        )
        for index, cell in enumerate(row.children)
    ]


def _details(reader: Reader, row: nodes.Row, headers: Sequence[str], title_at: int) -> Details:
    return row_details(_cells(reader, row, headers), title_at)


def add_row(reader: Reader, entry: Entry, found: rows.Row) -> None:
    """Keep a row's entry with its subject."""
    entry.subject = found.subject
    identify(reader.add(entry))


def add_cells(reader: Reader, node: nodes.Node, cells: Sequence[Cell]) -> None:
    """Each cell of a grid that carries a title is an entry."""
    for cell in cells:
        if cell.fields.linked and cell.fields.title is not None and not cell.fields.title_is_url:
            entry = made("cell", node, cell.fields)
            entry.start, entry.end = cell.start, cell.end
            identify(reader.add(entry))


def _is_grid(reader: Reader, table: nodes.Table, headers: Sequence[str]) -> bool:
    """Whether a table has no words at its head and several things in its rows."""
    if any(headers) and any(column_of(header) != "other" for header in headers):
        return False
    if any(header.strip() for header in headers) and not any(
        reader.named(cell.start, cell.end) for cell in table.children[0].children
    ):
        return False
    several = 0
    for row in table.children[1:]:
        linked = [cell for cell in row.children if reader.named(cell.start, cell.end)]
        several += len(linked) > 1 and len(linked) * 3 >= 2 * len(
            [c for c in row.children if c.children]
        )
    return several * 2 > len(table.children) - 1
