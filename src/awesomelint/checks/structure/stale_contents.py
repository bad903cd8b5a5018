"""Tables of contents that do not match the headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.structure._covered import below, missing
from awesomelint.checks.structure._misplaced import (
    doubled,
    without_hash,
    wrong_depths,
    wrong_targets,
)
from awesomelint.checks.structure._rows import Places, Writer
from awesomelint.checks.structure._scopes import overviews
from awesomelint.curation.contents import contents, is_placeholder
from awesomelint.curation.targets import targets_of
from awesomelint.identity.titles import quoted
from awesomelint.model import Edit, Finding, Fix, Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awesomelint.curation import Document
    from awesomelint.curation.contents import Contents, Row
    from awesomelint.curation.document import Section
    from awesomelint.curation.slugs import Host
    from awesomelint.curation.targets import Targets
    from awesomelint.model import Facts, Safety


def check(document: Document, facts: Facts, *, anchors: Host) -> Iterator[Finding]:
    """A finding for each fault of a table of contents, and for each heading that it should list."""
    targets = targets_of(document, anchors)
    for scope, tables in overviews(targets, contents(document, targets)):
        yield from _Overview(document, targets, scope, tables).findings(facts.files)
    if anchors == "github":
        yield from _not_rendered(document, targets)


def _not_rendered(document: Document, targets: Targets) -> Iterator[Finding]:
    """A finding for each `[TOC]`, of which GitHub makes nothing."""
    for node in document.root.children:
        if is_placeholder(node, document.text):
            shown = document.text[node.start : node.end]
            rows = Writer(document, ()).rows(below(targets.headings, node.end))
            edit = Edit(node.start, node.end, rows)
            fix = Fix((edit,), "unsafe", ("region",), "Write the table of contents")
            yield Finding(
                node.start,
                node.end,
                f"GitHub shows {shown} as it stands and makes no table of contents of it; write "
                "links to the headings, or name the host in the option `anchors`",
                level="not-rendered",
                fixes=(fix,) if rows else (),
                key=shown,
            )


class _Overview:
    """The lists that together are the table of contents of `scope`."""

    def __init__(
        self, document: Document, targets: Targets, scope: Section, tables: Sequence[Contents]
    ) -> None:
        self.document = document
        self.targets = targets
        self.scope = scope
        self.tables = tables
        self.rows = [row for table in tables for row in table.rows]
        self.writer = Writer(document, tables)

    def findings(self, files: Mapping[str, object] | None) -> Iterator[Finding]:
        """All findings, with only the first fault of each row.

        `files` are those of the repository.
        """
        told: set[int] = set()
        meant: set[int] = set()
        for row, section in without_hash(self.rows, files):
            told.add(id(row))
            yield self._no_hash(row, section, "unsafe" if files is None else "safe")
        for row, section in wrong_targets(self.targets, self.rows):
            told.add(id(row))
            meant.add(id(section))
            yield self._wrong_target(row, section)
        for table in self.tables:
            for row, first in doubled(table.rows):
                if id(row) not in told:
                    told.add(id(row))
                    yield self._twice(row, first)
        for row, depth in wrong_depths(self.rows):
            if id(row) not in told:
                yield self._wrong_depth(row, depth)
        absent = missing(self.document, self.targets, self.tables, self.scope, meant)
        yield from self._missing(list(absent))

    def _line(self, offset: int) -> int:
        return self.document.source.position(offset)[0]

    def _no_hash(self, row: Row, section: Section, safety: Safety) -> Finding:
        return Finding(
            row.start,
            row.end,
            f"the link to the section {quoted(section.title)} lacks its #, "
            f"so it leads to a file that is not there; write (#{section.slug})",
            level="no-hash",
            fixes=self.writer.retarget(row, section, safety),
            key=section.slug,
        )

    def _wrong_target(self, row: Row, section: Section) -> Finding:
        line = self._line(section.start)
        return Finding(
            row.start,
            row.end,
            f"{quoted(row.title)} leads to #{row.fragment}, a heading of another section; "
            f"that of this one, on line {line}, is #{section.slug}, which no row leads to",
            level="wrong-target",
            fixes=self.writer.retarget(row, section, "unsafe"),
            related=(Related(section.start, _end(section), "the heading that is meant"),),
            key=section.slug,
        )

    def _twice(self, row: Row, first: Row) -> Finding:
        line = self._line(first.start)
        return Finding(
            row.start,
            row.end,
            f"the table of contents lists {quoted(row.title)} on line {line} already, "
            "and both rows lead to one place; delete one of them",
            level="twice",
            fixes=self.writer.delete(row),
            related=(Related(first.start, first.end, "first listed here"),),
            key=row.title,
        )

    def _wrong_depth(self, row: Row, depth: int) -> Finding:
        way = "deeper" if row.depth > depth else "less deep"
        return Finding(
            row.start,
            row.end,
            f"{quoted(row.title)} is indented {way} in the table of contents than nearly all other "
            "headings of its level; indent it like those, or correct the level of the heading",
            level="wrong-depth",
            key=row.title,
        )

    def _missing(self, absent: Sequence[Section]) -> Iterator[Finding]:
        if not absent:
            return
        known = Places(self.rows)
        places = [(one, known.of(one)) for one in absent]
        fixes = self.writer.insert((one, place) for one, place in places if place is not None)
        for section, place in places:
            link = self.writer.link(section) or f"a link to #{section.slug}"
            before = place.after if place is not None else self.rows[-1]
            where = f" below line {self._line(self.writer.offset(place))}" if place else ""
            yield Finding(
                section.start,
                _end(section),
                f"{quoted(section.title)} is not in the table of contents, where nearly all other "
                f"headings of its kind are; add {link}{where}",
                level="missing",
                fixes=fixes.get(id(section), ()),
                related=(Related(before.start, before.end, "the row before it"),),
                key=section.slug,
            )


def _end(section: Section) -> int:
    """Where the heading of `section` ends."""
    return section.node.end if section.node is not None else section.start
