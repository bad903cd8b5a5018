"""Bullets that hold nothing but tags: an entry was planned, or lost."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from awesomelint.model import Edit, Finding, Fix
from awesomelint.syntax import nodes
from awesomelint.text.lines import line_start, whole_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

JOINERS = frozenset("+/&|·\u200d\ufe0e\ufe0f\u20e3")
SYMBOLS = frozenset({"So", "Sk", "Mn", "Cf", "Zs", "Cs"})


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each item without words, link, image, anchor, task box or subitems."""
    if document.root.too_deep:
        return  # what lies too deep was not parsed, and looks empty
    for node in document.each(nodes.List):
        for index, item in enumerate(node.children):
            if isinstance(item, nodes.Item) and is_empty(item, document.text):
                yield Finding(
                    item.start,
                    item.end,
                    _message(item, document.text),
                    fixes=_fixes(document.text, node, index),
                )


def is_empty(item: nodes.Item, text: str) -> bool:
    """Whether `item` has nothing but tags: emoji, and code spans that hold emoji."""
    if item.box is not None or len(item.children) > 1:
        return False
    if not item.children:
        return True
    block = item.children[0]
    return isinstance(block, nodes.Paragraph) and all(
        _is_tag(node, text) for node in block.children
    )


def _is_tag(node: nodes.Node, text: str) -> bool:
    match node:
        case nodes.Text():
            return _wordless(text[node.start : node.end])
        case nodes.Code():
            return _wordless(node.value)
        case nodes.SoftBreak() | nodes.HardBreak():
            return True
        case nodes.Html():
            return text.startswith("<!--", node.start)
        case nodes.Strong() | nodes.Emphasis():
            return all(_is_tag(child, text) for child in node.children)
        case _:
            return False


def _wordless(text: str) -> bool:
    return all(c in JOINERS or unicodedata.category(c) in SYMBOLS for c in text)


def _message(item: nodes.Item, text: str) -> str:
    tags = text[item.marker.end : item.end].strip()
    return (
        f"the bullet contains only {tags}; write the entry or delete the bullet"
        if tags
        else "the bullet is empty; delete it"
    )


def _fixes(text: str, parent: nodes.List, index: int) -> tuple[Fix, ...]:
    """The fix that deletes the lines of an item.

    There is none for the only item of a list, nor for one with a comment that says something.
    """
    item = parent.children[index]
    has_comment = any(isinstance(node, nodes.Html) for node in item.walk())
    if has_comment or len(parent.children) == 1:
        return ()
    start, end = whole_lines(text, item.start, item.end)
    marker = text[line_start(text, item.start) : item.start]
    if marker.strip(" \t>\n"):
        return ()  # it shares its line with another item's marker
    edit = Edit(start, end, "")
    return (Fix((edit,), "unsafe", ("entries",), "Delete the bullet"),)
