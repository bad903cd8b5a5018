"""Lists: how far items are indented, and how wide the space after their markers is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from awesomelint.errors import AwesomelintError
from awesomelint.layout.lines import TAB, columns
from awesomelint.layout.votes import fitting, most
from awesomelint.model import Edit
from awesomelint.syntax.nodes import (
    CodeBlock,
    Fence,
    FootnoteDefinition,
    Heading,
    HtmlBlock,
    Item,
    List,
    Paragraph,
    Quote,
    ThematicBreak,
)
from awesomelint.syntax.nodes import blocks as blocks_of
from awesomelint.text.lines import line_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awesomelint.layout.lines import Lines
    from awesomelint.syntax.nodes import Node

Step = Literal["content", "tab"] | int
"""How far a nested list stands from its parent's marker.

It is under the parent's text, a tab away, or so many columns.
"""

Padding = Literal["tab"] | tuple[Literal["by", "to"], int]
"""What follows a marker: a tab, a number of spaces, or spaces up to a fixed column."""

STEPS: tuple[Step, ...] = ("content", 2, 3, 4, 5, 6, 8, "tab")
PADDINGS: tuple[Padding, ...] = (("by", 1), ("by", 2), ("by", 3), ("by", 4), "tab")
ALIGNED: tuple[Padding, ...] = (("to", 3), ("to", 4), ("to", 5), ("to", 6))

SURE = 0.95
"""Texts aligned behind markers of different widths are meant when so many are."""

FEW = 12
"""Fewer items of a kind than this are too few to differ from the other kind on purpose."""

_EXACT = (Fence, CodeBlock, HtmlBlock)


class KeepError(AwesomelintError):
    """A list that is too odd to be moved; it stays as found."""


class ItemPlace(NamedTuple):
    """Where an item stands: columns of its marker and content, marker width, and the blanks."""

    indent: str
    at: int
    width: int
    padding: str
    content: int
    empty: bool


class Indents(NamedTuple):
    """The list's own way to indent. None: as found."""

    base: int | None
    steps: Mapping[tuple[bool, bool], Step | None]
    paddings: Mapping[bool, Padding | None]

    def step(self, parent: List, child: Node) -> Step | None:
        """How far lists, or other blocks, stand under an item of `parent`."""
        return self.steps[parent.ordered, isinstance(child, List)]


def place(item: Item, lines: Lines) -> ItemPlace:
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
    return ItemPlace(indent, at, width, padding, content, empty)


class _Votes(NamedTuple):
    """Samples by kind of list: nested blocks, what follows markers, where lists begin."""

    steps: dict[tuple[bool, bool], list[tuple[ItemPlace, str]]]
    paddings: dict[bool, list[ItemPlace]]
    bases: list[int]


def sample(blocks: Sequence[Node], lines: Lines) -> Indents:
    """What most items of the lists among `blocks` do."""
    kinds = (False, True)
    votes = _Votes(
        {(ordered, nested): [] for ordered in kinds for nested in kinds}, {False: [], True: []}, []
    )
    for block in blocks:
        if isinstance(block, List):
            try:
                _look(block, None, lines, votes)
            except KeepError:
                continue
    return Indents(
        most(votes.bases),
        {key: fitting(given, STEPS, _stepped) for key, given in votes.steps.items()},
        {kind: _padding_of(votes.paddings[kind], votes.paddings[not kind]) for kind in kinds},
    )


def _padding_of(own: list[ItemPlace], others: list[ItemPlace]) -> Padding | None:
    """What follows the markers of one kind; where those are few, the other kind has a say too."""
    are_enough = len(own) >= FEW
    places = own if are_enough else [*own, *others]
    aligned = fitting(places, ALIGNED, _padded)
    plain = fitting(places, PADDINGS, _padded)
    if _is_sure(aligned, places) and not _is_sure(plain, places):
        return aligned
    return plain


def _is_sure(padding: Padding | None, places: list[ItemPlace]) -> bool:
    """Whether nearly all places have `padding`."""
    if padding is None:
        return False
    agreeing = sum(_padded(padding, place) for place in places)
    return agreeing >= SURE * len(places)


def _look(of: List, parent: tuple[List, ItemPlace] | None, lines: Lines, votes: _Votes) -> None:
    for item in of.children:
        if not isinstance(item, Item):
            continue
        here = place(item, lines)
        if parent:
            votes.steps[parent[0].ordered, True].append((parent[1], here.indent))
        else:
            votes.bases.append(here.at)
        if not here.empty:
            votes.paddings[of.ordered].append(here)
        for child in item.children:
            if isinstance(child, List):
                _look(child, (of, here), lines, votes)
            elif not isinstance(child, (CodeBlock, HtmlBlock)) and lines.first(
                child
            ) > lines.number(item.marker.start):
                votes.steps[of.ordered, False].append((here, lines.indentation(lines.first(child))))


def _stepped(step: Step, pair: tuple[ItemPlace, str]) -> bool:
    parent, indent = pair
    has_tab = "\t" in indent
    match step:
        case "tab":
            only_tabs = has_tab and not indent.strip("\t")
            return only_tabs or indent == parent.indent + "\t"
        case "content":
            return not has_tab and len(indent) == parent.content
        case _:
            return not has_tab and len(indent) == parent.at + step


def _padded(padding: Padding, here: ItemPlace) -> bool:
    match padding:
        case "tab":
            return here.padding == "\t"
        case ("by", count):
            return here.padding == " " * count
        case (_, count):
            return here.content - here.at == count and "\t" not in here.padding


def edits(block: List, lines: Lines, style: Indents) -> Iterator[Edit]:
    """Move the items of a list of the top level to where the rest of the list has them."""
    try:
        if any(lost_items(block, lines)):
            return  # where items stand may be all that tells what belongs to what
        moved = list(_Mover(lines, style).walk(block, None))
    except KeepError:
        return
    yield from moved


def lost_items(block: Node, lines: Lines) -> Iterator[Item]:
    """Items in `block` that stand deeper than the one before, but are not nested in it."""
    for node in blocks_of(block):
        if not isinstance(node, List) or len(node.children) < 2:
            continue
        before = -1
        for item in node.children:
            at = column(item, lines)
            if isinstance(item, Item) and 0 <= before < at:
                yield item
            before = at


def lost(before: Node | None, block: Node, lines: Lines) -> bool:
    """Whether `block` is indented under the list `before`, but not as part of its last item."""
    if not isinstance(before, List) or isinstance(
        block, (CodeBlock, HtmlBlock, Heading, ThematicBreak)
    ):
        return False
    return 0 <= column(before.children[-1], lines) < column(block, lines)


def column(node: Node, lines: Lines) -> int:
    """The column that `node` begins at; -1 where more than blanks stand before it on its line."""
    start = line_start(lines.text, node.start)
    blanks = lines.text[start : node.start]
    if blanks.strip(" \t"):
        return -1
    has_tab = "\t" in blanks
    return columns(blanks) if has_tab else len(blanks)


class _Mover:
    """Walks a list with the old and the new place of every item."""

    def __init__(self, lines: Lines, style: Indents) -> None:
        self.lines = lines
        self.style = style

    def walk(self, of: List, parent: tuple[List, ItemPlace, ItemPlace] | None) -> Iterator[Edit]:
        """Edits of a list and what is in it.

        `parent` is the list around it and the old and new place of its item.
        """
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
                    yield from self._shift(child, of, item, (old, new))

    def _placed(
        self, of: List, old: ItemPlace, parent: tuple[List, ItemPlace, ItemPlace] | None
    ) -> ItemPlace:
        if parent:
            indent = self._under(self.style.step(parent[0], of), old.indent, parent[1], parent[2])
        else:
            base = self.style.base
            indent = old.indent if base is None or base > 3 else " " * base
        at = columns(indent)
        padding = self._padding(self.style.paddings[of.ordered], old)
        content = at + old.width + 1 if old.empty else columns(padding, at + old.width)
        return ItemPlace(indent, at, old.width, padding, content, old.empty)

    @staticmethod
    def _under(step: Step | None, indent: str, before: ItemPlace, now: ItemPlace) -> str:
        """The indentation of a block under an item that moves from `before` to `now`."""
        old = columns(indent)
        match step:
            case None:
                new = now.at + old - before.at
            case "content":
                new = now.content
            case "tab":
                new = now.at + TAB - now.at % TAB
            case _:
                new = now.at + step
        if not now.content <= new < now.content + TAB:
            new = now.content
        if step is None and new == old:
            return indent
        if step == "tab":
            tabs, spaces = divmod(new, TAB)
            return "\t" * tabs + " " * spaces
        return " " * new

    @staticmethod
    def _padding(style: Padding | None, old: ItemPlace) -> str:
        match style:
            case None:
                return old.padding
            case "tab":
                return "\t"
            case ("by", count):
                return " " * count
            case (_, count):
                return " " * max(count - old.width, 1)

    def _marker(self, item: Item, old: ItemPlace, new: ItemPlace) -> Iterator[Edit]:
        marker = item.marker
        if old.indent != new.indent:
            yield Edit(marker.start - len(old.indent), marker.start, new.indent)
        if not old.empty and old.padding != new.padding:
            yield Edit(marker.end, marker.end + len(old.padding), new.padding)

    def _shift(
        self, child: Node, of: List, item: Item, places: tuple[ItemPlace, ItemPlace]
    ) -> Iterator[Edit]:
        """Move a block that is no list with its item, or to where such blocks stand."""
        old, new = places
        first, marker_line = self.lines.first(child), self.lines.number(item.marker.start)
        if first == marker_line:
            by, first = new.content - old.content, first + 1
        else:
            found = self.lines.indentation(first)
            step = self.style.step(of, child)
            if isinstance(child, (CodeBlock, HtmlBlock)) or (
                step is None and columns(found) == old.content
            ):
                by = new.content - old.content
            else:
                by = columns(self._under(step, found, old, new)) - columns(found)
        if not by:
            return
        if isinstance(child, (Quote, FootnoteDefinition)) and any(
            isinstance(node, _EXACT) for node in child.walk()
        ):
            raise KeepError
        for line in range(first, self.lines.last(child) + 1):
            if not self.lines.blank(line):
                yield from self._line(child, line, by, places)

    def _line(
        self, child: Node, line: int, by: int, places: tuple[ItemPlace, ItemPlace]
    ) -> Iterator[Edit]:
        old, new = places
        blanks = self.lines.indentation(line)
        at = columns(blanks)
        start = self.lines.start(line)
        if at < old.content:
            # a line that hangs on to its paragraph stays where it is, if it cannot be taken for
            # anything else
            if not isinstance(child, Paragraph) or self.lines.text[start + len(blanks)] == "<":
                raise KeepError
            return
        if isinstance(child, Paragraph):
            by = max(by, new.content - at)
        elif "\t" in blanks or at + by < new.content:
            raise KeepError
        yield Edit(start, start + len(blanks), " " * (at + by))
