"""Look-ups in many stretches of a text, in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Spans:
    """Stretches of a text as pairs of start and end; they may overlap and come in any order."""

    __slots__ = ("_reach", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        ends = (end for _, end in ordered)
        self._reach = list(accumulate(ends, max))
        """How far the spans up to each one reach."""

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._starts)

    def hold(self, offset: int) -> bool:
        """Whether the character at `offset` is in one of them."""
        last = bisect_right(self._starts, offset) - 1
        return last >= 0 and self._reach[last] > offset

    def cover(self, start: int, end: int) -> bool:
        """Whether one of them holds all of `start:end`."""
        last = bisect_right(self._starts, start) - 1
        return last >= 0 and self._reach[last] >= end

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with `start:end`, or lies around that place."""
        last = bisect_left(self._starts, max(end, start + 1)) - 1
        return last >= 0 and self._reach[last] > start
