"""Rows of a table of contents that say something twice, lead elsewhere or stand too deep."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from awesomelint.checks.structure._scopes import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awesomelint.checks.structure._scopes import Neighbours
    from awesomelint.curation.contents import Row
    from awesomelint.curation.document import Section
    from awesomelint.curation.targets import Targets

MOST = 50  # headings of one title that a row may mean


def without_hash(
    rows: Sequence[Row], files: Mapping[str, object] | None
) -> Iterator[tuple[Row, Section]]:
    """Each row whose address lacks the `#` of an anchor, with the heading that it means.

    Names of `files` are no anchors.
    """
    known = files or {}
    for row in rows:
        if row.hashless and row.target is not None and known.get(row.fragment or "") is None:
            yield row, row.target


def doubled(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Each row that leads where an earlier one with its title leads, and that one."""
    first: dict[tuple[int, str], Row] = {}
    for row in rows:
        if row.target is None or row.others or not row.letters:
            continue
        key = id(row.target), row.letters
        if key in first:
            yield row, first[key]
        first.setdefault(key, row)


def wrong_targets(targets: Targets, rows: Sequence[Row]) -> Iterator[tuple[Row, Section]]:
    """Each row that leads to another heading than it names, and the one with its title.

    That is the one heading so called that no row leads to, if it stands where the row does: below
    the heading of the row's parent, or between those of its neighbours.
    """
    listed = {id(row.target) for row in rows if row.target is not None}
    for row, around in zip(rows, neighbours(rows), strict=True):
        if row.target is None or not row.letters or _in_place(row, around, row.target):
            continue
        meant = [
            one
            for one in targets.called(row.letters)[:MOST]
            if one is not row.target
            and targets.heading(one.slug) is one
            and id(one) not in listed
            and _in_place(row, around, one)
        ]
        if len(meant) == 1:
            yield row, meant[0]


def _in_place(row: Row, around: Neighbours, section: Section) -> bool:
    """Whether `section` stands where the row does."""
    if row.parent is not None and row.parent.target is not None:
        above = row.parent.target
        if not above.start < section.start < above.end:
            return False
    before, after = around
    return (before is None or before.start < section.start) and (
        after is None or section.start < after.start
    )


def wrong_depths(rows: Sequence[Row]) -> Iterator[tuple[Row, int]]:
    """Each row whose depth differs from nearly all rows to headings of its level.

    Each comes with the depth of these.
    """
    leading = [row for row in rows if row.target is not None]
    depths: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for row in leading:
        if row.target is not None:
            depths[row.target.level][row.depth] += 1
    for row in leading:
        if row.target is None:
            continue
        (usual, count), *_ = depths[row.target.level].most_common(1)
        total = sum(depths[row.target.level].values())
        if row.depth != usual and total >= 10 and (total - count) * 10 <= total:
            yield row, usual
