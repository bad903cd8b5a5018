"""Headings that carry their link, or stand above the labelled links of one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.line import has_word
from awesomelint.curation.lists import leads_inside
from awesomelint.curation.paragraphs import attach, labelled_list
from awesomelint.curation.reader import identify, made
from awesomelint.curation.vocabulary import role_of
from awesomelint.model import Span
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import Entry
    from awesomelint.curation.reader import Reader


# So many entries below a heading are a list of its section, whatever stands above them.
A_LIST = 3
_ENDS = nodes.Heading | nodes.ThematicBreak | nodes.HtmlBlock


def read_heading(
    reader: Reader, node: nodes.Heading, blocks: Sequence[nodes.Node], index: int
) -> int:
    """A heading that is an entry; returns how many blocks it takes."""
    if reader.is_outside(node.start):
        return 1
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if not reader.inside(node.start, node.end):
        return _above_links(reader, node, below, blocks[index + 2 : index + 3])
    fields = reader.line(node.children)
    if not fields.linked:
        return _above_links(reader, node, below, blocks[index + 2 : index + 3])
    if any(held.role == "primary" and leads_inside(reader, held.link) for held in fields.links):
        return 1
    entry = made("heading", node, fields)
    _describe(reader, entry, blocks, index)
    identify(reader.add(entry))
    return 1


def _above_links(
    reader: Reader,
    node: nodes.Heading,
    below: nodes.Node | None,
    following: Sequence[nodes.Node],
) -> int:
    """A heading without a link whose section is only labelled links, which belong to it."""
    if not isinstance(below, nodes.List) or not labelled_list(reader, below):
        return 1
    if following and not isinstance(following[0], _ENDS):
        return 1
    fields = reader.line(node.children)
    if fields.title is None or role_of(fields.title_text) is not None:
        return 1
    entry = reader.add(made("heading", node, fields))
    attach(reader, entry, below)
    identify(entry)
    return 2


def _describe(reader: Reader, entry: Entry, blocks: Sequence[nodes.Node], index: int) -> None:
    """The first paragraph of words below a heading that carries its link describes it."""
    for below in blocks[index + 1 :]:
        if isinstance(below, nodes.Heading):
            return
        if isinstance(below, nodes.Paragraph):
            shown = reader.shown(below.children)
            words = shown.text.strip()
            if (
                has_word(words)
                and role_of(words) is None
                and not (shown.links and shown.links[0].start < 2)
            ):
                start = len(shown.text) - len(shown.text.lstrip())
                if entry.description is None:
                    entry.details.description = shown.span(start, len(shown.text.rstrip()))
                entry.notes.append(Span(below.start, below.end))
                return


def without_sections(reader: Reader, entries: list[Entry]) -> list[Entry]:
    """All entries without headings that have a list of their own, which head sections.

    Links with labels below a heading that is an entry become its own.
    """
    kept: list[Entry] = []
    index = 0
    while index < len(entries):
        entry = entries[index]
        index += 1
        if entry.shape != "heading":
            kept.append(entry)
            continue
        end = _end_of(reader, entry)
        inner = []
        while index < len(entries) and entries[index].start < end:
            inner.append(entries[index])
            index += 1
        named = [
            one
            for one in inner
            if one.primary is not None
            and role_of(one.title_text) is None
            and one.shape != "heading"
        ]
        if named or any(one.shape == "heading" for one in inner):
            if entry.description is None or len(named) >= A_LIST:
                _forget(entry)
            else:
                kept.append(entry)
            kept += without_sections(reader, inner)
            continue
        for one in inner:
            role = role_of(one.title_text) or "other"
            entry.links += [
                type(held)(held.link, role if held.role == "primary" else held.role)
                for held in one.links
            ]
            if one.primary is None:
                entry.notes.append(Span(one.start, one.end))
            _forget(one)
        identify(entry)
        kept.append(entry)
    return kept


def _forget(entry: Entry) -> None:
    if entry.group is not None:
        entry.group.entries.remove(entry)
    if entry.parent is not None:
        entry.parent.children.remove(entry)


def _end_of(reader: Reader, entry: Entry) -> int:
    """Where the section that a heading opens ends."""
    section = reader.section_at(entry.start)
    return section.end if section.start == entry.start else entry.end
