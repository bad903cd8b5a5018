"""Rows of a table of contents, written as those beside them are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from awesomelint.curation.slugs import without_own_id
from awesomelint.curation.targets import heading_above
from awesomelint.model import Edit, Fix, Span
from awesomelint.syntax import nodes
from awesomelint.text.lines import line_end, line_start, next_line
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from awesomelint.curation import Document
    from awesomelint.curation.contents import Contents, Row
    from awesomelint.curation.document import Section
    from awesomelint.model import Safety

# What cannot stand in the text of a link without a backslash.
_MARKUP = regex(r"[\[\]*_<>`\\|&~]")
_KEPT = "[(「《“\"'`])」》”.!?+#"  # marks that may begin or end a name
_NUMBER = regex(r"\d{1,9}")
_QUIET = (nodes.Text, nodes.Code, nodes.Emphasis, nodes.Strong, nodes.Escape, nodes.Entity)


class Place(NamedTuple):
    """Where a row goes: behind all of `after`, or as its first child; written as `model` is."""

    after: Row
    model: Row
    child: bool = False


class Places:
    """Where rows of headings go among `rows`."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._listing: dict[int, Row] = {}
        self._siblings: defaultdict[tuple[int, int], list[tuple[int, Row]]] = defaultdict(list)
        self._children: dict[int, Row] = {}
        self._models: dict[int, Row] = {}
        for row in rows:
            heading = row.target or row.stands_for
            if heading is not None:
                self._listing.setdefault(id(heading), row)
                if row.can_be_model:
                    kind = id(heading_above(heading)), heading.level
                    self._siblings[kind].append((heading.start, row))
            if row.parent is not None:
                self._children.setdefault(id(row.parent), row)
                if row.can_be_model:
                    self._models.setdefault(row.depth, row)
        for listed in self._siblings.values():
            listed.sort(key=itemgetter(0))

    def of(self, section: Section) -> Place | None:
        """Where the row of `section` goes: behind that of the sibling before it."""
        above = heading_above(section)
        siblings = self._siblings.get((id(above), section.level), [])
        before = bisect_left(siblings, section.start, key=itemgetter(0))
        if before:
            last = siblings[before - 1][1]
            return Place(last, last)
        parent = self._listing.get(id(above))
        if parent is None:
            return None
        model = self._children.get(id(parent)) or self._models.get(parent.depth + 1)
        return Place(parent, model, child=True) if model is not None else None


class Writer:
    """Writes into `tables` in the style that most of their rows have."""

    def __init__(self, document: Document, tables: Sequence[Contents]) -> None:
        rows = [row for table in tables for row in table.rows]
        self._text = document.text
        self._previous: dict[int, nodes.Node] = {}
        last: dict[int, nodes.Node] = {}
        for row in rows:
            if id(row.block) in last:
                self._previous[id(row.item)] = last[id(row.block)]
            last[id(row.block)] = row.item
        beyond = [row for row in rows if row.fragment and not row.fragment.isascii()]
        self._encoded = 2 * sum(self._destination(row).isascii() for row in beyond) > len(beyond)
        wraps = Counter(self._wrap(row) for row in rows if row.link is not None)
        (usual, count), *_ = [*wraps.most_common(1), (("", ""), 0)]
        self._around = usual if count > 1 else ("", "")
        titled = [row for row in rows if row.target is not None]
        whole = sum(row.title == row.target.title for row in titled if row.target)
        bare = sum(row.title == _bare(row.target.title) for row in titled if row.target)
        self._bare = bare > whole

    def _destination(self, row: Row) -> str:
        span = row.link.destination if row.link is not None else None
        return self._text[span.start : span.end] if span is not None else ""

    def _wrap(self, row: Row) -> tuple[str, str]:
        """What stands around the link of a row: emphasis, if anything that others can have too."""
        if row.link is None or row.others:
            return "", ""
        before = self._text[row.start : row.link.start]
        after = self._text[row.link.end : row.end]
        return ("", "") if re.search(r"[^*_ ]", before + after) else (before, after.rstrip())

    def title(self, section: Section) -> str:
        """The heading's text as the text of a link; "" where that takes more than plain text."""
        heading = section.node
        shown = section.title
        if isinstance(heading, nodes.Heading) and all(
            isinstance(node, _QUIET) for node in heading.walk() if node is not heading
        ):
            source = self._text[heading.content.start : heading.content.end].strip()
            if not self._bare and "]" not in source and "[" not in source:
                return without_own_id(source)
        shown = without_own_id(_bare(shown) if self._bare else shown)
        return "" if _MARKUP.search(shown) or "\n" in shown else shown

    def link(self, section: Section) -> str:
        """The link to a heading; "" where it cannot be written."""
        title = self.title(section)
        return f"[{title}]({self.fragment(section)})" if title else ""

    def fragment(self, section: Section) -> str:
        """`#slug`, percent-encoded where the others are."""
        return f"#{quote(section.slug) if self._encoded else section.slug}"

    def rows(self, sections: Sequence[Section]) -> str:
        """A new table; "" where one of its rows cannot be written."""
        top = min((one.level for one in sections), default=0)
        links = [self.link(one) for one in sections]
        indents = ["  " * (one.level - top) for one in sections]
        if not links or not all(links) or indents[0]:
            return ""
        return "\n".join(f"{indent}- {link}" for indent, link in zip(indents, links, strict=True))

    def retarget(self, row: Row, section: Section, safety: Safety) -> tuple[Fix, ...]:
        """The fix that makes `row` lead to `section`."""
        span = row.link.destination if row.link is not None else None
        if span is None or row.link is None or row.link.form != "inline":
            return ()
        fragment = self.fragment(section)
        edit = Edit(span.start, span.end, fragment)
        return (Fix((edit,), safety, ("links",), f"Write {fragment}"),)

    def delete(self, row: Row) -> tuple[Fix, ...]:
        """The fix that deletes the line of `row` and blank ones before it, if it holds no more."""
        if len(row.item.children) != 1 or self._indent(row).strip(" \t>"):
            return ()
        before = self._previous.get(id(row.item))
        end = line_end(self._text, _last(self._text, row.item))
        edit = (
            Edit(line_end(self._text, _last(self._text, before)), end, "")
            if before is not None
            else Edit(line_start(self._text, row.item.start), next_line(self._text, end), "")
        )
        return (Fix((edit,), "unsafe", ("region",), "Delete the row"),)

    def insert(self, places: Iterable[tuple[Section, Place]]) -> Mapping[int, tuple[Fix, ...]]:
        """The fixes that write a row for each section, by the first section of each fix.

        There is one fix for each place, and one for all places in a numbered list.
        """
        written: defaultdict[tuple[int, int], list[tuple[Section, Place, str]]] = defaultdict(list)
        for section, place in places:
            if line := self._line(section, place):
                block = place.model.block
                key = (block.start, 0) if block.ordered else (0, self.offset(place))
                written[key].append((section, place, line))
        fixes: dict[int, tuple[Fix, ...]] = {}
        for group in written.values():
            edits = self._edits([(place, line) for _, place, line in group])
            what = "Add a row" if len(group) == 1 else f"Add {len(group)} rows"
            fixes[id(group[0][0])] = (Fix(edits, "unsafe", ("region",), what),)
        return fixes

    def _edits(self, written: Sequence[tuple[Place, str]]) -> tuple[Edit, ...]:
        lines: defaultdict[int, list[str]] = defaultdict(list)
        for place, line in written:
            lines[self.offset(place)].append(line)
        block = written[0][0].model.block
        edits = [] if written[0][0].child else list(self._numbered(block, lines))
        return tuple(sorted([*edits, *(Edit(at, at, "".join(new)) for at, new in lines.items())]))

    def _numbered(self, block: nodes.List, lines: dict[int, list[str]]) -> Iterator[Edit]:
        """New numbers for the items of a numbered list, and for the new `lines`; none for bullets.

        Items that are all numbered alike, or at random, keep their numbers.
        """
        spans = [self._number(item) for item in block.children if isinstance(item, nodes.Item)]
        numbers = [int(self._text[span.start : span.end] or 0) for span in spans]
        in_order = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        if not block.ordered or not in_order or len(numbers) == 1:
            return
        added = 0
        for span, number, item in zip(spans, numbers, block.children, strict=True):
            if added:
                yield Edit(span.start, span.end, str(number + added))
            own = line_end(self._text, _last(self._text, item))
            for index, line in enumerate(lines.get(own, ())):
                added += 1
                lines[own][index] = _NUMBER.sub(str(number + added), line, count=1)

    def _number(self, item: nodes.Item) -> Span:
        """The digits of a marker."""
        match = _NUMBER.match(self._text, item.marker.start)
        return Span(*match.span()) if match else Span(item.marker.start, item.marker.start)

    def offset(self, place: Place) -> int:
        """The end of the line that the new row comes behind."""
        row = place.after
        return line_end(self._text, row.end if place.child else _last(self._text, row.item))

    def _line(self, section: Section, place: Place) -> str:
        """The new line with the newline before it; "" where it cannot be written."""
        link = self.link(section)
        model = place.model
        indent = self._indent(model)
        if not link or indent.strip(" \t>"):
            return ""
        if place.child and model.parent is not None and model.parent is not place.after:
            indent = self._indent(place.after) + indent.removeprefix(self._indent(model.parent))
        marker = self._text[model.item.marker.start : model.item.marker.end]
        if place.child and place.model.block.ordered:
            marker = _NUMBER.sub("1", marker, count=1)
        gap = self._text[model.item.marker.end : model.start]
        before, after = self._around
        return f"{self._newlines(place)}{indent}{marker}{gap}{before}{link}{after}"

    def _indent(self, row: Row) -> str:
        return self._text[line_start(self._text, row.item.start) : row.item.start]

    def _newlines(self, place: Place) -> str:
        """What parts the new row from the one before it: what parts the last two of its list."""
        before = None if place.child else self._previous.get(id(place.model.item))
        if before is None:
            return "\n"
        start = line_end(self._text, _last(self._text, before))
        between = self._text[start : line_start(self._text, place.model.item.start)]
        return "\n" if between.strip(" \t\n>") else between


def _last(text: str, item: nodes.Node) -> int:
    """Where the last line of an item that shows anything ends."""
    return item.start + len(text[item.start : item.end].rstrip())


def _bare(title: str) -> str:
    """A title without the emoji and marks around it."""
    kept = [at for at, char in enumerate(title) if char.isalnum() or char in _KEPT]
    return title[kept[0] : kept[-1] + 1] if kept else title
