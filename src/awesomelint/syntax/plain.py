"""Inline content of words and the commonest markup, read without tokens.

That is links, images, linked images, code between single backticks, tags without attributes and
`**strong**` that is not nested. Whatever might mean something else is left to the inline parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.syntax import nodes
from awesomelint.syntax.state import EDGE, character_kind, flanking
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

# Literals first in each branch, as in `inline.STOP`. An ampersand that begins no entity is text, as
# is an underscore between letters or digits
_STOP = regex(
    r"\n|!(?=\[)|&(?=#?[A-Za-z0-9]{1,31};)|\*|:(?=//)|<|\[|\\|\]|`|~|www\."
    r"|_(?![A-Za-z0-9])|_(?<![A-Za-z0-9]_)"
)
_NO_ENTITY = r"&(?!#?[A-Za-z0-9]{1,31};)"
_WORDS = rf"((?:[^\n&*<>\[\\\]_`~]++|{_NO_ENTITY}|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))++)"
_URL = rf"((?:[^\x00-\x20\x7f\\()<&]++|{_NO_ENTITY})++)"
_LINK = regex(rf"\[{_WORDS}\]\({_URL}\)")
_IMAGE = regex(rf"!\[{_WORDS}\]\({_URL}\)")
_LINKED_IMAGE = regex(rf"\[(!\[{_WORDS}\]\({_URL}\))\]\({_URL}\)")
# Code that begins or ends with a space may lose it
_CODE = regex(r"`(?! )([^`\n]+)(?<! )`(?!`)")
# A tag `a` is none of these: what is in it is not linked once more
_TAG = regex(
    r"<(?:[B-Zb-z]|[Aa][A-Za-z0-9])[A-Za-z0-9]* ?/?>|</(?:[B-Zb-z]|[Aa][A-Za-z0-9])[A-Za-z0-9]* ?>"
)
_STRONG = regex(r"\*\*(?!\*)")


def plain_nodes(src: str, start: int, end: int) -> tuple[nodes.Node, ...] | None:
    """The nodes of such a stretch of `src`; None for any other, which the inline parser reads.

    An e-mail address outside of links is a link, which this does not read.
    """
    begin = start
    into: list[nodes.Node] = []
    outer: list[nodes.Node] = []
    strong: nodes.Strong | None = None
    while stop := _STOP.search(src, start, end):
        first = stop.start()
        if src.find("@", start, first) >= 0:
            return None
        if first > start:
            into.append(nodes.Text(start, first))
        if src[first] != "*":
            node = _node(src, first, end)
            if node is None:
                return None
            into.append(node)
            start = node.end
            continue
        if not _is_mark(src, first, begin, end, closing=strong is not None):
            return None
        start = first + 2
        if strong is None:
            strong = nodes.Strong(first, start)
            outer, into = into, []
        else:
            strong.children, strong.end = tuple(into), start
            into = [*outer, strong]
            strong = None
    if strong or src.find("@", start, end) >= 0:
        return None
    if start < end:
        into.append(nodes.Text(start, end))
    return tuple(into)


def _is_mark(src: str, start: int, begin: int, end: int, *, closing: bool) -> bool:
    """Whether the asterisks at `start` are two, and open or close strong emphasis."""
    if not _STRONG.match(src, start, end):
        return False
    before = character_kind(src[start - 1]) if start > begin else EDGE
    after = character_kind(src[start + 2]) if start + 2 < end else EDGE
    return flanking(before, after)[closing]


def _node(src: str, start: int, end: int) -> nodes.Node | None:
    for pattern, make in _READERS.get(src[start], ()):
        if match := pattern.match(src, start, end):
            return make(match)
    return None


def _link(link: re.Match[str]) -> nodes.Node:
    text_start, text_end = link.span(1)
    return nodes.Link(
        *link.span(),
        "inline",
        text_start,
        text_end,
        *link.span(2),
        link[2],
        children=(nodes.Text(text_start, text_end),),
    )


def _image(link: re.Match[str]) -> nodes.Node:
    text_start, text_end = link.span(1)
    return nodes.Image(
        *link.span(),
        "inline",
        text_start,
        text_end,
        *link.span(2),
        link[2],
        children=(nodes.Text(text_start, text_end),),
    )


def _linked_image(link: re.Match[str]) -> nodes.Node:
    image_start, image_end = link.span(1)
    text_start, text_end = link.span(2)
    image = nodes.Image(
        image_start,
        image_end,
        "inline",
        text_start,
        text_end,
        *link.span(3),
        link[3],
        children=(nodes.Text(text_start, text_end),),
    )
    return nodes.Link(
        *link.span(),
        "inline",
        image_start,
        image_end,
        *link.span(4),
        link[4],
        children=(image,),
    )


def _code(code: re.Match[str]) -> nodes.Node:
    return nodes.Code(*code.span(), code[1])


def _tag(tag: re.Match[str]) -> nodes.Node:
    return nodes.Html(*tag.span())


_READERS: dict[str, tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], nodes.Node]], ...]] = {
    "[": ((_LINK, _link), (_LINKED_IMAGE, _linked_image)),
    "!": ((_IMAGE, _image),),
    "`": ((_CODE, _code),),
    "<": ((_TAG, _tag),),
}
