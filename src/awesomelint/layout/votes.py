"""What most places of a list agree on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")
S = TypeVar("S")

QUORUM = 3


def most(samples: Iterable[T]) -> T | None:
    """The commonest of `samples`; None when there are fewer than three, or two are equally common."""
    counts = Counter(samples)
    if counts.total() < QUORUM:
        return None
    (winner, votes), *others = counts.most_common(2)
    return None if others and others[0][1] == votes else winner


def nearly_all(samples: Iterable[T], share: float) -> T | None:
    """The commonest of `samples` if at least `share` of them are it; None when there are fewer than three."""
    counts = Counter(samples)
    if counts.total() < QUORUM:
        return None
    winner, votes = counts.most_common(1)[0]
    return winner if votes >= share * counts.total() else None


def fitting(samples: Sequence[S], candidates: Sequence[T], fits: Callable[[T, S], bool]) -> T | None:
    """The candidate that explains most samples, the earlier one of two that explain the very same samples.

    None when there are fewer than three samples, none is explained, or two different sets are equally large.
    """
    if len(samples) < QUORUM:
        return None
    explained = {index: frozenset(i for i, s in enumerate(samples) if fits(c, s)) for index, c in enumerate(candidates)}
    most_explained = max((len(found) for found in explained.values()), default=0)
    best = [index for index, found in explained.items() if len(found) == most_explained]
    if not most_explained or len({explained[index] for index in best}) > 1:
        return None
    return candidates[best[0]]
