"""Tags and comments in raw HTML, with exact places."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from awesomelint.curation.document import Document

_PART = regex(
    r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)"
    r"(?P<attributes>(?:\"[^\"<]{0,5000}+\"|'[^'<]{0,5000}+'|[^'\"<>])*+)>"
)
_ATTRIBUTE = regex(
    r"(?<![\w:.-])([A-Za-z_:][\w:.-]*+)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`][^\s\"'<>`]*))"
)
_BLOCKS = (nodes.Paragraph, nodes.Heading, nodes.Cell, nodes.HtmlBlock)


@dataclass(slots=True, eq=False, repr=False)
class Tag:
    """A tag or (with the name `!`) a comment, in the block that starts at `block`.

    `places` span the values of its attributes.
    """

    start: int
    end: int
    name: str
    closing: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    node: nodes.Node | None = None
    block: int = 0


def tags(walked: Iterable[nodes.Node], text: str) -> list[Tag]:
    """All tags and comments of the nodes, in order."""
    found: list[Tag] = []
    block = 0
    for node in walked:
        kind = type(node)
        if kind in _BLOCKS:
            block = node.start
        if kind is nodes.Html or kind is nodes.HtmlBlock:
            found += scan(text, node.start, node.end, node, block)
    return found


def tags_of(document: Document) -> list[Tag]:
    """All tags and comments of a document, in order."""
    walked = document.mixed(*_BLOCKS, nodes.Html)
    return tags(walked, document.text)


def scan(
    text: str, start: int, end: int, node: nodes.Node | None = None, block: int = 0
) -> Iterator[Tag]:
    """The tags and comments in `text[start:end]`."""
    at = start
    while match := _PART.search(text, at, end):
        if match["name"] is None:
            at = text.find("-->", match.end(), end)
            if at < 0:
                return
            at += 3
            yield Tag(match.start(), at, "!", node=node, block=block)
            continue
        at = match.end()
        tag = Tag(
            match.start(), at, match["name"].lower(), bool(match["close"]), node=node, block=block
        )
        for found in _ATTRIBUTE.finditer(text, *match.span("attributes")):
            index = next(i for i in (2, 3, 4) if found[i] is not None)
            name = found[1].lower()
            tag.attributes.setdefault(name, unescape(found[index]))
            tag.places.setdefault(name, Span(*found.span(index)))
        yield tag
