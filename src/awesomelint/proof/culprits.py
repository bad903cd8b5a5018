"""The search for those of many fixes that fail alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Trial = tuple[bool, int]
"""Whether a group of fixes holds on its own, and how many characters were read to decide."""


def culprits(
    suspects: Sequence[int], trial: Callable[[Sequence[int]], Trial], room: int
) -> set[int]:
    """Those of `suspects` that fail alone: groups that fail are halved while there is room to read.

    Of a group that fails when there is no room left, all are culprits.
    """
    found: set[int] = set()
    middle = len(suspects) // 2
    groups = [suspects[:middle], suspects[middle:]]
    while groups:
        group = groups.pop(0)
        if not group:
            continue
        if room > 0:
            holds, size = trial(group)
            room -= size
            if holds:
                continue
        if len(group) == 1 or room <= 0:
            found.update(group)
        else:
            middle = len(group) // 2
            groups += [group[:middle], group[middle:]]
    return found
