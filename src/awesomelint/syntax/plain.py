"""Inline content of only words and plain links, `[text](url)`, read without tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.syntax import nodes
from awesomelint.syntax.inline import STOP
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re

# No character of a rule in the text, neither escape, entity nor parenthesis in the address; an
# e-mail address outside of links is one
_LINK = regex(r"\[([^\n&*<>\[\\\]_`~!]+)\]\(([^\x00-\x20\x7f\\()<&]+)\)")


def plain_nodes(src: str, start: int, end: int) -> tuple[nodes.Node, ...] | None:
    """The nodes of such a stretch of `src`; None for any other, which the inline parser reads."""
    made: list[nodes.Node] = []
    while stop := STOP.search(src, start, end):
        first = stop.start()
        link = _LINK.match(src, first, end)
        if link is None or src.find("@", start, first) >= 0:
            return None
        if first > start:
            made.append(nodes.Text(start, first))
        start = link.end()
        made.append(_link(link, first, start))
    if src.find("@", start, end) >= 0:
        return None
    if start < end:
        made.append(nodes.Text(start, end))
    return tuple(made)


def _link(link: re.Match[str], start: int, end: int) -> nodes.Link:
    text_start, text_end = link.span(1)
    url_start, url_end = link.span(2)
    text = nodes.Text(text_start, text_end)
    return nodes.Link(
        start,
        end,
        "inline",
        text_start,
        text_end,
        url_start,
        url_end,
        link[2],
        children=(text,),
    )
