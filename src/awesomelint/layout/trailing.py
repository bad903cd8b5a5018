"""White space at line ends, and runs of blank lines inside a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.layout.lines import Inside, protected
from awesomelint.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node


def edits(block: Node, lines: Lines) -> Iterator[Edit]:
    """Take away what no reader sees: blanks at line ends but hard breaks, and second blank lines."""
    inside = Inside(protected(block, lines))
    first, last = lines.first(block), lines.last(block)
    run: int | None = None
    for line in range(first, last + 1):
        start, end = lines.start(line), lines.end(line)
        blank = lines.blank(line) and line > first and not inside(start, end + 1)
        if blank and lines.blank(line - 1):
            run = line if run is None else run
            continue
        if run is not None:
            yield Edit(lines.start(run), start, "")
            run = None
        yield from _line(lines, start, end, inside)


def _line(lines: Lines, start: int, end: int, inside: Inside) -> Iterator[Edit]:
    text = lines.text
    kept = start + len(text[start:end].rstrip(" \t"))
    if kept == end or inside(kept, end):
        return
    if kept > start and text[kept - 1] == "\\":
        return  # the backslash would make a hard break
    yield Edit(kept, end, "")
