"""Running text as its readers see it raw: what the parser made something of is masked."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, cast

from awesomelint.curation.formulas import formulas
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Span

# noncharacters of Unicode, which no text holds
OPAQUE, LINK, IMAGE, EMPHASIS = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd7"
_ESCAPED = {"[": "\ufdd3", "]": "\ufdd4", "(": "\ufdd5", ")": "\ufdd6"}
_OPENING = {**dict.fromkeys("[［【\ufdd3", "]"), **dict.fromkeys("(（\ufdd5", ")")}
_CLOSING = {**dict.fromkeys("]］】\ufdd4", "]"), **dict.fromkeys(")）\ufdd6", ")")}
_BLOCKS = (nodes.Paragraph, nodes.Heading, nodes.Cell)
_EMPHASIS = (nodes.Emphasis, nodes.Strong, nodes.Strikethrough)
_MASKED = (nodes.Code, nodes.Html, nodes.Entity, nodes.FootnoteReference)


class RawBlock:
    """The text of a paragraph, heading or cell, of the same length as its source.

    Code, HTML, formulas, entities and footnotes are `OPAQUE`, links with brackets `LINK`, images
    `IMAGE`, the delimiters of emphasis `EMPHASIS`, each as long as it is. Escaped characters are
    `OPAQUE` or stand for a bracket that only `partners` takes for one.
    """

    __slots__ = ("_partners", "block", "shown", "start")

    def __init__(self, block: nodes.Node, start: int, shown: str) -> None:
        self.block = block
        self.start = start
        self.shown = shown
        self._partners: dict[int, int] | None = None

    @property
    def partners(self) -> dict[int, int]:
        """The partners of the brackets in `shown`, by offset, both ways.

        Full-width brackets pair with ASCII ones, square ones never with round ones.
        """
        if self._partners is None:
            self._partners = self._paired()
        return self._partners

    def _paired(self) -> dict[int, int]:
        pairs: dict[int, int] = {}
        opened: dict[str, list[int]] = {"]": [], ")": []}
        for at, char in enumerate(self.shown):
            if kind := _OPENING.get(char):
                opened[kind].append(at)
            elif (kind := _CLOSING.get(char)) and opened[kind]:
                first = opened[kind].pop()
                pairs[first], pairs[at] = at, first
        return pairs

    def line_start(self, at: int, least: int = 0) -> int:
        """Where the line of the place `at` of `shown` begins, or `least` if that is nearer."""
        return max(self.shown.rfind("\n", max(least, 0), at) + 1, least, 0)


def raw_blocks(document: Document) -> tuple[RawBlock, ...]:
    """All running text of `document`, in order; read once and kept with it."""
    found = document.memo.get("raw blocks")
    if found is None:
        found = document.memo["raw blocks"] = tuple(_read(document))
    return cast("tuple[RawBlock, ...]", found)


def _read(document: Document) -> Iterator[RawBlock]:
    text = document.text
    spans: list[Span] = []
    if "$" in text:
        spans += formulas(document.mixed(*_BLOCKS, nodes.Html, nodes.Code), text)
    for node in document.mixed(*_BLOCKS):
        if node.start < node.end:
            yield RawBlock(node, node.start, _masked(text, node, spans))


def _masked(text: str, block: nodes.Node, spans: Sequence[Span]) -> str:
    parts: list[str] = []
    done = block.start
    first = bisect_left(spans, block.start, key=lambda span: span.start)
    last = bisect_left(spans, block.end, lo=first, key=lambda span: span.start)
    set_as_math = [
        (one.start, one.end, OPAQUE * (one.end - one.start)) for one in spans[first:last]
    ]
    for start, end, mask in sorted([*_masks(block), *set_as_math]):
        if done <= start and end <= block.end:
            parts += (text[done:start], mask)
            done = end
    return "".join(parts) + text[done : block.end]


def _masks(block: nodes.Node) -> Iterator[tuple[int, int, str]]:
    """What to put in place of which stretch."""
    stack = list(reversed(block.children))
    while stack:
        node = stack.pop()
        length = node.end - node.start
        if isinstance(node, nodes.Escape):
            yield node.start, node.end, OPAQUE + _ESCAPED.get(node.value, OPAQUE)
        elif isinstance(node, _MASKED):
            yield node.start, node.end, OPAQUE * length
        elif isinstance(node, nodes.Image):
            yield node.start, node.end, IMAGE * length
        elif isinstance(node, nodes.Link):
            if node.form not in {"bare", "email"}:
                yield node.start, node.end, LINK * length
        else:
            stack.extend(reversed(node.children))
            if isinstance(node, _EMPHASIS) and node.children:
                for start, end in (
                    (node.start, node.children[0].start),
                    (node.children[-1].end, node.end),
                ):
                    yield start, end, EMPHASIS * (end - start)
