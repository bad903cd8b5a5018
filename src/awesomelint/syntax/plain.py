"""Inline content of only words and plain links, `[text](url)`, read without tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.syntax.inline import STOP
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re

    from awesomelint.syntax.segments import Segments

# No character of a rule in the text, neither escape, entity nor parenthesis in the address; an
# e-mail address outside of links is one
_LINK = regex(r"\[([^\n&*<>\[\\\]_`~!]+)\]\(([^\x00-\x20\x7f\\()<&]+)\)")


def plain_nodes(content: str, places: Segments) -> list[nodes.Node] | None:
    """The nodes of such a content; None for any other, which the inline parser reads."""
    if not places.single:
        return None
    shift = places.sources[0] - places.contents[0]
    made: list[nodes.Node] = []
    start = 0
    while stop := STOP.search(content, start):
        link = _LINK.match(content, stop.start())
        if link is None or content.find("@", start, stop.start()) >= 0:
            return None
        if stop.start() > start:
            made.append(nodes.Text(start + shift, stop.start() + shift))
        made.append(_link(link, shift))
        start = link.end()
    if content.find("@", start) >= 0:
        return None
    if start < len(content):
        made.append(nodes.Text(start + shift, len(content) + shift))
    return made


def _link(link: re.Match[str], shift: int) -> nodes.Link:
    text_start, text_end = link.span(1)
    start, end = link.span(2)
    inner: list[nodes.Node] = [nodes.Text(text_start + shift, text_end + shift)]
    return nodes.Link(
        link.start() + shift,
        link.end() + shift,
        "inline",
        Span(text_start + shift, text_end + shift),
        Span(start + shift, end + shift),
        link[2],
        children=inner,
    )
