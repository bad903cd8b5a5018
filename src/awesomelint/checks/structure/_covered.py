"""Which headings a table of contents leaves out although it covers their kind."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from awesomelint.checks.structure._scopes import neighbours
from awesomelint.curation.targets import (
    descendants,
    heading_above,
    letters_of,
    linked_headings,
)
from awesomelint.curation.vocabulary import (
    heads_contents,
    heads_news,
    heads_no_list,
    heads_rest,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.checks.structure._scopes import Neighbours
    from awesomelint.curation.contents import Contents, Row
    from awesomelint.curation.document import Document, Section
    from awesomelint.curation.targets import Targets

FEWEST = 3  # listed headings that show that the others are meant to be listed
LEFT_OUT = 6  # one in so many may be missing by mistake
LONGEST_TABLE = 60
COMPARED, LONGEST = 20, 60  # headings, and letters of each, that a dead row is compared with
PARENTS = 4  # parents that show all of their sections, if another should


def missing(
    document: Document,
    targets: Targets,
    tables: Sequence[Contents],
    scope: Section,
    meant: set[int],
) -> Iterator[Section]:
    """The headings of `scope` that `tables`, taken together, should list and do not.

    A heading is expected where nearly all others under the same parent are listed, or where nearly
    all other parents show their sections. Sections of the page itself, news, sections without
    links, and headings that any other link leads to are not expected. Those `meant` by rows that
    lead elsewhere count as listed.
    """
    start = min(table.block.end for table in tables)
    marked = any(table.marked for table in tables)
    expected = [
        one
        for one in targets.between(max(scope.start, start), scope.end)
        if one.kind == "heading" and not _left_out(document, one)
    ]
    rows = [row for table in tables for row in table.rows]
    listed = _listed(rows, expected) | meant
    linked = linked_headings(document, targets)
    groups: defaultdict[tuple[int, int], list[Section]] = defaultdict(list)
    for one in expected:
        groups[id(heading_above(one)), one.level].append(one)
    shown = _Shown(groups.values(), listed)
    for (_, level), group in groups.items():
        absent = [one for one in group if id(one) not in listed]
        present = len(group) - len(absent)
        in_group = present >= FEWEST and len(absent) * LEFT_OUT <= max(len(group), LEFT_OUT)
        above = heading_above(group[0])
        as_others = not present and id(above) in listed and shown.by_all(level)
        if in_group or as_others:
            for one in absent:
                reached = targets.heading(one.slug) is one  # no id of another place is in the way
                if reached and id(one) not in linked and (marked or _holds_entries(one)):
                    yield one


def below(headings: Sequence[Section], offset: int) -> list[Section]:
    """The headings that a new table at `offset` lists: two levels, or one where that is long."""
    following = [one for one in headings if one.start >= offset and one.kind == "heading"]
    top = min((one.level for one in following), default=0)
    while sum(one.level == top for one in following) == 1 and len(following) > 1:
        top += 1
    both = [one for one in following if top <= one.level <= top + 1]
    return both if len(both) <= LONGEST_TABLE else [one for one in both if one.level == top]


class _Shown:
    """How many parents show their sections, by the level of those."""

    def __init__(self, groups: Iterable[Sequence[Section]], listed: set[int]) -> None:
        self._shown: defaultdict[int, int] = defaultdict(int)
        self._hidden: defaultdict[int, int] = defaultdict(int)
        for group in groups:
            if id(heading_above(group[0])) not in listed:
                continue
            present = sum(id(one) in listed for one in group)
            if present * LEFT_OUT >= len(group) * (LEFT_OUT - 1):
                self._shown[group[0].level] += 1
            else:
                self._hidden[group[0].level] += 1

    def by_all(self, level: int) -> bool:
        """Whether all parents but one show their sections of `level`."""
        return self._shown[level] >= PARENTS and self._hidden[level] <= 1


def _listed(rows: Sequence[Row], expected: Sequence[Section]) -> set[int]:
    """The headings that rows lead to, are called like, or stand in place of.

    A row that leads nowhere is a fault of its own, and stands for one heading: that with its title,
    else the one most like it between those of its neighbours.
    """
    listed = {id(row.target) for row in rows if row.target is not None}
    by_title: defaultdict[str, list[Section]] = defaultdict(list)
    for one in expected:
        by_title[letters_of(one.title)].append(one)
    for row, around in zip(rows, neighbours(rows), strict=True):
        if row.target is not None and letters_of(row.target.title) == row.letters:
            continue
        own = [one for one in by_title[row.letters][:COMPARED] if id(one) not in listed]
        if not own and row.target is None and row.fragment is not None:
            own = _between(row.letters[:LONGEST], around, expected, listed)
        if own:
            row.stands_for = own[0]
            listed.add(id(own[0]))
    return listed


def _between(
    title: str, around: Neighbours, expected: Sequence[Section], listed: set[int]
) -> list[Section]:
    """The headings that a row without a target may mean, the most alike first.

    They stand between the targets of the rows around it.
    """
    before, after = around
    low = 0 if before is None else bisect_right(expected, before.start, key=_start)
    high = len(expected) if after is None else bisect_left(expected, after.start, key=_start)
    between = [one for one in expected[low : min(high, low + COMPARED)] if id(one) not in listed]
    return sorted(
        between,
        key=lambda one: SequenceMatcher(None, title, letters_of(one.title)[:LONGEST]).ratio(),
        reverse=True,
    )


def _start(section: Section) -> int:
    return section.start


def _left_out(document: Document, section: Section) -> bool:
    """Whether contents leave a heading out as a rule, or because it says so."""
    title = section.title
    if heads_no_list(title) or heads_news(title) or heads_contents(title) or heads_rest(title):
        return True
    return section.node is not None and "omit" in document.text[section.start : section.node.end]


def _holds_entries(section: Section) -> bool:
    return bool(section.entries) or any(one.entries for one in descendants(section))
