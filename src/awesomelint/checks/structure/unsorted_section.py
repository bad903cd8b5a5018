"""Entries out of the order that the section has: by title or by date."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from awesomelint.checks.structure._moving import moving
from awesomelint.checks.structure._order import (
    CONVENTIONS,
    agreement,
    by_date,
    by_title,
    inferred,
    strays,
)
from awesomelint.identity.titles import quoted
from awesomelint.model import Finding, Fix, Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.checks.structure._order import Order
    from awesomelint.curation import Document, Entry

Run = list["Entry"]
FEWEST = 3


def check(document: Document, *, by: str) -> Iterator[Finding]:
    """A finding for each entry that must move so that its neighbours are in order.

    With `by: inferred` the order is that of the file, or of a section, where nearly all of ten
    neighbours or more keep it; sections that keep none are left alone.
    """
    runs = list(_runs(document))
    orders = _orders(document, by)
    if by != "inferred":
        for run in runs:
            order = max(orders, key=lambda one: agreement(one, [run])[1])
            yield from _in_run(document, order, run)
        return
    whole = inferred(orders, runs)
    sections: defaultdict[int, list[Run]] = defaultdict(list)
    for run in runs:
        sections[id(run[0].section)].append(run)
    for section in sections.values():
        own = whole or inferred(orders, section)
        for run in section:
            yield from _strays(document, own or orders[0], orders, run, sure=own is not None)


def _strays(
    document: Document, own: Order, orders: Sequence[Order], run: Run, *, sure: bool
) -> Iterator[Finding]:
    """The strays of `run` under the convention that leaves it the fewest, if those are few.

    Where no order is `sure`, a run that is sorted but for one in eight shows one by itself.
    """
    conventions = [order for order in orders if order.is_like(own)]
    order = min(conventions, key=lambda one: len(strays(one, run)))
    most = max(len(run) // 10, 1) if sure else len(run) // 8
    if len(strays(order, run)) <= most:
        yield from _in_run(document, order, run)


def _orders(document: Document, by: str) -> list[Order]:
    titles = [by_title(convention) for convention in range(CONVENTIONS)]
    whole = by == "inferred"
    newest = by_date(document, descending=True, whole=whole)
    oldest = by_date(document, descending=False, whole=whole)
    known = {"title": titles, "newest": [newest], "oldest": [oldest]}
    return known.get(by) or [*titles, newest, oldest]


def _runs(document: Document) -> Iterator[Run]:
    """Runs of neighbours in one list or table, group and parent; numbered lists are left out."""
    for group in document.groups:
        for _, run in groupby(group.entries, lambda entry: (entry.shape, id(entry.parent))):
            entries = list(run)
            if len(entries) >= FEWEST and entries[0].shape in {"bullet", "row"}:
                yield entries


def _in_run(document: Document, order: Order, run: Run) -> Iterator[Finding]:
    moved = strays(order, run)
    if not moved:
        return
    kept = [index for index in range(len(run)) if index not in set(moved)]
    places = _places(order, run, moved, kept)
    fixes = _fixes(document, run, places)
    for index in moved:
        yield _finding(document, run, index, places[index], kept, fixes)
        fixes = ()


def _places(order: Order, run: Run, moved: list[int], kept: list[int]) -> dict[int, int]:
    """The one of the `kept` entries that each of `moved` goes before.

    The length of `run` stands for the end.
    """
    places: dict[int, int] = {}
    for index in sorted(moved, key=lambda one: order.key(run[one]) or (), reverse=order.descending):
        entry = run[index]
        behind = (
            one for one in kept if order.holds(entry, run[one]) and not order.holds(run[one], entry)
        )
        places[index] = next(behind, len(run))
    return places


def _fixes(document: Document, run: Run, places: dict[int, int]) -> tuple[Fix, ...]:
    edits = moving(document.text, run, places)
    if not edits:
        return ()
    count = "the entry" if len(places) == 1 else f"{len(places)} entries"
    return (
        Fix(edits, "unsafe", ("entries",), f"Move {count} of this section into order", moves=True),
    )


def _finding(
    document: Document, run: Run, index: int, target: int, kept: list[int], fixes: tuple[Fix, ...]
) -> Finding:
    entry = run[index]
    last = max((one for one in kept if one < target), default=-1)
    places = [run[one] for one in (last, target) if 0 <= one < len(run)]
    names = [quoted(one.title_text) for one in places]
    if len(names) == 2:
        where = f"between {names[0]} and {names[1]}"
    else:
        where = f"{'behind' if last >= 0 else 'before'} {names[0]}"
    neighbour = places[0]
    line, _ = document.source.position(neighbour.start)
    place = entry.title or entry
    return Finding(
        place.start,
        place.end,
        f"{quoted(entry.title_text)} is out of order, so readers look for it in vain: "
        f"it goes {where} (line {line})",
        fixes=fixes,
        related=(Related(neighbour.start, neighbour.end, "its neighbour in the order"),),
        key=entry.title_text,
    )
