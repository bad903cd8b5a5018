"""Repetitions that are intended: an index of another group, and series under one title."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.identity.titles import title_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.checks.identity._pair import Pair

# Repeated entries that make a group a second view of another.
VIEW = 4


def without_views(pairs: Sequence[Pair]) -> list[Pair]:
    """`pairs`, of which those that repeat each other on purpose have the lowest level."""
    heard = [pair for pair in pairs if not pair.silenced]
    crossing: Counter[tuple[int, int]] = Counter(
        _groups(pair) for pair in heard if pair.level == "same-section"
    )
    series: Counter[tuple[int, str]] = Counter(
        _series(pair) for pair in heard if pair.rule == "duplicate-title"
    )
    return [
        replace(pair, level="same-section" if pair.rule == "duplicate-link" else "same-file")
        if (pair.level == "same-section" and _repeats(pair, crossing[_groups(pair)]))
        or series[_series(pair)] > 1
        else pair
        for pair in pairs
    ]


def _repeats(pair: Pair, times: int) -> bool:
    one, other = pair.first.group, pair.second.group
    if one is None or other is None or one is other:
        return False
    return times >= max(VIEW, min(len(one.entries), len(other.entries)) / 2)


def _series(pair: Pair) -> tuple[int, str]:
    """A title within a group, for pairs by title."""
    if pair.rule != "duplicate-title":
        return 0, ""
    return id(pair.second.group), title_key(pair.second.title_text)


def _groups(pair: Pair) -> tuple[int, int]:
    return id(pair.first.group), id(pair.second.group)
