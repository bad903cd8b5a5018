"""Markdown as a typed tree.

Every node has its exact place; `text[node.start:node.end]` is its source. Offsets are code points
of `Source.text`. Classes are flat on purpose: one a construct, told apart by `match`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Literal

from awesomelint.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """A stretch of the source and the nodes inside it, in order and disjoint.

    A list of 1 MB has 60,000 nodes: what most of them have is kept as plain numbers, and made a
    `Span` when asked for.
    """

    start: int
    end: int
    children: tuple[Node, ...] = field(default=(), kw_only=True)

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order, without recursion."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def blocks(root: Node) -> Iterator[Node]:
    """The blocks in `root`, in document order; those with inline content are leaves."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, (Root, List, Item, Quote, FootnoteDefinition)):
            stack.extend(reversed(node.children))


# Blocks


@dataclass(slots=True, eq=False, repr=False)
class Root(Node):
    """The document.

    `too_deep` is set where nesting went past the parser's limit and was not parsed.
    """

    too_deep: bool = False
    below: list[Node] | None = field(default=None, kw_only=True)
    """All nodes below it, once they have been walked through: some twenty rules do."""

    def walk(self) -> Iterator[Node]:
        """As of any node, kept for the next time; the tree must be whole."""
        if self.below is None:
            self.below = [node for child in self.children for node in child.walk()]
        return chain((self,), self.below)


class FrontMatter(Node):
    """YAML between `---` lines at the very start."""

    __slots__ = ()


@dataclass(slots=True, eq=False, repr=False)
class Heading(Node):
    """ATX or setext.

    `content` spans the inline content; `marker` the leading `#`s or the setext underline.
    """

    level: int
    setext: bool
    marker_start: int
    content_start: int
    content_end: int

    @property
    def marker(self) -> Span:
        """The leading `#`s or the setext underline."""
        return Span(self.marker_start, self.end if self.setext else self.start + self.level)

    @property
    def content(self) -> Span:
        """The inline content, without blanks."""
        return Span(self.content_start, self.content_end)


@dataclass(slots=True, eq=False, repr=False)
class Paragraph(Node):
    """Inline content; `tight` when it stands in a tight list item."""

    tight: bool = False


@dataclass(slots=True, eq=False, repr=False)
class List(Node):
    """Items of one list.

    `delimiter` is `-`, `*`, `+`, `.` or `)`; `first` the number of an ordered one.
    """

    ordered: bool
    delimiter: str
    first: int
    tight: bool


@dataclass(slots=True, eq=False, repr=False)
class Item(Node):
    """One item.

    `marker` spans the bullet or number with its delimiter; `box` the task box `[ ]`.
    """

    marker_end: int
    box: Span | None = None
    checked: bool | None = None

    @property
    def marker(self) -> Span:
        """The bullet, or the number with its delimiter."""
        return Span(self.start, self.marker_end)


@dataclass(slots=True, eq=False, repr=False)
class Quote(Node):
    """A block quote; `marks` are the offsets of its own `>`.

    `alert` is `note`, `tip`, … or empty.
    """

    marks: tuple[int, ...]
    alert: str = ""


@dataclass(slots=True, eq=False, repr=False)
class Fence(Node):
    """A fenced block; `marker` opens it, `closing` ends it (None when it runs to the end).

    `value` is its content.
    """

    marker: Span
    info: Span
    closing: Span | None
    value: str


@dataclass(slots=True, eq=False, repr=False)
class CodeBlock(Node):
    """Indented code."""

    value: str


@dataclass(slots=True, eq=False, repr=False)
class HtmlBlock(Node):
    """Raw HTML as a block; `value` is what is passed through."""

    value: str


@dataclass(slots=True, eq=False, repr=False)
class Table(Node):
    """A table: its rows, the header first.

    `aligns` is "", "left", "center" or "right" by column.
    """

    aligns: tuple[str, ...]
    delimiter: Span


class Row(Node):
    """A table row; its children are cells, missing ones of zero width, surplus ones marked so."""

    __slots__ = ()


@dataclass(slots=True, eq=False, repr=False)
class Cell(Node):
    """A cell without the blanks around it; `raw` has them.

    `surplus` cells are not rendered, and not parsed.
    """

    raw_start: int
    raw_end: int
    surplus: bool = False

    @property
    def raw(self) -> Span:
        """What stands between the pipes."""
        return Span(self.raw_start, self.raw_end)


class ThematicBreak(Node):
    """`---`, `***`, `___`."""

    __slots__ = ()


@dataclass(slots=True, eq=False, repr=False)
class Definition(Node):
    """`[label]: url "title"`.

    `label` is the source between the brackets, `duplicate` that an earlier one wins.
    """

    label: Span
    destination: Span
    url: str
    title: str
    title_span: Span | None = None
    duplicate: bool = False


@dataclass(slots=True, eq=False, repr=False)
class FootnoteDefinition(Node):
    """`[^label]: …` and its blocks."""

    label: str


# Inlines


class Text(Node):
    """Plain text; the source is the value."""

    __slots__ = ()


@dataclass(slots=True, eq=False, repr=False)
class Escape(Node):
    r"""`\*`; `value` is the character meant."""

    value: str


@dataclass(slots=True, eq=False, repr=False)
class Entity(Node):
    """`&amp;`; `value` is what it stands for."""

    value: str


class SoftBreak(Node):
    """A line end inside a paragraph, with the blanks before it."""

    __slots__ = ()


class HardBreak(Node):
    """Two blanks or a backslash before a line end."""

    __slots__ = ()


@dataclass(slots=True, eq=False, repr=False)
class Code(Node):
    """A code span, ticks included; `value` is its content."""

    value: str


class Html(Node):
    """A tag or comment inside text."""

    __slots__ = ()


class Emphasis(Node):
    """`*…*`, `_…_`."""

    __slots__ = ()


class Strong(Node):
    """`**…**`, `__…__`."""

    __slots__ = ()


class Strikethrough(Node):
    """`~…~`, `~~…~~`."""

    __slots__ = ()


LinkForm = Literal["inline", "full", "collapsed", "shortcut", "autolink", "bare", "email"]


@dataclass(slots=True, eq=False, repr=False)
class Link(Node):
    """A link as GitHub renders it.

    `content` spans the text between the brackets (of an autolink or bare URL: the URL);
    `destination` the URL as written, in the link or in its definition, without angle brackets (None
    when empty); `url` is that source with escapes and entities resolved, not percent-encoded;
    `label` spans the reference label.
    """

    form: LinkForm
    content_start: int
    content_end: int
    destination_start: int
    destination_end: int
    url: str
    title: str = ""
    title_span: Span | None = None
    label: Span | None = None

    @property
    def content(self) -> Span:
        """The text between the brackets, or the URL of a link without brackets."""
        return Span(self.content_start, self.content_end)

    @property
    def destination(self) -> Span | None:
        """The URL as written; None when it is empty (`destination_start` is -1)."""
        if self.destination_start < 0:
            return None
        return Span(self.destination_start, self.destination_end)


@dataclass(slots=True, eq=False, repr=False)
class Image(Node):
    """Like `Link`; its children are the alt text."""

    form: LinkForm
    content_start: int
    content_end: int
    destination_start: int
    destination_end: int
    url: str
    title: str = ""
    title_span: Span | None = None
    label: Span | None = None

    @property
    def content(self) -> Span:
        """The alternative text between the brackets."""
        return Span(self.content_start, self.content_end)

    @property
    def destination(self) -> Span | None:
        """The URL as written; None when it is empty (`destination_start` is -1)."""
        if self.destination_start < 0:
            return None
        return Span(self.destination_start, self.destination_end)


@dataclass(slots=True, eq=False, repr=False)
class FootnoteReference(Node):
    """`[^label]`."""

    label: str


def plain(node: Node, text: str) -> str:
    """What a reader sees of inline content.

    It is text, code and alt texts, with escapes and entities resolved and breaks as a space.
    """
    parts: list[str] = []
    for part in node.walk():
        match part:
            case Text():
                parts.append(text[part.start : part.end])
            case Escape() | Entity() | Code():
                parts.append(part.value)
            case SoftBreak() | HardBreak():
                parts.append(" ")
            case _:
                pass
    return "".join(parts)
