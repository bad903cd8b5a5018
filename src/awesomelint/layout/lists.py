"""Lists: how far items are indented, and how wide the space after their markers is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from awesomelint.layout.lines import TAB, columns
from awesomelint.layout.votes import fitting, most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import (
    CodeBlock,
    Fence,
    FootnoteDefinition,
    HtmlBlock,
    Item,
    List,
    Paragraph,
    Quote,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node

Step = Literal["content", "tab"] | int
"""How far a nested list stands from its parent's marker: under the parent's text, a tab, or so many columns."""

Padding = Literal["tab"] | tuple[Literal["by", "to"], int]
"""What follows a marker: a tab, so many spaces, or spaces to a fixed distance from the marker's start."""

STEPS: tuple[Step, ...] = ("content", 2, 3, 4, 5, 6, 8, "tab")
PADDINGS: tuple[Padding, ...] = (
    ("by", 1), ("by", 2), ("by", 3), ("by", 4), ("to", 3), ("to", 4), ("to", 5), ("to", 6), "tab",
)  # fmt: skip


_EXACT = (Fence, CodeBlock, HtmlBlock)


class KeepError(Exception):
    """A list that is too odd to be moved; it stays as found."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: column of its marker, width of the marker, column of its content, and the blanks used."""

    indent: str
    at: int
    width: int
    padding: str
    content: int
    empty: bool


@dataclass(frozen=True, slots=True)
class Indents:
    """The list's own way to indent. None: as found."""

    base: int | None
    bullet_step: Step | None
    number_step: Step | None
    bullet_padding: Padding | None
    number_padding: Padding | None

    def step(self, parent: List) -> Step | None:
        """How lists under an item of `parent` are indented."""
        return self.number_step if parent.ordered else self.bullet_step

    def padding(self, of: List) -> Padding | None:
        """What follows the markers of `of`."""
        return self.number_padding if of.ordered else self.bullet_padding


def place(item: Item, lines: Lines) -> Place:
    """Where `item` stands now. Raise `KeepError` when its line begins with anything but blanks."""
    line = lines.start(lines.number(item.marker.start))
    indent = lines.text[line : item.marker.start]
    if indent.strip(" \t"):
        raise KeepError
    at = columns(indent)
    width = item.marker.end - item.marker.start
    end = lines.blanks(item.marker.end)
    padding = lines.text[item.marker.end : end]
    empty = end >= lines.end(lines.number(item.marker.start))
    content = at + width + 1 if empty else columns(padding, at + width)
    code = bool(item.children) and isinstance(item.children[0], CodeBlock) and not empty
    if code and lines.number(item.children[0].start) == lines.number(item.marker.start):
        raise KeepError
    return Place(indent, at, width, padding, content, empty)


def sample(blocks: list[Node], lines: Lines) -> Indents:
    """What most items of the lists `blocks` do."""
    steps: dict[bool, list[tuple[Place, Place]]] = {False: [], True: []}
    paddings: dict[bool, list[Place]] = {False: [], True: []}
    bases: list[int] = []
    for block in blocks:
        if isinstance(block, List):
            try:
                _look(block, None, lines, steps, paddings, bases)
            except KeepError:
                continue
    return Indents(
        most(bases),
        fitting(steps[False], STEPS, _stepped),
        fitting(steps[True], STEPS, _stepped),
        fitting(paddings[False], PADDINGS, _padded),
        fitting(paddings[True], PADDINGS, _padded),
    )


def _look(
    of: List,
    parent: tuple[List, Place] | None,
    lines: Lines,
    steps: dict[bool, list[tuple[Place, Place]]],
    paddings: dict[bool, list[Place]],
    bases: list[int],
) -> None:
    for item in of.children:
        if not isinstance(item, Item):
            continue
        here = place(item, lines)
        if parent:
            steps[parent[0].ordered].append((parent[1], here))
        else:
            bases.append(here.at)
        if not here.empty:
            paddings[of.ordered].append(here)
        for child in item.children:
            if isinstance(child, List):
                _look(child, (of, here), lines, steps, paddings, bases)


def _stepped(step: Step, pair: tuple[Place, Place]) -> bool:
    parent, here = pair
    match step:
        case "tab":
            return here.indent == parent.indent + "\t" or ("\t" in here.indent and not here.indent.strip("\t"))
        case "content":
            return "\t" not in here.indent and here.at == parent.content
        case _:
            return "\t" not in here.indent and here.at == parent.at + step


def _padded(padding: Padding, here: Place) -> bool:
    match padding:
        case "tab":
            return here.padding == "\t"
        case ("by", count):
            return here.padding == " " * count
        case (_, count):
            return here.content - here.at == count and "\t" not in here.padding


def edits(block: List, lines: Lines, style: Indents) -> Iterator[Edit]:
    """Move the items of a list of the document's top level to where the rest of the list has them."""
    try:
        moved = list(_Mover(lines, style).walk(block, None))
    except KeepError:
        return
    yield from moved


class _Mover:
    """Walks a list with the old and the new place of every item."""

    def __init__(self, lines: Lines, style: Indents) -> None:
        self.lines = lines
        self.style = style

    def walk(self, of: List, parent: tuple[List, Place, Place] | None) -> Iterator[Edit]:
        """Edits of a list and what is in it; `parent` is the list around it and the old and new place of its item."""
        for item in of.children:
            if not isinstance(item, Item):
                raise KeepError
            old = place(item, self.lines)
            new = self._placed(of, old, parent)
            yield from self._marker(item, old, new)
            for child in item.children:
                if isinstance(child, List):
                    yield from self.walk(child, (of, old, new))
                else:
                    yield from self._shift(child, item, old, new)

    def _placed(self, of: List, old: Place, parent: tuple[List, Place, Place] | None) -> Place:
        indent = self._indent(old, parent)
        at = columns(indent)
        padding = self._padding(self.style.padding(of), old)
        content = at + old.width + 1 if old.empty else columns(padding, at + old.width)
        return Place(indent, at, old.width, padding, content, old.empty)

    def _indent(self, old: Place, parent: tuple[List, Place, Place] | None) -> str:
        if parent is None:
            base = self.style.base
            return old.indent if base is None or base > 3 else " " * base
        of, before, now = parent
        step = self.style.step(of)
        match step:
            case None:
                at = now.at + old.at - before.at
            case "content":
                at = now.content
            case "tab":
                at = now.at + TAB - now.at % TAB
            case _:
                at = now.at + step
        if not now.content <= at < now.content + TAB:
            at = now.content
        if step is None and at == old.at:
            return old.indent
        return "\t" * (at // TAB) + " " * (at % TAB) if step == "tab" else " " * at

    @staticmethod
    def _padding(style: Padding | None, old: Place) -> str:
        match style:
            case None:
                return old.padding
            case "tab":
                return "\t"
            case ("by", count):
                return " " * count
            case (_, count):
                return " " * max(count - old.width, 1)

    def _marker(self, item: Item, old: Place, new: Place) -> Iterator[Edit]:
        if old.indent != new.indent:
            yield Edit(item.marker.start - len(old.indent), item.marker.start, new.indent)
        if not old.empty and old.padding != new.padding:
            yield Edit(item.marker.end, item.marker.end + len(old.padding), new.padding)

    def _shift(self, child: Node, item: Item, old: Place, new: Place) -> Iterator[Edit]:
        """Move a block that is no list with the content of its item."""
        by = new.content - old.content
        if not by:
            return
        if isinstance(child, (Quote, FootnoteDefinition)) and any(isinstance(node, _EXACT) for node in child.walk()):
            raise KeepError
        first = self.lines.first(child)
        marker_line = self.lines.number(item.marker.start)
        for line in range(first, self.lines.last(child) + 1):
            if line == marker_line or self.lines.blank(line):
                continue
            blanks = self.lines.indentation(line)
            at = columns(blanks)
            if at < old.content:
                self._lazy(child, line)
                continue
            if "\t" in blanks and not isinstance(child, Paragraph):
                raise KeepError
            start = self.lines.start(line)
            yield Edit(start, start + len(blanks), " " * (at + by))

    def _lazy(self, child: Node, line: int) -> None:
        """Leave a line alone that belongs to its paragraph by position only; it must not look like anything else."""
        start = self.lines.blanks(self.lines.start(line))
        if not isinstance(child, Paragraph) or self.lines.text[start : start + 1] == "<":
            raise KeepError
