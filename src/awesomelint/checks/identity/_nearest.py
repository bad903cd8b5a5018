"""The closest of the entries that share something: found without a search over all of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awesomelint.checks.identity._subjects import Subject
    from awesomelint.curation import Entry

Closeness = Literal["same-group", "same-section", "same-file"]
_ORDER: tuple[Closeness, ...] = ("same-group", "same-section", "same-file")
# Entries that share one thing and are looked at to find the closest of them.
COMPARED = 8


@dataclass(slots=True, eq=False, repr=False)
class Listed:
    """An entry, what it is about, and the topmost entry around it."""

    entry: Entry
    subject: Subject
    root: Entry

    @property
    def is_child(self) -> bool:
        """Whether it belongs to another entry."""
        return self.entry.parent is not None

    def related(self, other: Listed) -> bool:
        """Whether the two share a subtree: an entry does not repeat itself or its children."""
        return (
            self.root is other.root
            or _inside(self.entry, other.root)
            or _inside(other.entry, self.root)
        )


def _inside(inner: Entry, outer: Entry) -> bool:
    """Whether `inner` stands below the heading, or in the `<details>`, that is `outer`."""
    section = outer.section
    return (
        outer.shape in {"summary", "heading"}
        and section is not None
        and section.node is not None
        and section.start <= inner.start < section.end
    )


class Nearest:
    """Entries that share something: the first of all, of each group and of each section."""

    __slots__ = ("_by_place", "_first", "_last")

    def __init__(self) -> None:
        self._first: list[Listed] = []
        self._by_place: defaultdict[int, list[Listed]] | None = None  # once there are many
        self._last: Listed | None = None

    def add(self, listed: Listed) -> None:
        """Take up an entry, which stands behind all that are there."""
        if listed is self._last:
            return
        self._last = listed
        if len(self._first) < COMPARED:
            self._first.append(listed)
            return
        if self._by_place is None:
            self._by_place = defaultdict(list)
            for first in self._first:
                _place(self._by_place, first)
        _place(self._by_place, listed)

    def closest(
        self, listed: Listed, fits: Callable[[Listed], bool]
    ) -> tuple[Closeness, Listed] | None:
        """The closest entry that fits, by group, section and file, and how close it is."""
        entry = listed.entry
        for near in (self._in_group(entry), self._in_section(entry), self._first):
            for other in near:
                if fits(other):
                    return closeness(other.entry, entry), other
        return None

    def _in_group(self, entry: Entry) -> Sequence[Listed]:
        if self._by_place is not None:
            return self._by_place.get(id(entry.group), ())
        return [one for one in self._first if one.entry.group is entry.group]

    def _in_section(self, entry: Entry) -> Sequence[Listed]:
        if self._by_place is not None:
            return self._by_place.get(id(entry.section), ())
        return [one for one in self._first if one.entry.section is entry.section]


def _place(by_place: defaultdict[int, list[Listed]], listed: Listed) -> None:
    """Take an entry up among the first of its group and of its section."""
    for key in {id(listed.entry.group), id(listed.entry.section)}:
        if len(by_place[key]) < COMPARED:
            by_place[key].append(listed)


def closeness(one: Entry, other: Entry) -> Closeness:
    """Whether two entries share a group, only a section, or only the file."""
    if one.group is not None and one.group is other.group:
        return "same-group"
    return "same-section" if one.section is other.section else "same-file"


def closer(
    one: tuple[Closeness, Listed] | None, other: tuple[Closeness, Listed] | None
) -> tuple[Closeness, Listed] | None:
    """The closer of two; the first of them where they are equally close."""
    if one is None or other is None:
        return one or other
    return other if _ORDER.index(other[0]) < _ORDER.index(one[0]) else one
