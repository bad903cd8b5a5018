"""Repetitions that are intended: an index of another group, and series under one title."""

from __future__ import annotations

from collections import Counter
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
    crossing = Counter(_groups(pair) for pair in heard if pair.level == "same-section")
    series = Counter(_series(pair) for pair in heard if pair.rule == "duplicate-title")
    judged: list[Pair] = []
    for pair in pairs:
        is_view = pair.level == "same-section" and _repeats(pair, crossing[_groups(pair)])
        judged.append(_lowest(pair) if is_view or series[_series(pair)] > 1 else pair)
    return judged


def _lowest(pair: Pair) -> Pair:
    """`pair` at the lowest level of its rule."""
    level = "same-section" if pair.rule == "duplicate-link" else "same-file"
    return pair._replace(level=level)


def _repeats(pair: Pair, times: int) -> bool:
    """Whether `times` pairs make one group of `pair` a second view of the other."""
    one, other = pair.first.group, pair.second.group
    if one is None or other is None or one is other:
        return False
    smaller = min(len(one.entries), len(other.entries))
    return times >= max(VIEW, smaller / 2)


def _series(pair: Pair) -> tuple[int, str]:
    """A title within a group, for pairs by title."""
    if pair.rule != "duplicate-title":
        return 0, ""
    return id(pair.second.group), title_key(pair.second.title_text)


def _groups(pair: Pair) -> tuple[int, int]:
    return id(pair.first.group), id(pair.second.group)
