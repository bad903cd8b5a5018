"""What a table of contents is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.contents import Contents, Row
    from awesomelint.curation.document import Section
    from awesomelint.curation.targets import Targets

    Neighbours = tuple[Section | None, Section | None]


def overviews(targets: Targets, tables: Sequence[Contents]) -> list[tuple[Section, list[Contents]]]:
    """The tables of contents by what they are about; lists of one overview stand together."""
    found: dict[int, tuple[Section, list[Contents]]] = {}
    for table in tables:
        scope = _scope_of(targets, table)
        found.setdefault(id(scope), (scope, []))[1].append(table)
    return list(found.values())


def _scope_of(targets: Targets, table: Contents) -> Section:
    """The innermost section around `table` that holds nearly all its targets."""
    live = [row.target for row in table.rows if row.target is not None]
    scope = targets.section_at(table.block.start)
    while scope.parent is not None:
        inside = sum(scope.start < one.start < scope.end for one in live)
        if inside * 10 >= len(live) * 9:
            break
        scope = scope.parent
    return scope


def neighbours(rows: Sequence[Row]) -> list[Neighbours]:
    """For each row the headings that the nearest rows before and after it lead to."""
    before: list[Section | None] = []
    last: Section | None = None
    for row in rows:
        before.append(last)
        last = row.target or last
    after: list[Section | None] = []
    last = None
    for row in reversed(rows):
        after.append(last)
        last = row.target or last
    return list(zip(before, reversed(after), strict=True))
