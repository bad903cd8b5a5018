"""Where lines start and end; only a newline ends a line, and it is no part of it."""

from __future__ import annotations

import re


def line_starts(text: str) -> list[int]:
    """The offsets at which lines start, the first of them 0."""
    return [0, *(newline.end() for newline in re.finditer("\n", text))]


def line_start(text: str, offset: int) -> int:
    """Where the line that holds `offset` starts."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Where the line that holds `offset` ends: at its newline, or at the end of the text."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def line_span(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the line that holds `offset`."""
    return line_start(text, offset), line_end(text, offset)


class Lines:
    """The lines of a text; a long one is not read again for each of its offsets that is asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = 0, -1

    def at(self, offset: int) -> tuple[int, int]:
        """Start and end of the line that holds `offset`."""
        if not self._last[0] <= offset <= self._last[1]:
            self._last = line_span(self._text, offset)
        return self._last


def next_line(text: str, offset: int) -> int:
    """Where the line after the one that holds `offset` starts.

    It is the end of the text if there is no such line.
    """
    return min(line_end(text, offset) + 1, len(text))


def whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines that `start:end` touches, with the newline behind them, else before them."""
    first = line_start(text, start)
    last = line_end(text, end)
    if last < len(text):
        return first, last + 1
    return max(first - 1, 0), last
