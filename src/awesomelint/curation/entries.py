"""Nodes → entries and groups: each block goes to the reader of its shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation.credits import Credits
from awesomelint.curation.headings import read_heading, without_sections
from awesomelint.curation.html_rows import read_html
from awesomelint.curation.lists import read_list
from awesomelint.curation.paragraphs import bold_above_links, hand_numbered, read_paragraph
from awesomelint.curation.reader import Reader
from awesomelint.curation.subject import subject_of
from awesomelint.curation.tables import read_table
from awesomelint.model import Span
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import Entry

_SCOPE = re.compile(r"</?(?:details|summary|h[1-6])\b", re.IGNORECASE)
# Single lines above the second heading are a front page where the list below is so many times longer.
A_FRONT = 4
MANY_SECTIONS = 3
_LOOSE = frozenset({"paragraph", "quoted-line", "html", "cell"})


class EntryReader(Reader):
    """Goes through all blocks of a document."""

    def read(self, root: nodes.Root) -> None:
        """All entries of the document."""
        self.blocks(root.children, None)
        self.entries = _without_front(self, without_sections(self, self.entries))
        credits_ = Credits(self.entries, self.text)
        for entry in self.entries:
            entry.settle = credits_.settle
            entry.section = self.section_at(entry.start)
            entry.section.entries.append(entry)
            entry.subject = subject_of(entry, self.text)

    def blocks(self, blocks: Sequence[nodes.Node], parent: Entry | None) -> None:
        """Read the blocks of one container in their order."""
        before: nodes.Node | None = None
        index = 0
        while index < len(blocks):
            block = blocks[index]
            below = blocks[index + 1] if index + 1 < len(blocks) else None
            taken = 1
            if block.start < self.consumed:
                pass
            elif count := hand_numbered(self, blocks, index):
                taken = count
            elif bold_above_links(self, block, below):
                taken = 2
            elif isinstance(block, nodes.Heading):
                self.new_group("")
                taken = read_heading(self, block, blocks, index)
            else:
                self._block(block, before, parent)
            index += taken
            before = blocks[index - 1]

    def _block(self, block: nodes.Node, before: nodes.Node | None, parent: Entry | None) -> None:
        match block:
            case nodes.List() if self._is_notes(block, before):
                last = self.entries[-1]
                last.notes.append(Span(block.start, block.end))
                if last.description is None:
                    last.details.description = _first_words(block, self)
            case nodes.List():
                read_list(self, block, parent)
            case nodes.Table():
                self.new_group("")
                read_table(self, block)
            case nodes.Quote():
                self._quote(block, before)
            case nodes.Paragraph():
                read_paragraph(self, block, "paragraph")
            case nodes.HtmlBlock():
                if _SCOPE.search(block.value):
                    self.new_group("")
                read_html(self, block)
            case nodes.ThematicBreak():
                self.new_group("")
            case _:
                pass

    def _is_notes(self, block: nodes.List, before: nodes.Node | None) -> bool:
        """Whether a list without links stands below a paragraph that is an entry: it describes it."""
        last = self.entries[-1] if self.entries else None
        if last is None or last.shape != "paragraph" or last.node is not before:
            return False
        return not self.inside(block.start, block.end)

    def _quote(self, node: nodes.Quote, before: nodes.Node | None) -> None:
        """Lines of a quote are entries; a quote right below an entry is a note of it."""
        if (
            isinstance(before, nodes.List)
            and self.entries
            and self.text.count("\n", before.end, node.start) == 1
        ):
            self.entries[-1].notes.append(Span(node.start, node.end))
            return
        for child in node.children:
            if isinstance(child, nodes.Paragraph):
                read_paragraph(self, child, "quoted-line")
            else:
                self.blocks([child], None)


def _without_front(reader: Reader, entries: list[Entry]) -> list[Entry]:
    """All entries but the links of a front page: single lines above the first section of a list."""
    second = reader.section_starts[2] if len(reader.section_starts) > MANY_SECTIONS else 0
    front = [entry for entry in entries if entry.start < second and entry.shape in _LOOSE]
    if not front or len(front) * A_FRONT > len(entries) - len(front):
        return entries
    for entry in front:
        if entry.group is not None:
            entry.group.entries.remove(entry)
    dropped = set(map(id, front))
    return [entry for entry in entries if id(entry) not in dropped]


def _first_words(block: nodes.List, reader: Reader) -> Span | None:
    """The first item of a list that describes the paragraph above it."""
    item = block.children[0]
    first = item.children[0] if item.children else None
    if not isinstance(first, nodes.Paragraph) or not first.children:
        return None
    shown = reader.shown(first.children)
    end = len(shown.text.rstrip())
    return shown.span(0, end) if end else None
