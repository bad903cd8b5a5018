"""Raw HTML: rows of tables, and links that begin their line, item or summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation import rows
from awesomelint.curation.cells import Cell
from awesomelint.curation.document import Later
from awesomelint.curation.line import has_word
from awesomelint.curation.reader import identify, made
from awesomelint.curation.row_details import row_details
from awesomelint.curation.tables import add_cells, add_row
from awesomelint.curation.vocabulary import column_of, role_of
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.document import Details
    from awesomelint.curation.html import Tag
    from awesomelint.curation.reader import Reader

_MARKUP = regex(r"<[^<>]{0,2000}>|&[a-z]{1,20};")
LONGEST_LINE = 2000
LONGEST_ROW = 50_000


def read_html(reader: Reader, node: nodes.HtmlBlock) -> None:
    """The entries of a block of raw HTML."""
    if reader.is_outside(node.start):
        return
    lowered = node.value.lower()
    if "<tr" in lowered or "<td" in lowered:
        _table(reader, node)
    _lines(reader, node)


def _table(reader: Reader, node: nodes.HtmlBlock) -> None:
    """Rows of a table; `reader.consumed` moves past each."""
    headers: list[str] = []
    for start, end, cells in _rows(reader, node):
        if start < reader.consumed:
            continue
        named = reader.named_or_badge(start, end)
        heads = [name for name, _, _ in cells]
        texts = [" ".join(reader.shown_html(a, b).text.split()) for _, a, b in cells]
        if cells and (
            all(name == "th" for name in heads)
            or (not headers and not named and any(column_of(text) != "other" for text in texts))
        ):
            headers = texts
            continue
        if not named:
            continue
        heads = headers if len(headers) == len(cells) else [""] * len(cells)
        places = [(a, b) for _, a, b in cells]
        read = _cells(reader, places, heads)
        reader.consumed = max(reader.consumed, end)
        if not headers and _several(read):
            add_cells(reader, _node_of(reader, node, start, end), read)
            continue
        found = rows.read_row(read, reader.text)
        if found is not None:
            found.fields.later = Later(_details, reader, places, heads, found.title)
            entry = made("html", _node_of(reader, node, start, end), found.fields)
            entry.start, entry.end = start, end
            add_row(reader, entry, found)


def _cells(reader: Reader, places: Sequence[tuple[int, int]], headers: Sequence[str]) -> list[Cell]:
    return [Cell(reader, place, header) for place, header in zip(places, headers, strict=True)]


def _details(
    reader: Reader, places: Sequence[tuple[int, int]], headers: Sequence[str], title_at: int
) -> Details:
    return row_details(_cells(reader, places, headers), title_at)


def _node_of(reader: Reader, node: nodes.HtmlBlock, start: int, end: int) -> nodes.HtmlBlock:
    """The block that holds a row; one that goes on over blank lines is a block of its own."""
    if end <= node.end:
        return node
    return nodes.HtmlBlock(start, end, reader.text[start:end])


def _several(cells: Sequence[Cell]) -> bool:
    """Whether the cells of a row are entries of their own.

    Each then has a link that no label names, to a page of its own.
    """
    own = [
        cell
        for cell in cells
        if cell.fields.linked
        and cell.fields.title is not None
        and role_of(cell.fields.title_text) is None
    ]
    urls = {held.link.url for cell in own for held in cell.fields.links if held.role == "primary"}
    return (
        len(own) > 1
        and len(urls) == len(own)
        and len(own) == len([cell for cell in cells if cell.words])
    )


def _rows(
    reader: Reader, node: nodes.HtmlBlock
) -> Iterator[tuple[int, int, list[tuple[str, int, int]]]]:
    """Start, end and cells (name, start, end) of the rows that begin in a block."""
    cells: list[tuple[str, int, int]] = []
    start = -1
    opened: Tag | None = None
    for tag in reader.tags_in(node.start, node.end + LONGEST_ROW):
        if tag.name not in {"tr", "td", "th", "table"}:
            continue
        if opened is not None and tag.name in {"td", "th", "tr"}:
            cells.append((opened.name, opened.end, tag.start))
            opened = None
        if tag.name in {"td", "th"} and not tag.closing:
            opened = tag
            start = tag.start if start < 0 else start
        elif tag.name in {"tr", "table"}:
            if cells:
                yield start, tag.start, cells
            cells = []
            start = tag.start if not tag.closing and tag.name == "tr" else -1
            if tag.start >= node.end:
                return
    if cells:
        yield start, max(cells[-1][2], start), cells


def _lines(reader: Reader, node: nodes.HtmlBlock) -> None:
    """Links that begin their line, item or summary."""
    seen = reader.consumed
    for link in reader.named(node.start, node.end):
        if link.kind != "html" or link.start < max(seen, reader.consumed):
            continue
        start, end = _line_around(reader, link.start, node.end)
        start = max(start, seen)
        before = _MARKUP.sub("", reader.text[start : link.start])
        if has_word(before):
            continue
        summary = "<summary" in reader.text[max(link.start - 80, 0) : link.start].lower()
        closing = reader.text.find("</summary>", link.end, node.end) if summary else -1
        fields = reader.line_html(start, closing if closing > 0 else end)
        if not fields.linked or fields.title is None or fields.title_is_url:
            continue
        entry = made("summary" if summary else "html", node, fields)
        entry.start, entry.end = link.start, max(link.end, fields.title.end)
        reader.summary = entry if summary else reader.summary
        seen = end
        identify(reader.add(entry))


_STOP = regex(
    r"\n[ \t]{0,99}\n|<br[^<>]{0,2000}>|\n(?=[ \t]{0,99}<a\b)"
    r"|</?(?:p|div|li|td|tr|th|summary|ul|center|h[1-6])\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_EDGE = regex(
    r"\n|<br[^<>]{0,2000}>|</?(?:p|div|li|td|tr|th|summary|ul|center|h[1-6])\b[^<>]{0,2000}>",
    re.IGNORECASE,
)


def _line_around(reader: Reader, at: int, limit: int) -> tuple[int, int]:
    """The line of raw HTML around a place: between breaks, and tags that break."""
    since = max(at - LONGEST_LINE, 0)
    start = since
    for edge in _EDGE.finditer(reader.text, since, at):
        start = edge.end()
    stop = _STOP.search(reader.text, at, min(limit, at + LONGEST_LINE))
    return start, stop.start() if stop else min(limit, at + LONGEST_LINE)
