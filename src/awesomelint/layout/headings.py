"""Headings: their form, the space after the marker, closing marks, indentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from awesomelint.layout.votes import most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import Heading, Link, List
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node

Form = Literal["atx", "setext"]
Underline = Literal["width"] | int

_CLOSING = regex(r"(?:^|[ \t])#+$")
_PLAIN_START = regex(r"[^\W\d_]|\[[^\^]|!\[|`[^`]|\*\*\S")


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
    """Whether `block` is an entry among lists whose bullet was typed as `#`.

    It is indented, and begins with a link.
    """
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
    content = heading.content
    last_offset = max(content.end - 1, content.start)
    first = lines.number(content.start)
    return first == lines.number(last_offset)


def edits(
    heading: Heading, lines: Lines, form: Form | None, underline: Underline | None, gap: int
) -> Iterator[Edit]:
    """Edits of a heading of the document's top level; `gap` blank lines come before it."""
    if heading.setext:
        yield from _setext(heading, lines, form, underline)
    elif form == "setext" and _can_be_setext(heading, lines, gap):
        yield from _to_setext(heading, lines, underline)
    else:
        yield from _atx(heading, lines)


def _atx(heading: Heading, lines: Lines) -> Iterator[Edit]:
    text = lines.text
    marker, inner = heading.marker, heading.content
    number = lines.number(heading.start)
    start, end = lines.start(number), lines.end(number)
    if start < marker.start:
        yield Edit(start, marker.start, "")
    content = text[inner.start : inner.end]
    if not content.strip(" \t"):
        if marker.end < end:
            yield Edit(marker.end, end, "")
        return
    if text[marker.end : inner.start] != " ":
        yield Edit(marker.end, inner.start, " ")
    needs_end = _CLOSING.search(content) or content.endswith("\\")
    if inner.end < end and not needs_end:
        yield Edit(inner.end, end, "")


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
    first = lines.number(heading.start)
    last = lines.last(heading)
    yield Edit(lines.start(first), content.start, "")
    mark = "=-"[heading.level - 1]
    length = _length(text, underline)
    drawn = mark * length
    yield Edit(content.end, lines.end(last), f"\n{drawn}")


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
