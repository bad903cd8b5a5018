"""Places of a file in the units of a format: UTF-16 code units, or bytes of UTF-8."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.text.lines import line_starts

if TYPE_CHECKING:
    from collections.abc import Callable

    from awesomelint.source import Source

_STEP = 2048
"""After how many code points the units so far are noted, so that a long line is counted once."""


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


class Places:
    """Offsets of a `Source` as lines and columns of its file, where only LF ends a line.

    `units` counts the units of a text. The BOM counts as a part of the first line if `bom`.
    """

    def __init__(self, source: Source, units: Callable[[str], int], *, bom: bool) -> None:
        self._source = source
        self._text = source.original
        self._units = units
        self._skipped = units("\ufeff") if source.bom and not bom else 0
        self._lines = line_starts(self._text)
        self._noted = [0]
        for start in range(0, len(self._text), _STEP):
            self._noted.append(self._noted[-1] + units(self._text[start : start + _STEP]))

    def of(self, offset: int) -> Place:
        """The place of an offset of `Source.text`."""
        offset = self._source.original_offset(offset)
        line = bisect_right(self._lines, offset)
        line_start = self._lines[line - 1]
        column = self._before(offset) - self._before(line_start) + 1
        if line == 1:
            column -= self._skipped
        return Place(line, column)

    def _before(self, offset: int) -> int:
        """How many units stand before `offset`."""
        step = offset // _STEP
        return self._noted[step] + self._units(self._text[step * _STEP : offset])


def utf16_places(source: Source) -> Places:
    """Columns in UTF-16 code units, the BOM left out, as SARIF counts them."""
    return Places(source, utf16_units, bom=False)


def byte_places(source: Source) -> Places:
    """Columns in bytes of UTF-8, the BOM included, as reviewdog counts them."""
    return Places(source, utf8_bytes, bom=True)


def utf16_units(text: str) -> int:
    """How many UTF-16 code units `text` has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8_bytes(text: str) -> int:
    """How many bytes `text` has in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
