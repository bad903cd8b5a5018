"""The three views of one text that proofs compare, each made when first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.proof.html import folded, render
from awesomelint.proof.residue import residue
from awesomelint.proof.stream import Stream, build
from awesomelint.syntax import nodes, parse, references

if TYPE_CHECKING:
    from awesomelint.syntax.parser import References


@dataclass(slots=True, eq=False, repr=False)
class View:
    """A text, its tree, and what a reader, a byte counter and a second parser see of it."""

    text: str
    _root: nodes.Root | None = field(default=None, repr=False)
    _references: References | None = field(default=None, repr=False)
    _stream: Stream | None = field(default=None, repr=False)
    _residue: bytes | None = field(default=None, repr=False)
    _html: str | None = field(default=None, repr=False)
    _folded: str | None = field(default=None, repr=False)

    @property
    def root(self) -> nodes.Root:
        """The tree."""
        if self._root is None:
            self._root = parse(self.text)
        return self._root

    @property
    def references(self) -> References:
        """What labels stand for."""
        if self._references is None:
            self._references = references(self.root, self.text)
        return self._references

    @property
    def stream(self) -> Stream:
        """Events and leaves."""
        if self._stream is None:
            self._stream = build(self.text, self.root.children)
        return self._stream

    @property
    def residue(self) -> bytes:
        """The source without white space, markers and the numbers of items."""
        if self._residue is None:
            self._residue = residue(self.text, self.stream.numbers)
        return self._residue

    @property
    def body(self) -> int:
        """Where the text after the front matter starts."""
        if not self.text.startswith("---"):
            return 0
        blocks = self.root.children
        if blocks and isinstance(blocks[0], nodes.FrontMatter):
            return blocks[0].end
        return 0

    @property
    def html(self) -> str:
        """The second parser's HTML, raw."""
        if self._html is None:
            self._html = render(self.text[self.body :])
        return self._html

    @property
    def folded(self) -> str:
        """The second parser's HTML, white space collapsed."""
        if self._folded is None:
            self._folded = folded(self.html)
        return self._folded

    def blocks(self, start: int, end: int) -> Span:
        """The stretch of the top-level blocks that touch `start:end`.

        It is the block before `start` if none does.
        """
        blocks = self.root.children
        if not blocks:
            return Span(0, len(self.text))
        first = bisect_left(blocks, start, key=_end)
        first = min(first, len(blocks) - 1)
        last = bisect_right(blocks, end, key=_start) - 1
        last = max(last, 0)
        low, high = min(first, last), max(first, last)
        return Span(blocks[low].start, blocks[high].end)


def _start(node: nodes.Node) -> int:
    return node.start


def _end(node: nodes.Node) -> int:
    return node.end


def view(text: str, root: nodes.Root | None = None) -> View:
    """The views of `text`, whose parse is `root`; keep it for the next comparison."""
    return View(text, root)
