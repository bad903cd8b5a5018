"""What the readers of all shapes share: the document, its links, entries and groups so far."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from awesomelint.curation import line
from awesomelint.curation.document import Entry, Group, Later
from awesomelint.curation.plain import plain_details, read_plain
from awesomelint.curation.shown import Shown, of_html, of_nodes
from awesomelint.curation.vocabulary import heads_news, heads_no_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from awesomelint.curation.document import Details, ListLink, Section, Shape
    from awesomelint.curation.html import Tag
    from awesomelint.curation.line import Fields
    from awesomelint.identity import Identity
    from awesomelint.model import Span
    from awesomelint.syntax import nodes


class Reader:
    """What is read so far; `entries` and `groups` grow.

    What ends before `consumed` has been read already. `blocks` reads what a container holds.
    """

    def __init__(
        self,
        text: str,
        links: Sequence[ListLink],
        tags: Sequence[Tag],
        sections: Sequence[Section],
        anchors: AbstractSet[str],
        blocks: Callable[[Reader, Sequence[nodes.Node], Entry | None], None],
    ) -> None:
        self._blocks = blocks
        self.text = text
        self.links = links
        self.starts = [link.start for link in links]
        self.tags = tags
        self.tag_starts = [tag.start for tag in tags]
        self.sections = sections
        self.section_starts = [section.start for section in sections]
        self.anchors = anchors
        self.entries: list[Entry] = []
        self.groups: list[Group] = []
        self.group: Group | None = None
        self.summary: Entry | None = None
        self.consumed = 0
        self._near: Section | None = None  # the section at all places up to `_until`
        self._until = 0
        self._outside: dict[int, bool] = {}
        self._seen: dict[tuple[int, int], Fields] = {}

    def section_at(self, offset: int) -> Section:
        """The innermost section around a place."""
        if self._near is not None and self._near.start <= offset < self._until:
            return self._near
        at = max(bisect_left(self.section_starts, offset + 1) - 1, 0)
        section: Section | None = self.sections[at]
        if section is not None and section.start <= offset < section.end:
            following = self.section_starts[at + 1 : at + 2] or [section.end]
            self._near, self._until = section, min(section.end, following[0])
            return section
        while (
            section is not None
            and section.parent is not None
            and not section.start <= offset < section.end
        ):
            section = section.parent
        return section or self.sections[0]

    def is_outside(self, offset: int) -> bool:
        """Whether a place stands in what belongs to the page: contributors, sponsors, licence."""
        section: Section | None = self.section_at(offset)
        found = False
        passed = []
        while section is not None:
            key = id(section)
            if key in self._outside:
                found = self._outside[key]
                break
            passed.append(key)
            if heads_no_list(section.title):
                found = True
                break
            section = section.parent
        for key in passed:
            self._outside[key] = found
        return found

    def is_news(self, offset: int) -> bool:
        """Whether a place stands under a heading or label of news."""
        if self.group is not None and heads_news(self.group.label):
            return True
        section = self.section_at(offset)
        return heads_news(section.title) or (
            section.parent is not None and heads_news(section.parent.title)
        )

    def inside(self, start: int, end: int) -> list[ListLink]:
        """The links that begin in a stretch."""
        first = bisect_left(self.starts, start)
        return list(self.links[first : bisect_left(self.starts, end, first)])

    def tags_in(self, start: int, end: int) -> Iterator[Tag]:
        """The tags that begin in a stretch, one after the other: few readers go through all."""
        first = bisect_left(self.tag_starts, start)
        for index in range(first, bisect_left(self.tag_starts, end, first)):
            yield self.tags[index]

    def named(self, start: int, end: int) -> list[ListLink]:
        """The links in a stretch that may name an entry."""
        return [link for link in self.inside(start, end) if line.may_name(link, self.text)]

    def named_or_badge(self, start: int, end: int) -> bool:
        """Whether a stretch holds a link that may name an entry, or a badge that is a link."""
        return any(
            line.may_name(link, self.text) or line.is_picture(link, self.text)
            for link in self.inside(start, end)
        )

    def line_html(self, start: int, end: int, shown: Shown | None = None) -> Fields:
        """The fields of a line of raw HTML; `shown` is what it shows, if that is known."""
        fields = line.read(shown or self.shown_html(start, end), self.text)
        fields.later = Later(_details_of_html, self, start, end)
        return fields

    def blocks(self, blocks: Sequence[nodes.Node], parent: Entry | None) -> None:
        """Read the blocks of one container in their order."""
        self._blocks(self, blocks, parent)

    def shown(self, inlines: Sequence[nodes.Node]) -> Shown:
        """What inline nodes show."""
        if not inlines:
            return Shown()
        links = self.inside(inlines[0].start, inlines[-1].end)
        return of_nodes(inlines, links, self.text)

    def shown_html(self, start: int, end: int) -> Shown:
        """What raw HTML shows."""
        return of_html(start, end, self.inside(start, end), self.text)

    def line(self, inlines: Sequence[nodes.Node]) -> Fields:
        """The fields of a run of inline nodes."""
        place = (inlines[0].start, inlines[-1].end) if inlines else (0, 0)
        known = self._seen.pop(place, None)
        if known is not None or not inlines:
            return known or line.Fields()
        links = self.inside(*place)
        plain = self.plain(inlines, links)
        return plain or self.whole(inlines, of_nodes(inlines, links, self.text))

    def plain(self, inlines: Sequence[nodes.Node], links: Sequence[ListLink]) -> Fields | None:
        """The fields of a run of inline nodes that is plain; None for any other."""
        fields = read_plain(inlines, links, self.text)
        if fields is not None:
            fields.later = Later(_details_of_plain, self, inlines)
        return fields

    def whole(self, inlines: Sequence[nodes.Node], shown: Shown) -> Fields:
        """The fields of a run of inline nodes, which is not plain, by what it shows."""
        fields = line.read(shown, self.text)
        fields.later = Later(_details_of_line, self, inlines)
        return fields

    def look(self, inlines: Sequence[nodes.Node]) -> Fields:
        """The fields of inline nodes that are read once more, to be asked only."""
        fields = self.line(inlines)
        if inlines:
            self._seen[inlines[0].start, inlines[-1].end] = fields
        return fields

    def new_group(self, label: str) -> Group:
        """Open the group that entries belong to from here on."""
        self.group = Group(label)
        self.groups.append(self.group)
        return self.group

    def labelled(self, label: str) -> Group:
        """A group of its own, for what is nested."""
        group = Group(label)
        self.groups.append(group)
        return group

    def add(self, entry: Entry, group: Group | None = None, parent: Entry | None = None) -> Entry:
        """Keep an entry, in its group and under its parent."""
        if group is None:
            group = self.group or self.new_group("")
        entry.group, entry.parent = group, parent
        if parent is not None:
            parent.children.append(entry)
        group.entries.append(entry)
        self.entries.append(entry)
        return entry


def _details_of_plain(reader: Reader, inlines: Sequence[nodes.Node]) -> Details:
    links = reader.inside(inlines[0].start, inlines[-1].end)
    return plain_details(inlines, links, reader.text)


def _details_of_line(reader: Reader, inlines: Sequence[nodes.Node]) -> Details:
    return line.details(reader.shown(inlines), reader.text)


def _details_of_html(reader: Reader, start: int, end: int) -> Details:
    return line.details(reader.shown_html(start, end), reader.text)


def made(shape: Shape, node: nodes.Node, fields: Fields, marker: Span | None = None) -> Entry:
    """An entry of what its line says."""
    return Entry(
        node.start,
        node.end,
        shape,
        node,
        marker=marker,
        title=fields.title,
        title_text=fields.title_text,
        title_is_url=fields.title_is_url,
        nickname=fields.nickname,
        label=fields.label,
        links=list(fields.links),
        later=fields.later,
    )


def identify(entry: Entry) -> None:
    """Set the identities of the entry.

    They are those of its primary link, of links to the same paper, and of all bare URLs in its
    title.
    """
    found: dict[str, Identity] = {}
    for held in entry.links:
        titular = (
            entry.title_is_url and entry.title is not None and held.link.start < entry.title.end
        )
        if held.role in {"primary", "paper", "pdf"} or titular:
            identity = held.link.identity
            if identity is not None:
                found.setdefault(str(identity), identity)
    entry.identities = tuple(found.values())
