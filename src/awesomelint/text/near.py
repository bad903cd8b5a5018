"""The name that was meant by one that is not there."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE = 0.8
LONGEST = 100  # letters of a name that is compared with others


def near_name(name: str, names: Iterable[str]) -> str:
    """The one of `names` that the file name `name` probably means, else "".

    The two may differ in case, in the suffix, or by a slip of the pen.
    """
    known = sorted(names)
    folded = name.casefold()
    if same := [other for other in known if other.casefold() == folded]:
        return same[0]
    stem = _stem(folded)
    if len(stems := [other for other in known if _stem(other.casefold()) == stem]) == 1:
        return stems[0]
    if len(name) > LONGEST:
        return ""
    suffix = folded.removeprefix(stem)
    alike = {other.casefold(): other for other in known if other.casefold().endswith(suffix)}
    close = get_close_matches(folded, list(alike), n=1, cutoff=ALIKE)
    return alike[close[0]] if close else ""


def _stem(name: str) -> str:
    """`name` without its suffix; a name that begins with its only point has none."""
    stem, point, _ = name.rpartition(".")
    return stem if point and stem else name
