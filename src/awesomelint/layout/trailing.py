"""White space at line ends, and runs of blank lines inside a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.layout.lines import holds_any, protected
from awesomelint.layout.votes import most
from awesomelint.model import Edit
from awesomelint.text.patterns import regex
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node

_BLANKS = regex(r"\n[ \t]+\n")
_UNTIDY = (" \n", "\t\n", "\n\n\n")


def sample(blocks: Sequence[Node], lines: Lines) -> bool:
    """Whether most blank lines inside blocks hold blanks; then they are kept.

    Editors that indent them make such lines.
    """
    if not _BLANKS.search(lines.text):
        return False
    return (
        most(
            lines.start(line) != lines.end(line)
            for block in blocks
            for inside in [Spans(protected(block, lines))]
            for line in range(lines.first(block) + 1, lines.last(block))
            if lines.blank(line)
            and not lines.blank(line - 1)
            and not inside.meet(lines.start(line), lines.end(line) + 1)
        )
        or False
    )


def edits(block: Node, lines: Lines, *, indented: bool) -> Iterator[Edit]:
    """Take away what no reader sees: blanks at line ends but hard breaks, and second blank lines.

    Where blank lines are `indented`, their blanks are kept.
    """
    first, last = lines.first(block), lines.last(block)
    if _tidy(lines.text, lines.start(first), lines.end(last)):
        return
    inside = Spans(protected(block, lines))
    run: int | None = None
    for line in range(first, last + 1):
        start, end = lines.start(line), lines.end(line)
        blank = lines.blank(line) and line > first and not inside.meet(start, end + 1)
        if blank and lines.blank(line - 1):
            run = line if run is None else run
            continue
        if run is not None:
            yield Edit(lines.start(run), start, "")
            run = None
        if not (blank and indented):
            yield from _line(lines, start, end, inside)


def _tidy(text: str, start: int, end: int) -> bool:
    """Whether no line of `text[start:end]` ends in blanks, and no two of them are blank."""
    return text[end - 1] not in " \t" and not holds_any(text, _UNTIDY, start, end + 1)


def _line(lines: Lines, start: int, end: int, inside: Spans) -> Iterator[Edit]:
    line = lines.text[start:end]
    kept = line.rstrip(" \t")
    kept_end = start + len(kept)
    if kept_end == end or inside.meet(kept_end, end):
        return
    if kept.endswith("\\"):
        return  # the backslash would make a hard break
    yield Edit(kept_end, end, "")
