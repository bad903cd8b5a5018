"""Tables of contents: lists of links to the headings of their own file."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.curation.targets import letters_of, targets_of
from awesomelint.curation.vocabulary import heads_contents
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document, Section
    from awesomelint.curation.targets import Targets

_PLACEHOLDER = regex(r"\[\[?_?toc_?\]?\]|@\[toc\]", re.IGNORECASE)
_OPENS = regex(r"<!--\s*+(?:START doctoc|MarkdownTOC|GFM-TOC|BEGIN mktoc|TOC\b|toc\b)")
# A contents list under its own heading or between markers needs fewer rows to be one.
FEWEST_NAMED, FEWEST = 2, 4
LONG_REMARK = 25  # letters beside the link of a row that explains more than it names


@dataclass(slots=True, eq=False, repr=False)
class Row:
    """An item of a table of contents: its own line `start:end`, and its first link.

    `block` is its list; the line is without marker and nested lists. `fragment` is decoded, without
    `#`; None where the link does not lead into the file. `target` is the heading that it leads to,
    `stands_for` one that a row without a target is meant to list. `title` is what the link shows,
    `letters` that without case, marks and blanks. `others` are further links of the line. `remark`
    counts the letters beside the link. `hashless` tells that the address lacks its `#`.
    """

    block: nodes.List
    item: nodes.Item
    start: int
    end: int
    depth: int
    parent: Row | None
    link: nodes.Link | None = None
    title: str = ""
    letters: str = ""
    fragment: str | None = None
    target: Section | None = None
    stands_for: Section | None = None
    remark: int = 0
    hashless: bool = False
    others: list[nodes.Link] = field(default_factory=list)

    @property
    def can_be_model(self) -> bool:
        """Whether it is one link, as a row that is written anew would be."""
        return self.link is not None and not self.others


@dataclass(slots=True, eq=False, repr=False)
class Contents:
    """A table of contents: its list, all rows in order, and how it is known.

    `marked` when a generator's comments stand around it, `named` when its heading or label says
    what it is. `section` is where it stands.
    """

    block: nodes.List
    rows: list[Row]
    section: Section
    marked: bool
    named: bool


def without_hash(document: Document) -> set[int]:
    """Where the links of tables of contents start whose addresses lack their `#`."""
    rows = (row for table in contents(document, targets_of(document)) for row in table.rows)
    return {row.link.start for row in rows if row.hashless and row.link is not None}


def contents(document: Document, targets: Targets) -> list[Contents]:
    """The tables of contents of `document` that are lists, in order.

    A list is one where nearly all links lead into the file, most of them to headings, and few rows
    explain more than they name.
    """
    found: list[Contents] = []
    for block in _lists(document.root):
        rows = list(_rows(document, targets, block))
        inner = [row for row in rows if row.fragment is not None]
        linked = sum(row.link is not None for row in rows)
        explained = sum(row.remark > LONG_REMARK for row in inner)
        if len(inner) < FEWEST_NAMED or len(inner) * 5 < linked * 4 or explained * 4 > len(inner):
            continue
        live = sum(row.target is not None for row in inner)
        section = targets.section_at(block.start)
        marked = _is_marked(document, block)
        named = marked or heads_contents(section.title) or _labelled(document, block)
        if live * 2 < len(inner) or (len(inner) < FEWEST and not named):
            continue
        found.append(Contents(block, rows, section, marked, named))
    return found


def is_placeholder(node: nodes.Node, text: str) -> bool:
    """Whether a paragraph is `[TOC]` alone, which other hosts and editors replace by the table."""
    return isinstance(node, nodes.Paragraph) and bool(
        _PLACEHOLDER.fullmatch(text[node.start : node.end])
    )


def _lists(root: nodes.Root) -> Iterator[nodes.List]:
    """The outermost lists."""
    stack: list[nodes.Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.List):
            yield node
        elif isinstance(node, nodes.Root | nodes.Quote):
            stack.extend(reversed(node.children))


def _rows(document: Document, targets: Targets, block: nodes.List) -> Iterator[Row]:
    stack: list[tuple[nodes.List, nodes.Node, Row | None, int]] = [
        (block, item, None, 0) for item in reversed(block.children)
    ]
    while stack:
        holder, item, above, depth = stack.pop()
        if not isinstance(item, nodes.Item):
            continue
        row = _row(document, targets, Row(holder, item, item.start, item.marker.end, depth, above))
        yield row
        for inner in reversed(item.children):
            if isinstance(inner, nodes.List):
                stack += [(inner, child, row, depth + 1) for child in reversed(inner.children)]


def _row(document: Document, targets: Targets, row: Row) -> Row:
    """`row` with what its line says."""
    first = row.item.children[0] if row.item.children else None
    if not isinstance(first, nodes.Paragraph):
        return row
    row.start, row.end = first.start, first.end
    links = [node for node in first.walk() if isinstance(node, nodes.Link)]
    whole = nodes.plain(first, document.text)
    if not links:
        row.title, row.letters = whole.strip(), letters_of(whole)
        return row
    row.link, *row.others = links
    row.title = nodes.plain(links[0], document.text).strip()
    row.letters = letters_of(row.title)
    row.remark = len(letters_of(whole)) - len(row.letters)
    url = links[0].url
    if url.startswith("#"):
        row.fragment = unquote(url[1:])
        row.target = targets.heading(row.fragment)
    elif (section := targets.misses_hash(url, row.letters)) is not None:
        row.fragment, row.target, row.hashless = unquote(url), section, True
    return row


def _is_marked(document: Document, block: nodes.List) -> bool:
    at = bisect_left(document.regions, block.start, key=lambda region: region.start)
    return any(
        block.end <= region.end and _OPENS.search(document.text, region.start, region.end)
        for region in document.regions[max(at - 2, 0) : at]
    )


def _labelled(document: Document, block: nodes.List) -> bool:
    """Whether the paragraph, bold text or summary right above calls it contents."""
    before = document.text[max(block.start - 200, 0) : block.start].rstrip().rpartition("\n")[2]
    return heads_contents(re.sub(r"<[^<>]{0,80}>|\*", "", before))
