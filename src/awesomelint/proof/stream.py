"""What a reader is shown, as events with the text between them.

The first of the three views that proofs compare.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.syntax.math import MATH
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Event = tuple[object, ...]
"""A kind and what belongs to it; a kind that starts with `/` closes."""

SHOWN_BY_SOURCE = frozenset({"autolink", "bare", "email"})
_BLANKS = regex(r"[ \t]+")
_LINE = regex(r"(?:(?<![ \t])[ \t]+)?\n[ \t]*")
_QUOTED_LINE = regex(r"(?:(?<![ \t])[ \t]+)?\n[ \t>]*")
_ALL_BLANKS = regex(r"[ \t\n]+")
_PIECES = frozenset({nodes.Text, nodes.Escape, nodes.Entity})
_VOIDS = frozenset({
    nodes.SoftBreak, nodes.HardBreak, nodes.Code, nodes.Html, nodes.HtmlBlock, nodes.Fence,
    nodes.CodeBlock,
    nodes.Definition, nodes.FootnoteReference, nodes.ThematicBreak, nodes.FrontMatter, nodes.Cell,
})  # fmt: skip
_NOTHING: tuple[nodes.Node, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Stream:
    """Alternating events and leaves: `leaves[i]` is the text before `events[i]`.

    One more leaf ends the stream.

    `owners[i]` is the node that `events[i]` tells of, `stops[i]` the index of the event that closes
    it (or `i`), `pieces[i]` the nodes that `leaves[i]` is made of. `bounds` holds the index of the
    first event of each top-level block. `numbers` are the digits of ordered markers, which no
    reader sees after the first.
    """

    events: list[Event] = field(default_factory=list)
    owners: list[nodes.Node] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)
    pieces: list[Sequence[nodes.Node]] = field(default_factory=list)
    bounds: list[int] = field(default_factory=list)
    numbers: list[Span] = field(default_factory=list)

    def emit(self, event: Event, node: nodes.Node, run: list[str], held: list[nodes.Node]) -> None:
        """Add an event after the text gathered in `run`, whose nodes are `held`.

        Both are emptied.
        """
        if run:
            self.leaves.append(fold("".join(run)))
            self.pieces.append(tuple(held))
            run.clear()
            held.clear()
        else:
            self.leaves.append("")
            self.pieces.append(_NOTHING)
        self.stops.append(len(self.events))
        self.events.append(event)
        self.owners.append(node)


def fold(text: str) -> str:
    """`text` with runs of blanks as one space; nothing else is folded or trimmed."""
    return _BLANKS.sub(" ", text) if "  " in text or "\t" in text else text


def build(text: str, blocks: Iterable[nodes.Node]) -> Stream:
    """The stream of top-level blocks of a text."""
    stream = Stream()
    for block in blocks:
        stream.bounds.append(len(stream.events))
        _walk(stream, text, block)
    stream.leaves.append("")
    stream.pieces.append(_NOTHING)
    return stream


def _walk(stream: Stream, text: str, top: nodes.Node) -> None:
    stack: list[nodes.Node | int] = [top]
    run: list[str] = []
    held: list[nodes.Node] = []
    quoted = 0
    while stack:
        node = stack.pop()
        if isinstance(node, int):
            opened = stream.owners[node]
            kind = stream.events[node][0]
            stream.emit((f"/{kind}",), opened, run, held)
            stream.stops[node] = len(stream.events) - 1
            quoted -= isinstance(opened, nodes.Quote)
        elif type(node) in _PIECES:
            run.append(shown(text, node))
            held.append(node)
        elif type(node) in _VOIDS and (event := void(text, node, quoted=quoted > 0)):
            stream.emit(event, node, run, held)
        else:
            event = opening(node)
            stack.append(len(stream.events))
            stream.emit(event, node, run, held)
            if isinstance(node, nodes.Item):
                _number(stream, text, node)
            quoted += isinstance(node, nodes.Quote)
            _math(stream, text, node, run, held)
            if isinstance(node, nodes.Link) and not node.children:
                run.append(text[node.content.start : node.content.end])
                held.append(node)
            stack.extend(reversed(node.children))


def shown(text: str, node: nodes.Node) -> str:
    """What a piece of text shows.

    An escaped dollar stays apart from a bare one, which may begin math.
    """
    if isinstance(node, nodes.Text):
        return text[node.start : node.end]
    if isinstance(node, nodes.Escape | nodes.Entity):
        return "\0$" if node.value == "$" else node.value
    if isinstance(node, nodes.Link):
        return text[node.content.start : node.content.end]
    return ""


def void(  # noqa: C901, PLR0911, PLR0912 - one case a kind of node
    text: str, node: nodes.Node, *, quoted: bool = False
) -> Event | None:
    """The single event of a node that holds no others, or None."""
    match node:
        case nodes.SoftBreak():
            return ("soft break",)
        case nodes.HardBreak():
            return ("hard break",)
        case nodes.Code():
            source = text[node.start : node.end]
            return ("code", _ALL_BLANKS.sub(" ", node.value) if "\n" in source else node.value)
        case nodes.Html():
            source = text[node.start : node.end]
            return (
                "html",
                (_QUOTED_LINE if quoted else _LINE).sub("\n", source) if "\n" in source else source,
            )
        case nodes.HtmlBlock():
            return ("html block", node.value.rstrip("\n"))
        case nodes.Fence():
            return (
                "code block",
                text[node.info.start : node.info.end].strip(),
                node.value.removesuffix("\n"),
            )
        case nodes.CodeBlock():
            return ("code block", "", node.value.removesuffix("\n"))
        case nodes.Definition():
            label = " ".join(text[node.label.start : node.label.end].split()).casefold()
            return ("definition", node.url, node.title, label)
        case nodes.FootnoteReference():
            return ("footnote reference", node.label)
        case nodes.ThematicBreak():
            return ("rule",)
        case nodes.FrontMatter():
            return ("front matter", text[node.start : node.end].rstrip())
        case nodes.Cell() if node.surplus:
            return ("surplus cell", text[node.start : node.end])
        case _:
            return None


def opening(node: nodes.Node) -> Event:  # noqa: PLR0911 - the same
    """The event that opens a node which may hold others."""
    match node:
        case nodes.Paragraph():
            return ("tight paragraph",) if node.tight else ("paragraph",)
        case nodes.Link():
            return ("link", node.url, node.title)
        case nodes.Image():
            return ("image", node.url, node.title)
        case nodes.Item():
            return ("item", node.checked)
        case nodes.List():
            return ("ordered list", node.first) if node.ordered else ("list",)
        case nodes.Heading():
            return ("heading", node.level)
        case nodes.Quote():
            return ("quote", node.alert)
        case nodes.Table():
            return ("table", node.aligns)
        case nodes.FootnoteDefinition():
            return ("footnote definition", node.label)
        case _:
            return (type(node).__name__.lower(),)


def _math(
    stream: Stream, text: str, node: nodes.Node, run: list[str], held: list[nodes.Node]
) -> None:
    """Tell the raw source of math: its escapes and underscores mean something else there."""
    if (
        not isinstance(node, nodes.Paragraph | nodes.Heading | nodes.Cell)
        or text.find("$", node.start, node.end) < 0
    ):
        return
    source = _QUOTED_LINE.sub("\n", text[node.start : node.end])
    if found := tuple(fold(span.group()) for span in MATH.finditer(source)):
        stream.emit(("math", found), node, run, held)


def _number(stream: Stream, text: str, item: nodes.Item) -> None:
    start, end = item.marker.start, item.marker.end
    while end > start and not text[end - 1].isdigit():
        end -= 1
    if end > start:
        number = Span(start, end)
        stream.numbers.append(number)
