"""Nodes → entries and groups: each block goes to the reader of its shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation.credits import Credits
from awesomelint.curation.headings import read_heading, without_sections
from awesomelint.curation.html_rows import read_html
from awesomelint.curation.lists import read_list
from awesomelint.curation.paragraphs import bold_above_links, hand_numbered, read_paragraph
from awesomelint.curation.subject import subject_of
from awesomelint.curation.tables import read_table
from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import Entry
    from awesomelint.curation.reader import Reader

_SCOPE = regex(r"</?(?:details|summary|h[1-6])\b", re.IGNORECASE)
# Single lines above the second heading are a front page where the list below is so many times
# longer.
A_FRONT = 4
MANY_SECTIONS = 3
_LOOSE = frozenset({"paragraph", "quoted-line", "html", "cell"})


def read_entries(root: nodes.Root, reader: Reader) -> list[Entry]:
    """All entries of the document, in order; their groups are those of `reader`."""
    read_blocks(reader, root.children, None)
    entries = _without_front(reader, without_sections(reader, reader.entries))
    settle = Credits(entries, reader.text).settle
    for entry in entries:
        entry.settle = settle
        entry.section = reader.section_at(entry.start)
        entry.section.entries.append(entry)
        entry.subject = subject_of(entry, reader.text)
    return entries


def read_blocks(reader: Reader, blocks: Sequence[nodes.Node], parent: Entry | None) -> None:
    """Read the blocks of one container in their order."""
    before: nodes.Node | None = None
    index = 0
    while index < len(blocks):
        block = blocks[index]
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        taken = 1
        if block.start < reader.consumed:
            pass
        elif count := hand_numbered(reader, blocks, index):
            taken = count
        elif bold_above_links(reader, block, below):
            taken = 2
        elif isinstance(block, nodes.Heading):
            reader.new_group("")
            taken = read_heading(reader, block, blocks, index)
        else:
            _block(reader, block, before, parent)
        index += taken
        before = blocks[index - 1]


def _block(
    reader: Reader, block: nodes.Node, before: nodes.Node | None, parent: Entry | None
) -> None:
    match block:
        case nodes.List() if _is_notes(reader, block, before):
            last = reader.entries[-1]
            last.notes.append(Span(block.start, block.end))
            if last.description is None:
                last.details.description = _first_words(block, reader)
        case nodes.List():
            read_list(reader, block, parent)
        case nodes.Table():
            reader.new_group("")
            read_table(reader, block)
        case nodes.Quote():
            _quote(reader, block, before)
        case nodes.Paragraph():
            read_paragraph(reader, block, "paragraph")
        case nodes.HtmlBlock():
            if _SCOPE.search(block.value):
                reader.new_group("")
            read_html(reader, block)
        case nodes.ThematicBreak():
            reader.new_group("")
        case _:
            pass


def _is_notes(reader: Reader, block: nodes.List, before: nodes.Node | None) -> bool:
    """Whether a list without links stands below a paragraph that is an entry: it describes it."""
    last = reader.entries[-1] if reader.entries else None
    if last is None or last.shape != "paragraph" or last.node is not before:
        return False
    return not reader.inside(block.start, block.end)


def _quote(reader: Reader, node: nodes.Quote, before: nodes.Node | None) -> None:
    """Lines of a quote are entries; a quote right below an entry is a note of it."""
    if (
        isinstance(before, nodes.List)
        and reader.entries
        and reader.text.count("\n", before.end, node.start) == 1
    ):
        reader.entries[-1].notes.append(Span(node.start, node.end))
        return
    for child in node.children:
        if isinstance(child, nodes.Paragraph):
            read_paragraph(reader, child, "quoted-line")
        else:
            read_blocks(reader, [child], None)


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
