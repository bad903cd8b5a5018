"""What readers see of a stretch of source, with the way back to the places it stands at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Literal, NamedTuple

from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.document import ListLink

Style = Literal["strong", "emphasis", "code"]
_STYLE_OF: dict[str, Style] = {
    "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "code": "code",
    "kbd": "code",
}  # fmt: skip
_STYLE_OF_NODE: dict[type[nodes.Node], Style] = {
    nodes.Strong: "strong", nodes.Emphasis: "emphasis", nodes.Code: "code"
}  # fmt: skip
_BREAKING = frozenset({"br", "p", "div", "li", "tr", "td", "th", "ul", "ol", "center", "summary"})
_TAG = regex(r"<!--|<(/?)([A-Za-z][A-Za-z0-9-]{0,20})[^<>]{0,2000}>")
_BLANKS = regex(r"[ \t\n\u00a0\u2003]+")
LONGEST_ENTITY = 40


class Styled(NamedTuple):
    """A stretch of the shown text in one style, in its offsets."""

    start: int
    end: int
    style: Style


class Placed(NamedTuple):
    """A link in the offsets of the shown text; a picture shows nothing."""

    start: int
    end: int
    link: ListLink


class Picture(NamedTuple):
    """An image: where it stands in the shown text, its source, its alternative text, its URL."""

    at: int
    start: int
    end: int
    alt: str
    url: str


@dataclass(slots=True, eq=False, repr=False)
class Shown:
    r"""Text as rendered, `\n` where a line is broken, and the places of what stands in it.

    `span` leads back to the source.
    """

    text: str = ""
    links: list[Placed] = field(default_factory=list)
    styles: list[Styled] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    by_start: dict[int, Placed] = field(default_factory=dict)
    styled: dict[int, list[Styled]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    pieces: list[tuple[int, int, bool]] = field(default_factory=list)

    def span(self, start: int, end: int) -> Span:
        """The source of `text[start:end]`, which holds at least one character."""
        first, last = self._piece(start), self._piece(end - 1)
        source_start, _, exact = self.pieces[first]
        begin = source_start + (start - self.starts[first] if exact else 0)
        source_start, source_end, exact = self.pieces[last]
        until = source_start + end - self.starts[last] if exact else source_end
        return Span(begin, max(until, begin))

    def _piece(self, at: int) -> int:
        return max(bisect_right(self.starts, at) - 1, 0)

    def place(self, source: int) -> int:
        """Where in `text` that is shown which stands at or after a place of the source."""
        index = bisect_left(self.pieces, (source + 1,)) - 1
        if index < 0:
            return 0
        start, end, exact = self.pieces[index]
        following = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        if source >= end:
            return following
        return min(self.starts[index] + (source - start if exact else 0), following)

    def link_at(self, at: int) -> Placed | None:
        """The link that begins at `at` and shows something."""
        return self.by_start.get(at)

    def style_at(self, at: int, *styles: Style) -> Styled | None:
        """The longest stretch in one of `styles` that begins at `at`."""
        if at not in self.styled:
            return None
        begun = [one for one in self.styled[at] if one.style in styles]
        return max(begun, key=lambda one: one.end, default=None)


def of_nodes(inlines: Sequence[nodes.Node], links: Sequence[ListLink], source: str) -> Shown:
    """What inline nodes show; `links` are those that stand in them."""
    if len(inlines) == 1 and not links and isinstance(inlines[0], nodes.Text):
        start, end = inlines[0].start, inlines[0].end
        return Shown(source[start:end], starts=[0], pieces=[(start, end, True)])
    builder = _Builder(source)
    for node in inlines:
        builder.node(node)
    return builder.done(links)


def of_html(start: int, end: int, links: Sequence[ListLink], source: str) -> Shown:
    """What raw HTML shows."""
    builder = _Builder(source)
    at = start
    while match := _TAG.search(source, at, end):
        builder.raw(at, match.start())
        at = match.end()
        if match[0] == "<!--":
            closing = source.find("-->", at, end)
            at = closing + 3 if closing >= 0 else end
        else:
            builder.tag(match.start(), at)
    builder.raw(at, end)
    return builder.done([link for link in links if start <= link.start and link.end <= end])


class _Builder:
    """Collects what is shown, piece by piece."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.shown = Shown()
        self.parts: list[str] = []
        self.length = 0
        self.opened: dict[str, list[int]] = {}

    def put(self, text: str, start: int, end: int) -> None:
        if text:
            self.shown.starts.append(self.length)
            self.shown.pieces.append((start, end, len(text) == end - start))
            self.parts.append(text)
            self.length += len(text)

    def node(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Text):
            self.put(self.source[node.start : node.end], node.start, node.end)
        elif isinstance(node, nodes.Escape | nodes.Entity):
            self.put(node.value, node.start, node.end)
        elif isinstance(node, nodes.SoftBreak):
            self.put(" ", node.start, node.end)
        elif isinstance(node, nodes.HardBreak):
            self.put("\n", node.start, node.end)
        elif isinstance(node, nodes.Html):
            self.tag(node.start, node.end)
        elif isinstance(node, nodes.Image):
            alt = "".join(nodes.plain(child, self.source) for child in node.children)
            self.shown.pictures.append(
                Picture(self.length, node.start, node.end, alt.strip(), node.url)
            )
        else:
            self._inner(node)

    def _inner(self, node: nodes.Node) -> None:
        """Code, or what other nodes stand in, and its style."""
        begun = self.length
        if isinstance(node, nodes.Code):
            self.put(node.value, node.start, node.end)
        for child in node.children:
            self.node(child)
        style = _STYLE_OF_NODE.get(type(node))
        if style is not None:
            self.shown.styles.append(Styled(begun, self.length, style))

    def tag(self, start: int, end: int) -> None:
        """A tag or a comment: what it begins, ends or breaks."""
        match = _TAG.match(self.source, start, end)
        name = match[2].lower() if match and match[2] else ""
        if match is None or not name:
            return
        if name in _BREAKING:
            self.put("\n", start, end)
        elif name in _STYLE_OF:
            self._styled(name, closing=bool(match[1]))

    def _styled(self, name: str, *, closing: bool) -> None:
        if not closing:
            self.opened.setdefault(name, []).append(self.length)
        elif self.opened.get(name):
            begun = self.opened[name].pop()
            self.shown.styles.append(Styled(begun, self.length, _STYLE_OF[name]))

    def raw(self, start: int, end: int) -> None:
        """Text between tags: blanks fold, references are resolved."""
        at = start
        for blanks in _BLANKS.finditer(self.source, start, end):
            self._references(at, blanks.start())
            self.put(" ", *blanks.span())
            at = blanks.end()
        self._references(at, end)

    def _references(self, start: int, end: int) -> None:
        at = start
        while (ampersand := self.source.find("&", at, end)) >= 0:
            closing = self.source.find(";", ampersand, min(end, ampersand + LONGEST_ENTITY))
            value = unescape(self.source[ampersand : closing + 1]) if closing > 0 else "&"
            until = closing + 1 if closing > 0 else ampersand + 1
            self.put(self.source[at:ampersand], at, ampersand)
            self.put(value, ampersand, until)
            at = until
        self.put(self.source[at:end], at, end)

    def done(self, links: Sequence[ListLink]) -> Shown:
        shown = self.shown
        shown.text = "".join(self.parts)
        if links:
            shown.links = list(self._placed(links))
            shown.by_start = {one.start: one for one in shown.links if one.end > one.start}
        for one in shown.styles:
            if one.end > one.start:
                shown.styled.setdefault(one.start, []).append(one)
        return shown

    def _placed(self, links: Sequence[ListLink]) -> Iterator[Placed]:
        for link in links:
            if link.kind == "html-image":
                alt = self.source[link.text.start : link.text.end]
                at = self.shown.place(link.start)
                self.shown.pictures.append(Picture(at, link.start, link.end, alt, link.url))
            elif link.kind not in {"image", "code", "comment"}:
                yield Placed(
                    self.shown.place(link.text.start), self.shown.place(link.text.end), link
                )
