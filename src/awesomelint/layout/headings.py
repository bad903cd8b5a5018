"""Headings: their form, the space after the marker, closing marks, indentation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from awesomelint.layout.votes import most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import Heading, Link, List

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node

Form = Literal["atx", "setext"]
Underline = Literal["width"] | int

_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_PLAIN_START = re.compile(r"[^\W\d_]|\[[^\^]|!\[|`[^`]|\*\*\S")


def sample(lines: Lines, blocks: Sequence[Node]) -> tuple[Form | None, Underline | None]:
    """The form of most headings that could have either, and how setext underlines are drawn."""
    both = [
        block
        for block in blocks
        if isinstance(block, Heading) and block.level <= 2 and _single(lines, block)
    ]
    forms: list[Form] = ["setext" if heading.setext else "atx" for heading in both]
    underlines: list[Underline] = []
    for heading in both:
        if heading.setext:
            drawn = heading.marker.end - heading.marker.start
            fitted = drawn == max(heading.content.end - heading.content.start, 3)
            underlines.append("width" if fitted else drawn)
    return most(forms), most(underlines)


def stray(before: Node | None, block: Node, after: Node | None, lines: Lines) -> bool:
    """Whether `block` is an entry among lists whose bullet was typed as `#`: indented, and it begins with a link."""
    if (
        not isinstance(block, Heading)
        or block.setext
        or not (isinstance(before, List) and isinstance(after, List))
    ):
        return False
    first = next(iter(block.children), None)
    return (
        lines.indentation(lines.first(block)) != "" and block.level == 1 and isinstance(first, Link)
    )


def _single(lines: Lines, heading: Heading) -> bool:
    return lines.number(heading.content.start) == lines.number(
        max(heading.content.end - 1, heading.content.start)
    )


def edits(
    heading: Heading, lines: Lines, form: Form | None, underline: Underline | None, gap: int
) -> Iterator[Edit]:
    """Edits of a heading of the document's top level, `gap` blank lines after the block before it."""
    if heading.setext:
        yield from _setext(heading, lines, form, underline)
    elif form == "setext" and _can_be_setext(heading, lines, gap):
        yield from _to_setext(heading, lines, underline)
    else:
        yield from _atx(heading, lines)


def _atx(heading: Heading, lines: Lines) -> Iterator[Edit]:
    line = lines.start(lines.number(heading.start))
    if line < heading.marker.start:
        yield Edit(line, heading.marker.start, "")
    text = lines.text
    content = text[heading.content.start : heading.content.end]
    end = lines.end(lines.number(heading.start))
    if not content.strip(" \t"):
        if heading.marker.end < end:
            yield Edit(heading.marker.end, end, "")
        return
    if text[heading.marker.end : heading.content.start] != " ":
        yield Edit(heading.marker.end, heading.content.start, " ")
    if heading.content.end < end and not _CLOSING.search(content) and not content.endswith("\\"):
        yield Edit(heading.content.end, end, "")


def _setext(
    heading: Heading, lines: Lines, form: Form | None, underline: Underline | None
) -> Iterator[Edit]:
    if not _single(lines, heading):
        return
    content = lines.text[heading.content.start : heading.content.end]
    line = lines.start(lines.number(heading.content.start))
    if form == "atx" and not _CLOSING.search(content) and not content.endswith("\\"):
        yield Edit(line, heading.content.start, "#" * heading.level + " ")
        yield Edit(heading.content.end, lines.end(lines.last(heading)), "")
        return
    if line < heading.content.start:
        yield Edit(line, heading.content.start, "")
    drawn = heading.marker.end - heading.marker.start
    length = _length(content, underline) if underline else drawn
    if length != drawn:
        yield Edit(heading.marker.start, heading.marker.end, "=-"[heading.level - 1] * length)


def _to_setext(heading: Heading, lines: Lines, underline: Underline | None) -> Iterator[Edit]:
    content = heading.content
    text = lines.text[content.start : content.end]
    line_start = lines.start(lines.number(heading.start))
    line_end = lines.end(lines.last(heading))
    yield Edit(line_start, content.start, "")
    mark = "=-"[heading.level - 1]
    drawn = mark * _length(text, underline)
    yield Edit(content.end, line_end, f"\n{drawn}")


def _length(content: str, underline: Underline | None) -> int:
    return underline if isinstance(underline, int) else max(len(content), 3)


def _can_be_setext(heading: Heading, lines: Lines, gap: int) -> bool:
    content = lines.text[heading.content.start : heading.content.end]
    plain = (
        _PLAIN_START.match(content) is not None
        and "|" not in content
        and not content.endswith("\\")
    )
    return heading.level <= 2 and gap > 0 and plain
