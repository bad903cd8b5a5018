"""A cell of a table, whose column tells what stands in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation.line import Fields
from awesomelint.curation.vocabulary import column_of
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import ListLink
    from awesomelint.curation.reader import Reader
    from awesomelint.curation.shown import Shown
    from awesomelint.curation.vocabulary import Column
    from awesomelint.syntax import nodes

_NOTHING = regex(
    r"\W*+|[\s*_]{0,9}(?:n/?a|none|tbd|tba|null|unknown|无|暂无|なし|없음)[\s*_]{0,9}",
    re.IGNORECASE,
)


class Cell:
    """One cell: its place, its links, what its header says; the rest is read when asked for.

    `inlines` are the nodes in it; None for a cell in raw HTML.
    """

    __slots__ = (
        "_fields",
        "_inlines",
        "_reader",
        "_shown",
        "_words",
        "column",
        "end",
        "header",
        "links",
        "start",
    )

    def __init__(
        self,
        reader: Reader,
        place: tuple[int, int],
        header: str,
        inlines: Sequence[nodes.Node] | None = None,
    ) -> None:
        self.start, self.end = place
        self.header = header
        self.column: Column = column_of(header) if header else "other"
        self.links: Sequence[ListLink] = reader.inside(*place)
        self._reader = reader
        self._inlines = inlines
        self._shown: Shown | None = None
        self._fields: Fields | None = None
        self._words: str | None = None

    @property
    def shown(self) -> Shown:
        """What it shows."""
        if self._shown is None:
            if self._inlines is None:
                self._shown = self._reader.shown_html(self.start, self.end)
            else:
                self._shown = self._reader.shown(self._inlines)
        return self._shown

    @property
    def fields(self) -> Fields:
        """What it says as a line."""
        if self._fields is None:
            self._fields = self._read()
        return self._fields

    def _read(self) -> Fields:
        if self._inlines is None:
            return self._reader.line_html(self.start, self.end, self.shown)
        if not self._inlines:
            return Fields()
        plain = self._reader.plain(self._inlines, self.links)
        return plain or self._reader.whole(self._inlines, self.shown)

    @property
    def words(self) -> str:
        """Its text, "" for a dash and the like."""
        if self._words is None:
            text = " ".join(self.shown.text.split())
            self._words = "" if _NOTHING.fullmatch(text) else text
        return self._words
