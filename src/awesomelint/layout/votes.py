"""What two thirds of the places of a list agree on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")
S = TypeVar("S")

QUORUM = 3
"""Fewer samples than this have no majority."""


def enough(votes: int, total: int) -> bool:
    """Whether `votes` of `total` places are a majority: at least two thirds of at least three."""
    return total >= QUORUM and votes * 3 >= total * 2


def most(samples: Iterable[T]) -> T | None:
    """What the majority of `samples` is; None when there is none."""
    counts = Counter(samples)
    if not counts:
        return None
    winner, votes = counts.most_common(1)[0]
    return winner if enough(votes, counts.total()) else None


def fitting(
    samples: Sequence[S], candidates: Sequence[T], fits: Callable[[T, S], bool]
) -> T | None:
    """The candidate that explains a majority of samples, and more of them than any other.

    Two candidates that explain the very same samples do not contradict each other: the earlier one
    is taken. None when no candidate has a majority, or two with one explain different samples
    equally often.
    """
    explained = {
        index: frozenset(i for i, s in enumerate(samples) if fits(c, s))
        for index, c in enumerate(candidates)
    }
    most_explained = max((len(found) for found in explained.values()), default=0)
    best = [index for index, found in explained.items() if len(found) == most_explained]
    if not enough(most_explained, len(samples)) or len({explained[index] for index in best}) > 1:
        return None
    return candidates[best[0]]
