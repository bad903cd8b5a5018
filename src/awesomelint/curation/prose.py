"""The running text of a document as one string, and the place of each character in the source."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, cast

from awesomelint.curation.formulas import formulas
from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.curation.document import Document

ATOM = "\ufdd0"
"""Stands for code, a formula, a URL or an image; a noncharacter, which no text holds."""
BLOCK_END = "\n\n"
"""Stands between two blocks; a single newline is a break inside of one."""

_BREAK = regex(r"<br\b", re.IGNORECASE)
_PICTURE = regex(r"<img\b", re.IGNORECASE)
_VERBATIM = regex(r"<(code|kbd|samp|tt|var|pre|script|style)\b", re.IGNORECASE)
_SCHEMES = ("http://", "https://", "www.", "mailto:")


class Prose:
    """What readers read in paragraphs, headings and cells, in order.

    `text` has no markup in it: emphasis marks and tags are left out, entities resolved, and what is
    no running text is an `ATOM`. Generator regions are left out.
    """

    __slots__ = ("_ends", "_source", "_sources", "_starts", "text")

    def __init__(self, pieces: Sequence[tuple[str, int, int]], source: str) -> None:
        self._source = source
        self._sources = array("q", (start for _, start, _ in pieces))
        self._ends = array("q", (end for _, _, end in pieces))
        parts = [shown for shown, _, _ in pieces]
        self.text = "".join(parts)
        self._starts = array("q", accumulate(map(len, parts[:-1]), initial=0))

    def span(self, start: int, end: int) -> Span:
        """The place in the source of `text[start:end]`, which is not empty, with markup inside."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        shift = start - self._starts[first] if self._verbatim(first) else 0
        stop = (
            self._sources[last] + end - self._starts[last]
            if self._verbatim(last)
            else self._ends[last]
        )
        return Span(self._sources[first] + shift, stop)

    def exact(self, start: int, end: int) -> Span | None:
        """As `span`, or None where the source is not the text letter by letter."""
        span = self.span(start, end)
        return span if self._source[span.start : span.end] == self.text[start:end] else None

    def _verbatim(self, index: int) -> bool:
        until = self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)
        return until - self._starts[index] == self._ends[index] - self._sources[index]


def prose(document: Document) -> Prose:
    """The running text of `document`, made once."""
    known = document.memo.get("prose")
    if known is None:
        known = document.memo["prose"] = _Reader(document).read()
    return cast("Prose", known)


class _Reader:
    """Goes through the blocks of text; `pieces` are shown text with start and end of its source."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.pieces: list[tuple[str, int, int]] = []
        self.verbatim = ""

    def read(self) -> Prose:
        blocks = [node for node in self._blocks() if not self._generated(node)]
        self.opaque = _disjoint(
            [
                *((span.start, span.end) for span in formulas(blocks, self.text)),
                *((one.start, one.end) for one in self.document.links if one.kind == "bare"),
            ]
        )
        self.opaque_starts = [start for start, _ in self.opaque]
        for block in blocks:
            self.verbatim = ""
            self._inlines(block.children)
            self.pieces.append((BLOCK_END, block.end, block.end))
        return Prose(self.pieces, self.text)

    def _blocks(self) -> Iterable[nodes.Node]:
        return self.document.mixed(nodes.Paragraph, nodes.Heading, nodes.Cell)

    def _generated(self, node: nodes.Node) -> bool:
        return any(span.start <= node.start < span.end for span in self.document.regions)

    def _inlines(self, inlines: Sequence[nodes.Node]) -> None:
        unread = list(reversed(inlines))
        while unread:
            node = unread.pop()
            if isinstance(node, nodes.Html):
                self._html(node)
            elif self.verbatim:
                continue
            elif isinstance(node, nodes.Text):
                self._words(node.start, node.end)
            else:
                unread += reversed(self._inline(node))

    def _inline(self, node: nodes.Node) -> Sequence[nodes.Node]:
        """Read a node; what is returned of its children is still to be read."""
        match node:
            case nodes.Escape() | nodes.Entity():
                self.pieces.append((node.value, node.start, node.end))
            case nodes.SoftBreak() | nodes.HardBreak():
                self.pieces.append(("\n", node.start, node.end))
            case nodes.Code() | nodes.Image():
                self._atom(node.start, node.end)
            case nodes.Link(form="bare"):
                self._words(node.start, node.end)
            case nodes.Link() if self._shows_url(node):
                self._atom(node.start, node.end)
            case nodes.FootnoteReference():
                pass
            case _:
                return node.children
        return ()

    def _shows_url(self, node: nodes.Link) -> bool:
        if node.form in {"autolink", "email"}:
            return True
        shown = self.text[node.content.start : node.content.end].strip()
        return shown.lower().startswith(_SCHEMES) and not any(map(str.isspace, shown))

    def _html(self, node: nodes.Html) -> None:
        tag = self.text[node.start : node.end]
        if self.verbatim:
            if tag.lower().startswith(f"</{self.verbatim}"):
                self.verbatim = ""
        elif _BREAK.match(tag):
            self.pieces.append(("\n", node.start, node.end))
        elif _PICTURE.match(tag):
            self._atom(node.start, node.end)
        elif opened := _VERBATIM.match(tag):
            self.verbatim = opened[1].lower()
            self._atom(node.start, node.end)

    def _words(self, start: int, end: int) -> None:
        """Text, with formulas and bare URLs in it as atoms."""
        at = max(bisect_right(self.opaque_starts, start) - 1, 0)
        while at < len(self.opaque) and self.opaque[at][0] < end:
            first, last = self.opaque[at]
            at += 1
            if last <= start:
                continue
            if first > start:
                self.pieces.append((self.text[start:first], start, first))
            self._atom(max(first, start), min(last, end))
            start = last
        if start < end:
            self.pieces.append((self.text[start:end], start, end))

    def _atom(self, start: int, end: int) -> None:
        self.pieces.append((ATOM, start, end))


def _disjoint(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`spans` in order, without those that begin inside of an earlier one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
