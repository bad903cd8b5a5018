"""Nodes → entries and groups, shape by shape."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from awesomelint.curation import fields
from awesomelint.curation.document import Entry, EntryLink, Group
from awesomelint.curation.subject import subject_of
from awesomelint.model import Span
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.document import ListLink, Section, Shape
    from awesomelint.curation.fields import Fields
    from awesomelint.curation.html import Tag
    from awesomelint.identity import Identity

_LABEL = re.compile(r".{1,80}[:：]\s*\Z", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]*>|&[a-z]+;")
_SCOPE = re.compile(r"</?(?:details|summary|h[1-6])\b", re.IGNORECASE)
_DELIMITERS = tuple("[(（【|,，.。:：;；-–—*_>!?")
# "[Owls](…) are birds." is prose, "[Owls](…) by J. Doe" and "[Owls](…) (2019)" are entries
_SENTENCE = re.compile(r"[*_]* (?!by |from |in )[a-z][^\n]*\.[*_)]*\s*\Z")
LONGEST_LINE = 2000
LONGEST_REST = 200


class Reader:
    """Goes through the blocks in order; `entries` and `groups` grow."""

    def __init__(
        self, text: str, links: Sequence[ListLink], tags: Sequence[Tag], sections: Sequence[Section]
    ) -> None:
        self.text = text
        self.links = links
        self.starts = [link.start for link in links]
        self.tags = tags
        self.sections = sections
        self.section_starts = [section.start for section in sections]
        self.entries: list[Entry] = []
        self.groups: list[Group] = []
        self.group: Group | None = None
        self.summary: Entry | None = None

    def read(self, root: nodes.Root) -> None:
        """All entries of the document."""
        self._blocks(root.children, None)
        for entry in self.entries:
            entry.section = self._section_at(entry.start)
            entry.section.entries.append(entry)
            entry.subject = subject_of(entry, self.text)

    def _section_at(self, offset: int) -> Section:
        at = bisect_left(self.section_starts, offset + 1) - 1
        section: Section | None = self.sections[max(at, 0)]
        while (
            section is not None
            and section.parent is not None
            and not section.start <= offset < section.end
        ):
            section = section.parent
        return section or self.sections[0]

    def _inside(self, start: int, end: int) -> list[ListLink]:
        first = bisect_left(self.starts, start)
        return list(self.links[first : bisect_left(self.starts, end, first)])

    def _new_group(self, label: str) -> Group:
        self.group = Group(label)
        self.groups.append(self.group)
        return self.group

    def _add(self, entry: Entry, group: Group | None, parent: Entry | None) -> Entry:
        if group is None:
            group = self.group or self._new_group("")
        entry.group, entry.parent = group, parent
        if parent is not None:
            parent.children.append(entry)
        group.entries.append(entry)
        self.entries.append(entry)
        return entry

    def _blocks(self, blocks: Sequence[nodes.Node], parent: Entry | None) -> None:
        before: nodes.Node | None = None
        for block in blocks:
            match block:
                case nodes.Heading():
                    self._new_group("")
                    self._heading(block)
                case nodes.List() if self._is_notes(block, before):
                    self.entries[-1].notes += (Span(block.start, block.end),)
                case nodes.List():
                    self._list(block, parent)
                case nodes.Table():
                    self._new_group("")
                    self._table(block)
                case nodes.Quote():
                    self._quote(block, before)
                case nodes.Paragraph():
                    self._paragraph(block, block.children, "paragraph")
                case nodes.HtmlBlock():
                    if _SCOPE.search(block.value):
                        self._new_group("")
                    self._html(block)
                case nodes.ThematicBreak():
                    self._new_group("")
                case _:
                    pass
            before = block

    # Lists

    def _is_notes(self, block: nodes.List, before: nodes.Node | None) -> bool:
        """Whether a list without links stands below a paragraph that is an entry: it describes it."""
        last = self.entries[-1] if self.entries else None
        if last is None or last.shape != "paragraph" or last.node is not before:
            return False
        return not self._inside(block.start, block.end)

    def _list(self, block: nodes.List, parent: Entry | None, group: Group | None = None) -> None:
        group = group or self.group or self._new_group("")
        if self._is_contents(block):
            return
        for item in block.children:
            if isinstance(item, nodes.Item):
                group = self._item(block, item, parent, group)

    def _is_contents(self, block: nodes.List) -> bool:
        """Whether nearly every link of the list leads into the page itself."""
        named = [
            link
            for link in self._inside(block.start, block.end)
            if link.kind not in {"image", "html-image", "code"}
        ]
        return (
            len(named) > 1
            and sum(link.url.startswith(fields.ANCHORS) for link in named) * 5 >= len(named) * 4
        )

    def _item(
        self, block: nodes.List, item: nodes.Item, parent: Entry | None, group: Group
    ) -> Group:
        """One item; returns the group that the items after it belong to."""
        first = item.children[0] if item.children else None
        inner = [child for child in item.children if isinstance(child, nodes.List)]
        rest = [child for child in item.children[1:] if not isinstance(child, nodes.List)]
        if not isinstance(first, nodes.Paragraph):
            for child in item.children:
                self._blocks([child], parent)
            return group
        line = self._line(first.children)
        for child in rest:
            if isinstance(child, nodes.Paragraph):
                self._continue(line, child)
        if (
            (host := self._summary_at(item.start))
            and fields.role_of(line.title_text)
            and line.linked
        ):
            host.links += fields.with_roles([held.link for held in line.links], self.text)
            return group
        if not line.linked:
            shown = "".join(nodes.plain(node, self.text) for node in first.children).strip()
            if _LABEL.match(shown) and not inner:
                return self._new_group(line.title_text)
            if inner and self._holds_entries(inner):
                for child in inner:
                    self._list(child, parent, self._labelled(line.title_text))
                return group
            if not fields.has_word(shown) and not inner:
                return group
            if not inner and any(
                link.url.startswith(fields.ANCHORS)
                for link in self._inside(first.start, first.end)
                if link.node
            ):
                return group
        entry = self._entry(
            "number" if block.ordered else "bullet",
            item,
            line,
            Span(item.marker.start, item.marker.end),
        )
        self._add(entry, group, parent)
        for child in inner:
            self._nested(child, entry)
        entry.notes = tuple(
            sorted((*entry.notes, *(Span(child.start, child.end) for child in rest)))
        )
        self._identify(entry)
        return group

    def _continue(self, line: Fields, paragraph: nodes.Paragraph) -> None:
        """Take up the links of a paragraph below the title: authors and `[paper](…)` often stand there."""
        fields.authors(line, paragraph.children, self.text)
        named = [
            link
            for link in self._inside(paragraph.start, paragraph.end)
            if fields.may_name(link, self.text)
        ]
        held = [one for one in fields.with_roles(named, self.text) if one.role != "other"]
        if held and not line.linked and line.title is not None:
            main = fields.main_link(held)
            held = [EntryLink(main.link, "primary"), *(one for one in held if one is not main)]
        line.links += held if line.linked or line.title is not None else []

    def _summary_at(self, offset: int) -> Entry | None:
        """The entry that the summary of the `<details>` around `offset` is."""
        host = self.summary
        inside = host is not None and self._section_at(host.start) is self._section_at(offset)
        return host if inside and self._section_at(offset).kind == "details" else None

    def _labelled(self, label: str) -> Group:
        group = Group(label)
        self.groups.append(group)
        return group

    def _holds_entries(self, lists: Sequence[nodes.List]) -> bool:
        """Whether nested items are entries of their own: most of them carry a link that is named by its title."""
        items = [item for one in lists for item in one.children]
        lines = [
            self._line(item.children[0].children) for item in items if _begins_with_words(item)
        ]
        own = [line for line in lines if line.linked and not self._labelled_link(line)]
        if all(line.links[0].link.kind == "bare" for line in own) and not (
            len(own) > 1 and all(line.title_is_url for line in own)
        ):
            return False  # addresses of what the bullet above names
        return len(own) * 2 > len(items)

    def _labelled_link(self, line: Fields) -> bool:
        """`Paper: URL`, `[Code](…)`: a link of the bullet above."""
        label = line.title_text.split(":")[0].split("：")[0]
        return fields.role_of(label) is not None or (
            not line.title_is_url
            and line.title is not None
            and fields.role_of(line.title_text) is not None
        )

    def _nested(self, block: nodes.List, entry: Entry) -> None:
        """The items under an entry: links of its own, or entries under it."""
        group: Group | None = None
        bare = entry.primary is None  # only then do addresses below stand for it
        named = False
        for item in block.children:
            if not isinstance(item, nodes.Item):
                continue
            line = self._line(item.children[0].children) if _begins_with_words(item) else None
            if line is not None and not line.linked:
                self._note(item, entry)
                continue
            first = line.links[0].link if line is not None else None
            if (
                line is None
                or first is None
                or not (self._labelled_link(line) or (bare and first.kind == "bare"))
            ):
                group = self._item(block, item, entry, group or self._labelled(entry.title_text))
                continue
            role = fields.role_of(re.split("[:：]", line.title_text)[0]) or "other"
            if bare and line.title_is_url and not named:
                named = True
                entry.links = [
                    EntryLink(h.link, "other") if h.role == "primary" else h for h in entry.links
                ]
            entry.links.append(EntryLink(first, role if entry.primary else "primary"))
            entry.links += line.links[1:]
            if len(item.children) > 1:
                self._note(item, entry)

    def _note(self, item: nodes.Item, entry: Entry) -> None:
        """An item that says something about `entry`, and what stands under it."""
        entry.notes += (Span(item.start, item.end),)
        for child in item.children:
            if isinstance(child, nodes.List):
                self._nested(child, entry)

    # Other shapes

    def _heading(self, node: nodes.Heading) -> None:
        line = self._line(node.children)
        if line.linked:
            self._identify(self._add(self._entry("heading", node, line), None, None))

    def _table(self, node: nodes.Table) -> None:
        rows = [row for row in node.children[1:] if isinstance(row, nodes.Row)]
        for row in rows:
            named = [
                link
                for link in self._inside(row.start, row.end)
                if fields.may_name(link, self.text)
            ]
            if not named:
                continue
            cell = next((c for c in row.children if c.start <= named[0].start < c.end), None)
            lead = row.children[0] if row.children else None
            line = self._line(cell.children if cell else [])
            if not line.linked:
                continue
            shown = self.text[line.title.start : line.title.end] if line.title else ""
            if (
                lead is not None
                and lead is not cell
                and (fields.role_of(shown) or not fields.has_word(shown))
            ):
                title = self._line(lead.children)
                line.title, line.title_text = self._first_words(title.title, title.title_text)
                line.title_is_url = False
            known = {id(held.link) for held in line.links}
            line.links += fields.with_roles(
                [link for link in named if id(link) not in known], self.text
            )
            self._identify(self._add(self._entry("row", row, line), None, None))

    def _first_words(self, title: Span | None, shown: str) -> tuple[Span | None, str]:
        """A title up to two blanks, where a cell goes on with the description."""
        at = self.text.find("  ", title.start, title.end) if title else -1
        if title is None or at < 0 or not fields.has_word(self.text[title.start : at]):
            return title, shown
        return Span(title.start, at), " ".join(self.text[title.start : at].split()).strip("*_ ")

    def _quote(self, node: nodes.Quote, before: nodes.Node | None) -> None:
        """Lines of a quote are entries; a quote right below an entry is a note of it."""
        if (
            isinstance(before, nodes.List)
            and self.entries
            and self.text.count("\n", before.end, node.start) == 1
        ):
            self.entries[-1].notes += (Span(node.start, node.end),)
            return
        for child in node.children:
            if isinstance(child, nodes.Paragraph):
                self._paragraph(child, child.children, "quoted-line")
            else:
                self._blocks([child], None)

    def _paragraph(
        self, node: nodes.Paragraph, inlines: Sequence[nodes.Node], shape: Shape
    ) -> None:
        """Lines that begin with a link, or a title with its links below; a label opens a group."""
        shown = "".join(nodes.plain(child, self.text) for child in inlines).strip()
        named = [
            link for link in self._inside(node.start, node.end) if fields.may_name(link, self.text)
        ]
        if not named:
            if len(shown) < 60 and (
                _LABEL.match(shown) or (len(inlines) == 1 and isinstance(inlines[0], nodes.Strong))
            ):
                self._new_group(shown.rstrip(":：").strip())
            return
        lines = list(self._lines(inlines))
        readings = [(line, self._line(line)) for line in lines]
        if len(lines) > 1 and not readings[0][1].linked and _is_bold(lines[0]):
            whole = self._line(inlines)
            if whole.linked:
                whole.title, whole.title_text = readings[0][1].title, readings[0][1].title_text
                self._identify(self._add(self._entry(shape, node, whole), None, None))
            return
        for line, made in readings:
            if made.linked and self._is_entry_line(line, made):
                entry = self._entry(shape, node, made)
                last = max((held.link.end for held in entry.links), default=0)
                entry.start, entry.end = line[0].start, max(line[-1].end, last)
                self._identify(self._add(entry, None, None))

    def _is_entry_line(self, line: Sequence[nodes.Node], made: Fields) -> bool:
        """Whether a line of prose is an entry: it begins with its link, or is mostly links."""
        primary = next(held.link for held in made.links if held.role == "primary")
        if isinstance(primary.node, nodes.Link) and _is_picture(primary.node):
            return False
        start = made.tags[-1].end if made.tags else line[0].start
        before = _MARKUP.sub("", self.text[start : primary.start])
        if not fields.has_word(before):
            rest = self.text[primary.end : line[-1].end]
            return made.description is not None or (
                len(rest) < LONGEST_REST and not _SENTENCE.match(rest)
            )
        stands_apart = before.rstrip(" \t")[-1:] in _DELIMITERS
        shown = self.text[primary.text.start : primary.text.end]
        return stands_apart and made.title is not None and fields.role_of(shown) is not None

    @staticmethod
    def _lines(inlines: Sequence[nodes.Node]) -> Iterator[list[nodes.Node]]:
        line: list[nodes.Node] = []
        for node in inlines:
            if isinstance(node, nodes.SoftBreak | nodes.HardBreak):
                if line:
                    yield line
                line = []
            else:
                line.append(node)
        if line:
            yield line

    def _html(self, node: nodes.HtmlBlock) -> None:
        """Links in raw HTML that begin their line, cell, item or summary."""
        for link in self._inside(node.start, node.end):
            if link.kind != "html" or not fields.may_name(link, self.text):
                continue
            since = max(link.start - LONGEST_LINE, 0)
            before = self.text[self.text.rfind("\n", since, link.start) + 1 or since : link.start]
            before = _MARKUP.sub("", before)
            if fields.has_word(before.split("<br>")[-1]):
                continue
            summary = "<summary" in self.text[max(link.start - 80, 0) : link.start].lower()
            shown = fields.shown_text(link, self.text)
            if not shown:
                continue
            entry = Entry(link.start, link.end, "summary" if summary else "html", node)
            entry.title, entry.title_text = link.text, shown
            entry.links = [EntryLink(link, "primary")]
            self.summary = entry if summary else self.summary
            self._identify(self._add(entry, None, None))

    # Entries

    def _line(self, inlines: Sequence[nodes.Node]) -> Fields:
        if not inlines:
            return fields.Fields()
        return fields.read(inlines, self._inside(inlines[0].start, inlines[-1].end), self.text)

    @staticmethod
    def _entry(shape: Shape, node: nodes.Node, line: Fields, marker: Span | None = None) -> Entry:
        return Entry(
            node.start,
            node.end,
            shape,
            node,
            marker=marker,
            tags=line.tags,
            title=line.title,
            title_text=line.title_text,
            title_is_url=line.title_is_url,
            links=list(line.links),
            separator=line.separator,
            description=line.description,
            metadata=line.metadata,
        )

    @staticmethod
    def _identify(entry: Entry) -> None:
        """Set what the entry is: its primary link, links to the same paper, all bare URLs that are its title."""
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


def _begins_with_words(item: nodes.Node) -> bool:
    return bool(item.children) and isinstance(item.children[0], nodes.Paragraph)


def _is_bold(line: Sequence[nodes.Node]) -> bool:
    return bool(line) and isinstance(line[0], nodes.Strong | nodes.Emphasis)


def _is_picture(link: nodes.Link) -> bool:
    """Whether a link shows nothing but images: a licence, a chart, an account."""
    shown = [
        part for part in link.children if not isinstance(part, nodes.SoftBreak | nodes.HardBreak)
    ]
    return bool(shown) and all(isinstance(part, nodes.Image) for part in shown)
