"""The order of a group of entries: what it is sorted by, and which entries stray from it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.text.collation import keys
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awesomelint.curation import Document, Entry
    from awesomelint.text.collation import Key

_DIGITS = regex(r"\d+")
FEWEST = 10
AGREEING = 0.95
CONVENTIONS = 6


class Order(NamedTuple):
    """How entries are sorted: a key for each (None: not comparable), smallest first or last."""

    name: str
    key: Callable[[Entry], Key | None]
    descending: bool = False

    def is_like(self, other: Order) -> bool:
        """Whether both sort by the same thing, perhaps under different conventions."""
        return self.name == other.name and self.descending == other.descending

    def holds(self, first: Entry, second: Entry) -> bool | None:
        """Whether `first` may stand before `second`; None where that cannot be told."""
        one = self.key(first)
        other = self.key(second)
        if one is None or other is None:
            return None
        return one >= other if self.descending else one <= other


def by_title(convention: int) -> Order:
    """By title, under one of the conventions of `text.collation.keys`."""

    def key(entry: Entry) -> Key | None:
        known = keys(entry.title_text)
        return known[convention] if known and entry.title_text else None

    return Order("title", key)


def by_date(document: Document, *, descending: bool, whole: bool) -> Order:
    """By the date of an entry: a `whole` one with its month, or a year alone too."""

    def key(entry: Entry) -> Key | None:
        span = entry.metadata.get("date") or entry.metadata.get("year")
        if span is None:
            return None
        written = document.text[span.start : span.end]
        parts = _DIGITS.findall(written)
        if len(parts) <= whole:
            return None
        return tuple((0, part.zfill(4)) for part in parts)

    return Order("date", key, descending)


def agreement(order: Order, runs: Sequence[Sequence[Entry]]) -> tuple[int, int]:
    """Of how many neighbours in `runs` the order can be told, and of how many it holds."""
    told = held = 0
    for run in runs:
        for first, second in pairwise(run):
            holds = order.holds(first, second)
            told += holds is not None
            held += holds is True
    return told, held


def inferred(orders: Sequence[Order], runs: Sequence[Sequence[Entry]]) -> Order | None:
    """The order that most neighbours in `runs` keep, if that is nearly all of ten or more."""
    best: tuple[float, Order] | None = None
    for order in orders:
        told, held = agreement(order, runs)
        if told < FEWEST or held < AGREEING * told:
            continue
        share = held / told
        if best is None or share > best[0]:
            best = share, order
    return best[1] if best else None


def strays(order: Order, run: Sequence[Entry]) -> list[int]:
    """The fewest entries of `run`, by index, that must move so that the others are in order.

    Entries without a key stay where they are, and strays are sought between them.
    """
    kept = set(_longest_run([order.key(entry) for entry in run], descending=order.descending))
    return [index for index, entry in enumerate(run) if index not in kept and order.key(entry)]


def _longest_run(values: Sequence[Key | None], *, descending: bool) -> list[int]:
    """The indices of a longest ordered subsequence, equal values allowed."""
    known = {value for value in values if value is not None}
    ranks = {value: rank for rank, value in enumerate(sorted(known))}
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for index, value in enumerate(values):
        if value is None:
            continue
        rank = -ranks[value] if descending else ranks[value]
        at = bisect_left(tails, rank + 1)
        if at == len(tails):
            tails.append(rank)
            ends.append(index)
        else:
            tails[at] = rank
            ends[at] = index
        before[index] = ends[at - 1] if at else -1
    chain: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]
