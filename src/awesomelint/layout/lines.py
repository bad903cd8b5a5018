"""The lines of a text, their columns, and which stretches of them are nobody's to lay out."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from awesomelint.syntax.nodes import (
    Cell,
    Code,
    CodeBlock,
    Definition,
    Fence,
    FrontMatter,
    HardBreak,
    Html,
    HtmlBlock,
    Image,
    Link,
    Row,
)
from awesomelint.text.lines import line_starts
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.syntax.nodes import Node

TAB = 4
_TO_THE_END = (
    ("<!--", "-->"), ("<?", "?>"), ("<!", ">"), ("<![cdata[", "]]>"),
    ("<script", "</"), ("<pre", "</"), ("<style", "</"), ("<textarea", "</"),
)  # fmt: skip
"""HTML that no blank line ends, and what does; https://spec.commonmark.org/0.31.2/#html-blocks."""

BLANKS = regex(r"[ \t]*")


def columns(blanks: str, at: int = 0) -> int:
    """The column after `blanks`, which start at column `at`; tab stops are four apart."""
    for blank in blanks:
        at += TAB - at % TAB if blank == "\t" else 1
    return at


def holds_any(text: str, pieces: Iterable[str], start: int, end: int) -> bool:
    """Whether one of `pieces` stands in `text[start:end]`."""
    return any(text.find(piece, start, end) >= 0 for piece in pieces)


class Lines:
    """A text by lines, numbered from 0."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        starts = line_starts(text)
        ends_in_newline = starts[-1] == len(text)
        if ends_in_newline and len(starts) > 1:
            starts.pop()
        self.text = text
        self.starts = starts

    def number(self, offset: int) -> int:
        """The line that holds `offset`."""
        return bisect_right(self.starts, offset) - 1

    def start(self, line: int) -> int:
        """Where `line` starts; the end of the text for the line after the last."""
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def end(self, line: int) -> int:
        """Where `line` ends, before its newline."""
        end = self.start(line + 1)
        return end - 1 if end > self.start(line) and self.text[end - 1] == "\n" else end

    def blank(self, line: int) -> bool:
        """Whether `line` holds nothing but spaces and tabs."""
        return not self.text[self.start(line) : self.end(line)].strip(" \t")

    def blanks(self, offset: int) -> int:
        """Where the spaces and tabs that start at `offset` end."""
        found = BLANKS.match(self.text, offset)
        return found.end() if found else offset

    def indentation(self, line: int) -> str:
        """The spaces and tabs that `line` begins with."""
        start = self.start(line)
        return self.text[start : self.blanks(start)]

    def first(self, node: Node) -> int:
        """The line that `node` starts on."""
        return self.number(node.start)

    def last(self, node: Node) -> int:
        """The line that `node` ends on; blank lines after it are not its own."""
        start, end = node.start, node.end
        text = self.text
        while end > start and text[end - 1] in " \t\n":
            end -= 1
        last = max(end - 1, start)
        return self.number(last)


def closed(node: Node, text: str) -> bool:
    """Whether blank lines at the end of the text are not part of `node`, the last block."""
    while node.children and not isinstance(node, (Fence, CodeBlock, HtmlBlock)):
        node = node.children[-1]
    if isinstance(node, Fence):
        return node.closing is not None
    if isinstance(node, HtmlBlock):
        raw = text[node.start : node.end].lower()
        ends = [end for begin, end in _TO_THE_END if raw.startswith(begin)]
        return all(end in raw for end in ends)
    return True


def protected(block: Node, lines: Lines) -> list[tuple[int, int]]:
    """The stretches of `block`, in order, whose white space matters.

    They are code, HTML, titles and surplus cells.
    """
    spans: list[tuple[int, int]] = []
    for node in block.walk():
        match node:
            case Fence():
                close = (
                    lines.start(lines.number(node.closing.start))
                    if node.closing
                    else lines.end(lines.number(node.end)) + 1
                )
                spans.append((lines.end(lines.number(node.start)), close))
            case CodeBlock() | HtmlBlock() | FrontMatter():
                spans.append(
                    (
                        lines.start(lines.number(node.start)),
                        max(node.end, lines.end(lines.last(node))),
                    )
                )
            case Code() | Html() | HardBreak() | Definition():
                spans.append((node.start, node.end))
            case Link() | Image():
                spans.append((node.content.end, node.end))
            case Row() if any(isinstance(cell, Cell) and cell.surplus for cell in node.children):
                spans.append((node.start, lines.end(lines.number(node.start))))
            case _:
                pass
    return sorted(spans)
