"""A cell of a table, whose column tells what stands in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.curation.vocabulary import column_of
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awesomelint.curation.document import ListLink
    from awesomelint.curation.line import Fields
    from awesomelint.curation.shown import Shown
    from awesomelint.curation.vocabulary import Column

_NOTHING = regex(
    r"\W*+|[\s*_]{0,9}(?:n/?a|none|tbd|tba|null|unknown|无|暂无|なし|없음)[\s*_]{0,9}",
    re.IGNORECASE,
)


class Cell:
    """One cell: its place, its links, what its header says; the rest is read when asked for."""

    __slots__ = (
        "_fields",
        "_read",
        "_shown",
        "_words",
        "column",
        "end",
        "header",
        "links",
        "start",
    )

    def __init__(self, start: int, end: int, header: str, reading: Reading) -> None:
        self.start = start
        self.end = end
        self.header = header
        self.column: Column = column_of(header) if header else "other"
        self.links = reading.links
        self._read = reading
        self._shown: Shown | None = None
        self._fields: Fields | None = None
        self._words: str | None = None

    @property
    def shown(self) -> Shown:
        """What it shows."""
        if self._shown is None:
            self._shown = self._read.shown()
        return self._shown

    @property
    def fields(self) -> Fields:
        """What it says as a line."""
        if self._fields is None:
            self._fields = self._read.line(lambda: self.shown)
        return self._fields

    @property
    def words(self) -> str:
        """Its text, "" for a dash and the like."""
        if self._words is None:
            text = " ".join(self.shown.text.split())
            self._words = "" if _NOTHING.fullmatch(text) else text
        return self._words


class Reading(NamedTuple):
    """The links in a cell, and how to read what it shows and says."""

    links: Sequence[ListLink]
    shown: Callable[[], Shown]
    line: Callable[[Callable[[], Shown]], Fields]
