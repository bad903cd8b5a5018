"""Emphasis: the mark that most of it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.layout.votes import most
from awesomelint.model import Edit
from awesomelint.syntax.math import MATH
from awesomelint.syntax.nodes import Emphasis, Heading, Paragraph, Strong, Table, Text, blocks
from awesomelint.text.lines import line_start
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.syntax.nodes import Node

_MARKS = frozenset("*_")


def sample(root: Node, text: str) -> tuple[str | None, str | None]:
    """The mark of most emphasis, and of most strong emphasis; marks in formulas have no say.

    None also where all have the same: then there is nothing to do.
    """
    marked = [node for node in root.walk() if isinstance(node, (Emphasis, Strong))]
    if len({(type(node), text[node.start]) for node in marked}) == len(set(map(type, marked))):
        return None, None
    in_formula = formulas(root, text)
    weak: list[str] = []
    strong: list[str] = []
    for node in marked:
        if not in_formula.meet(node.start, node.end):
            marks = strong if isinstance(node, Strong) else weak
            marks.append(text[node.start])
    return most(weak), most(strong)


def formulas(block: Node, text: str) -> Spans:
    """Where the formulas of `block` stand: marks in them are signs of the formula."""
    spans: list[tuple[int, int]] = []
    if text.find("$", block.start, block.end) < 0:
        return Spans(spans)
    for node in _contents(block):
        source = text[node.start : node.end]
        formulas_in = MATH.finditer(source) if "$" in source else ()
        for formula in formulas_in:
            start, end = formula.span()
            spans.append((node.start + start, node.start + end))
    return Spans(spans)


def _contents(root: Node) -> Iterator[Node]:
    """What holds inline content."""
    for block in blocks(root):
        if isinstance(block, Table):
            for row in block.children:
                yield from row.children
        elif isinstance(block, (Paragraph, Heading)):
            yield block


def edits(
    block: Node, text: str, weak: str | None, strong: str | None
) -> Iterator[tuple[Edit, Edit]]:
    """Give each emphasis in `block` the chosen marks, where nothing near could take them up."""
    if weak is None and strong is None:
        return
    literal: set[int] | None = None
    in_formula: Spans | None = None
    for node in block.walk():
        match node:
            case Emphasis():
                mark, width = weak, 1
            case Strong():
                mark, width = strong, 2
            case _:
                continue
        if mark and text[node.start] != mark and _lonely(node, text, width):
            literal = _literal(block, text) if literal is None else literal
            in_formula = formulas(block, text) if in_formula is None else in_formula
            lines = {line_start(text, node.start), line_start(text, node.end)}
            if not literal & lines and not in_formula.meet(node.start, node.end):
                opening = Edit(node.start, node.start + width, mark * width)
                yield opening, Edit(node.end - width, node.end, mark * width)


def _literal(block: Node, text: str) -> set[int]:
    """The starts of lines of `block` that have marks as plain text.

    New marks on these lines might pair with them.
    """
    parts = (part for part in block.walk() if isinstance(part, Text))
    return {
        line_start(text, part.start)
        for part in parts
        if not {"*", "_"}.isdisjoint(text[part.start : part.end])
    }


def _lonely(node: Node, text: str, width: int) -> bool:
    """Whether no mark or letter touches the marks of `node`, outside or inside."""
    before = text[max(node.start - 1, 0) : node.start]
    after = text[node.end : node.end + 1]
    first = text[node.start + width]
    last = text[node.end - width - 1]
    if first in _MARKS or last in _MARKS:
        return False
    return not any(char in _MARKS or char.isalnum() for char in before + after)
