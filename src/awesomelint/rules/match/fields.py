"""The fields that declarative rules speak of, and how each is read from a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal, cast

from awesomelint.curation import shown
from awesomelint.curation.document import Entry, ListLink, Section
from awesomelint.curation.prose import ATOM, Prose
from awesomelint.identity.sites import host_of
from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awesomelint.curation import Document

FIELDS: Mapping[str, str] = {
    "entry.title": "the title of an entry",
    "entry.description": "the description of an entry",
    "entry.text": "all that an entry says: the line, paragraph or row that it is",
    "entry.url": "the URL of an entry",
    "entry.host": "the host of that URL, in lower case, without `www.`",
    "entry.separator": "the mark between title and description, with the blanks around it",
    "entry.tags": "the emoji and tags before the title, each by itself",
    "entry.shape": "bullet, number, row, cell, paragraph, heading, summary, quoted-line or html",
    "entry.columns.NAME": "the cell of an entry's row under the header NAME",
    "entry.metadata.NAME": "authors, year, venue, date, licence or stars of an entry",
    "row.NAME": "the cell under the header NAME, of each row of a table",
    "row.url.NAME": "the URL of the first link in that cell, empty where there is none",
    "link.url": "the URL of a link, not of an image",
    "link.host": "the host of that URL, in lower case, without `www.`",
    "link.text": "what a link shows",
    "link.kind": "inline, reference, autolink, bare or html",
    "heading.text": "a heading",
    "heading.level": "its level, 1 to 6",
    "image.alt": "the description of an image",
    "image.url": "the URL of an image",
    "section.title": "the heading or the summary of the section that something stands in",
    "node.text": "a paragraph, a heading or a cell, whatever it belongs to",
}
"""What a card may speak of, by its name in `match.field`; NAME stands for a header or a key."""

Effect = Literal["text", "links", ""]
Subject = Entry | ListLink | Section | nodes.Node


def subject_of(field: str) -> str:
    """What a field belongs to: `entry`, `row`, `link`, `heading`, `image`, `section` or `node`."""
    return field.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Value:
    """What a field of one subject says.

    `start` and `end` are its place; `reading` leads from each character to its own, None where no
    way leads back. `effect` is what a fix of it would have, "" where none may be offered. `code`
    are the stretches of `text` that are code, backticks included.
    """

    text: str
    start: int
    end: int
    reading: Prose | None = None
    offset: int = 0
    effect: Effect = ""
    code: tuple[tuple[int, int], ...] = ()

    def is_code(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` reaches into code."""
        index = bisect_left(self.code, (end,)) - 1
        return index >= 0 and start < self.code[index][1]

    def place(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands."""
        if self.reading is None or start == end:
            return Span(self.start, self.end)
        return self.reading.span(self.offset + start, self.offset + end)

    def exact(self, start: int, end: int) -> Span | None:
        """The same, where the source is that text letter by letter and may be written anew."""
        if not self.effect or start == end:
            return None
        if self.reading is None:
            exact = self.end - self.start == len(self.text)
            return Span(self.start + start, self.start + end) if exact else None
        return self.reading.exact(self.offset + start, self.offset + end)


class Reader:
    """Reads fields of one document; what it looks up is made once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self._leaves = list(_leaves(document.root))
        self._starts = [leaf.start for leaf in self._leaves]
        self._holders = {id(held.link): entry for entry in document.entries for held in entry.links}
        self._sections = [one for one in document.sections if one.node is not None]
        self._section_starts = [one.start for one in self._sections]
        self._generated = Spans((span.start, span.end) for span in document.regions)
        self._link_starts = [link.start for link in document.links]
        self._headings = document.each(nodes.Heading)
        self._heading_starts = [one.start for one in self._headings]
        self._rows: dict[int, Mapping[str, nodes.Node]] = {}
        self._tables = list(self._read_tables())

    def subjects(self, kind: str) -> Iterator[Subject]:
        """All entries, rows, links, … of the document outside of generated regions."""
        for subject in self._all(kind):
            if not self._generated.hold(subject.start):
                yield subject

    def _all(self, kind: str) -> Iterator[Subject]:
        match kind:
            case "entry":
                yield from self.document.entries
            case "row":
                yield from self._tables
            case "link":
                yield from self._links(images=False)
            case "image":
                yield from self._links(images=True)
            case "section":
                yield from self._sections
            case "heading":
                yield from self._headings
            case _:
                yield from _texts(self.document.root)

    def _links(self, *, images: bool) -> Iterator[ListLink]:
        written: set[int] = set()
        for link in self.document.links:
            if link.kind in {"code", "comment"} or link.struck:
                continue
            if (link.kind in {"image", "html-image"}) != images:
                continue
            # links by one definition have one destination
            if link.destination is not None:
                if link.destination.start in written:
                    continue
                written.add(link.destination.start)
            yield link

    def owner(self, subject: Subject, field: str) -> Subject | None:
        """What `field` is asked of: the subject itself, its section, or the entry of a link."""
        kind = subject_of(field)
        if kind == "section" and not isinstance(subject, Section):
            index = bisect_right(self._section_starts, subject.start) - 1
            return self._sections[index] if index >= 0 else None
        if kind == "entry" and isinstance(subject, ListLink):
            return self._holders.get(id(subject))
        return subject

    def values(self, subject: Subject, field: str) -> Sequence[Value]:
        """What `field` says of its owner; nothing where that has no such field."""
        name = field.partition(".")[2]
        if isinstance(subject, Section):
            return self._of_section(subject)
        if isinstance(subject, Entry):
            return self._of_entry(subject, name)
        if isinstance(subject, ListLink):
            return self._of_link(subject, name)
        if isinstance(subject, nodes.Row):
            return self._cell(subject, name)
        if isinstance(subject, nodes.Heading) and name == "level":
            return (Value(str(subject.level), subject.start, subject.end),)
        return self._shown(subject.start, subject.end)

    def _of_entry(self, entry: Entry, name: str) -> Sequence[Value]:
        kind, _, key = name.partition(".")
        if kind in {"title", "description"}:
            return self._spanned(entry.title if kind == "title" else entry.description)
        if kind == "metadata":
            return self._spanned(entry.metadata.get(key))
        if kind == "columns":
            return self._column(entry, key)
        if kind in {"url", "host"}:
            return self._of_link(entry.primary, kind) if entry.primary else ()
        return self._as_written(entry, kind)

    def _as_written(self, entry: Entry, name: str) -> Sequence[Value]:
        """The fields that say how an entry is written."""
        match name:
            case "separator":
                span = entry.separator
                if span is None:
                    return ()
                mark = self.text[span.start : span.end]
                return (Value(mark, span.start, span.end, effect="text"),)
            case "shape":
                return (Value(entry.shape, entry.start, entry.end),)
            case "tags":
                return [value for tag in entry.tags for value in self._spanned(tag)]
            case _:
                return self._line(entry)

    def _line(self, entry: Entry) -> Sequence[Value]:
        """All that an entry says itself, without its children."""
        if entry.shape in {"cell", "quoted-line", "paragraph", "html"}:
            return self._shown(entry.start, entry.end)
        is_item = isinstance(entry.node, nodes.Item) and entry.node.children
        block = entry.node.children[0] if is_item else entry.node
        return self._shown(block.start, block.end)

    def _column(self, entry: Entry, name: str) -> Sequence[Value]:
        if isinstance(entry.node, nodes.Row) and entry.shape == "row":
            return self._cell(entry.node, name)
        columns = {_header(header): span for header, span in entry.columns.items()}
        return self._spanned(columns.get(_header(name)))

    def _of_link(self, link: ListLink, name: str) -> Sequence[Value]:
        if name == "text":
            return self._spanned(link.text)
        if name == "alt":
            alt = self.text[link.text.start : link.text.end]
            return (Value(alt, link.text.start, link.text.end, effect="text"),)
        if name == "kind":
            return (Value(link.kind, link.start, link.end),)
        span = link.destination or Span(link.start, link.end)
        if name == "host":
            host = host_of(link.url).removeprefix("www.")
            return (Value(host, span.start, span.end),) if host else ()
        may_write = link.destination is not None and link.kind not in {"html", "html-image"}
        same = self.text[span.start : span.end] == link.url
        return (
            Value(link.url, span.start, span.end, effect="links" if may_write and same else ""),
        )

    def _of_section(self, section: Section) -> Sequence[Value]:
        node = section.node
        if node is None:
            return ()
        if isinstance(node, nodes.Heading):
            return self._shown(node.start, node.end)
        return (Value(section.title, node.start, node.end),)

    def _cell(self, row: nodes.Row, name: str) -> Sequence[Value]:
        cells = self._rows.get(id(row), {})
        cell = cells.get(_header(name))
        if cell is None:
            linked = cells.get(_header(name.removeprefix("url.")))
            return () if linked is None else self._first_url(linked)
        return self._shown(cell.start, cell.end) or (Value("", cell.start, cell.end),)

    def _first_url(self, cell: nodes.Node) -> Sequence[Value]:
        index = bisect_left(self._link_starts, cell.start)
        links = islice(self.document.links, index, None)
        link = next((one for one in links if one.kind not in {"image", "html-image", "code"}), None)
        if link is None or link.start >= cell.end:
            return (Value("", cell.start, cell.end),)
        return self._of_link(link, "url")

    def _spanned(self, span: Span | None) -> Sequence[Value]:
        return self._shown(span.start, span.end) if span else ()

    def _shown(self, start: int, end: int) -> Sequence[Value]:
        """What readers see of a stretch of the source; nothing where they see nothing."""
        pieces = list(self._pieces(start, end)) or list(self._html(start, end))
        if not pieces:
            return ()
        reading = Prose(pieces, self.text)
        text = reading.text.strip()
        if not text:
            return ()
        offset = len(reading.text) - len(reading.text.lstrip())
        return (Value(text, start, end, reading, offset, "text", tuple(_code(pieces, offset))),)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        first_leaf = max(bisect_left(self._starts, start) - 1, 0)
        for leaf in islice(self._leaves, first_leaf, bisect_left(self._starts, end)):
            if leaf.end <= start:
                continue
            match leaf:
                case nodes.Text():
                    first, last = max(leaf.start, start), min(leaf.end, end)
                    yield self.text[first:last], first, last
                case nodes.Escape() | nodes.Entity():
                    yield leaf.value, leaf.start, leaf.end
                case nodes.Code():
                    yield f"`{leaf.value}`", leaf.start, leaf.end
                case nodes.SoftBreak():
                    yield " ", leaf.start, leaf.end
                case nodes.HardBreak():
                    yield "\n", leaf.start, leaf.end
                case nodes.Link():
                    yield ATOM, leaf.start, leaf.end

    def _html(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The same of raw HTML."""
        read = shown.of_html(start, end, (), self.text)
        ends = [*read.starts[1:], len(read.text)]
        for first, last, piece in zip(read.starts, ends, read.pieces, strict=False):
            yield read.text[first:last], piece[0], piece[1]

    def _read_tables(self) -> Iterator[nodes.Row]:
        for table in self.document.each(nodes.Table):
            if not table.children:
                continue
            headers = [_header(nodes.plain(cell, self.text)) for cell in table.children[0].children]
            for row in table.children[1:]:
                if isinstance(row, nodes.Row):
                    self._rows[id(row)] = dict(zip(headers, row.children, strict=False))
                    yield row

    def in_heading(self, offset: int) -> bool:
        """Whether a heading holds `offset`."""
        index = bisect_right(self._heading_starts, offset) - 1
        return index >= 0 and offset < self._headings[index].end


def reader_of(document: Document) -> Reader:
    """The reader of `document`, made once."""
    known = document.memo.get("match-fields")
    if known is None:
        known = document.memo["match-fields"] = Reader(document)
    return cast("Reader", known)


def _code(pieces: Sequence[tuple[str, int, int]], offset: int) -> Iterator[tuple[int, int]]:
    """Where code stands in the shown text of `pieces`, counted from `offset`."""
    start = -offset
    for text, first, last in pieces:
        if text.startswith("`") and last > first:
            yield start, start + len(text)
        start += len(text)


def _header(name: str) -> str:
    return " ".join(name.split()).casefold()


def _leaves(root: nodes.Node) -> Iterator[nodes.Node]:
    """What is shown, in document order; a link that shows its URL is one leaf."""
    unread = [root]
    while unread:
        node = unread.pop()
        if isinstance(node, nodes.Link) and node.form in {"autolink", "email", "bare"}:
            yield node
        elif node.children and not isinstance(node, nodes.Image):
            unread.extend(reversed(node.children))
        elif isinstance(
            node,
            nodes.Text
            | nodes.Escape
            | nodes.Entity
            | nodes.Code
            | nodes.SoftBreak
            | nodes.HardBreak,
        ):
            yield node


def _texts(root: nodes.Node) -> Iterator[nodes.Node]:
    for node in nodes.blocks(root):
        if isinstance(node, nodes.Paragraph | nodes.Heading):
            yield node
        elif isinstance(node, nodes.Table):
            yield from (cell for row in node.children for cell in row.children)
