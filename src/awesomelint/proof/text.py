"""The proof of `text`: the edit lies in text, and what it writes is plain text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from awesomelint.proof.change import holders, touched
from awesomelint.syntax import nodes
from awesomelint.text.lines import next_line
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.model import Span
    from awesomelint.proof.change import Change, PlacedEdit
    from awesomelint.proof.view import View

PIECES = (nodes.Text, nodes.Escape, nodes.Entity)
OPAQUE = (nodes.Code, nodes.Html, nodes.HtmlBlock, nodes.Fence, nodes.CodeBlock)
_INLINE = (
    nodes.Paragraph, nodes.Heading, nodes.Cell, nodes.Emphasis, nodes.Strong, nodes.Strikethrough,
    nodes.Link,
    nodes.Image,
)  # fmt: skip
_HARMLESS = regex(r"[^\\`*_\[\]<>&~|@/:.$!#\x00-\x1f\x7f-\x9f\u2028\u2029]*")


def rewrites_text(change: Change, place: PlacedEdit) -> bool:
    """Whether this edit replaces text by text.

    It is plain where text stands, and anything inside code, HTML or a title.
    """
    if any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in place.edit.text):
        return False
    if opaque_at(change.before, place.old):
        return opaque_at(change.after, place.new)
    return (
        in_text(change.before, place.old)
        and in_text(change.after, place.new)
        and plain_alone(place.edit.text)
    )


def opaque_at(view: View, span: Span) -> bool:
    """Whether `span` lies inside a node whose content is one value, or inside a title."""
    for node in holders(view.root, span):
        if isinstance(node, OPAQUE):
            first, last = _inside(view.text, node)
            if first <= span.start and span.end <= last:
                return True
        if isinstance(node, nodes.Link | nodes.Image | nodes.Definition) and node.title_span:
            title = node.title_span
            if title.start <= span.start and span.end <= title.end:
                return True
    return False


def _inside(text: str, node: nodes.Node) -> tuple[int, int]:
    """Where the content of code or HTML starts and ends."""
    if not isinstance(node, nodes.Fence):
        return node.start + 1, node.end - 1
    start = next_line(text, node.info.end)
    closing = node.closing
    end = closing.start if closing else node.end
    return start, end


def html_at(view: View, span: Span) -> bool:
    """Whether `span` lies in raw HTML."""
    return any(isinstance(node, nodes.Html | nodes.HtmlBlock) for node in holders(view.root, span))


def in_text(view: View, span: Span) -> bool:
    """Whether all characters of `span` but blanks are shown as text.

    An empty `span` need only stand beside text.
    """
    if span.start == span.end:
        return any(isinstance(node, _INLINE) for node in holders(view.root, span))
    covered = [
        (max(node.start, span.start), min(node.end, span.end))
        for node in _leaf_nodes(view.root, span)
        if isinstance(node, PIECES)
    ]
    done = span.start
    for start, end in [*covered, (span.end, span.end)]:
        if view.text[done:start].strip(" \t"):
            return False
        done = end
    return True


def _leaf_nodes(root: nodes.Node, span: Span) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    stack: list[nodes.Node] = [root]
    while stack:
        node = stack.pop()
        if node.children:
            stack.extend(reversed(touched(node, span)))
        else:
            found.append(node)
    return found


def plain_alone(text: str) -> bool:
    """Whether `text`, between two words, is nothing but text."""
    if _HARMLESS.fullmatch(text):
        return True
    from awesomelint.syntax import parse  # noqa: PLC0415 - most replacements are plainly harmless

    blocks = parse(f"x {text} x").children
    if len(blocks) != 1:
        return False
    block = blocks[0]
    if not isinstance(block, nodes.Paragraph):
        return False
    return all(isinstance(node, nodes.Text) for node in block.children)
