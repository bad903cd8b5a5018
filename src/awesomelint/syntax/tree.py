"""Tokens → nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.syntax.gfm import emails
from awesomelint.syntax.plain import plain_nodes
from awesomelint.syntax.segments import Segments, trimmed
from awesomelint.syntax.table import unescaped

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from awesomelint.syntax.table import RowPlace

_NOWHERE = (-1, -1)
_EMPHASIS = {"em_open": nodes.Emphasis, "strong_open": nodes.Strong, "s_open": nodes.Strikethrough}


class _Inline:
    """Builds the nodes of one inline content."""

    __slots__ = ("first", "into", "last", "links", "places", "src", "stack")

    def __init__(self, src: str, places: Segments) -> None:
        self.src = src
        self.places = places
        self.into: list[nodes.Node] = []
        self.stack: list[tuple[nodes.Node, list[nodes.Node], int]] = []
        self.first = self.last = -1
        self.links = 0

    def flush(self) -> None:
        """Make nodes of the text gathered so far."""
        first, last = self.first, self.last
        self.first = -1
        if first < 0:
            return
        if not self.links and self.src.find("@", first, last) >= 0:
            for start, end, url in emails(self.src, first, last):
                self.text(first, start)
                self.email(start, end, url)
                first = end
        self.text(first, last)

    def email(self, first: int, last: int, url: str) -> None:
        """Append the link that a bare e-mail address is."""
        start, end = self.places.span(first, last)
        kept, self.into = self.into, []
        self.text(first, last)
        inner = tuple(self.into)
        self.into = kept
        kept.append(nodes.Link(start, end, "email", start, end, start, end, url, children=inner))

    def text(self, first: int, last: int) -> None:
        """Append plain text, pipes that a table escaped apart."""
        if self.places.escaped:
            for pipe in sorted(offset for offset in self.places.escaped if first <= offset < last):
                if pipe > first:
                    self.into.append(nodes.Text(*self.places.span(first, pipe)))
                self.into.append(
                    nodes.Escape(self.places.at(pipe) - 1, self.places.at(pipe) + 1, "|")
                )
                first = pipe + 1
        if last > first:
            self.into.append(nodes.Text(*self.places.span(first, last)))

    def link(self, kind: type[Any], token: Any) -> Any:  # noqa: ANN401 - a Link or an Image
        """The node of a link or image token, without its end."""
        form, first, last, place, url, title, title_place, label = token.extra
        places = self.places
        if url is None:
            known, url, title = place, place["href"], place["title"]
            destination, title_place = known["place"], known["title_place"]
        else:
            destination = places.span(*place) if place else None
            title_place = places.span(*title_place) if title_place else None
        return kind(
            places.start(token.start), 0, form, *places.span(first, last),
            *(destination or _NOWHERE), url, title,
            Span(*title_place) if title_place else None,
            Span(*places.span(*label)) if label else None,
        )  # fmt: skip

    def open(self, node: nodes.Node, begin: int) -> None:
        """Enter `node`."""
        self.into.append(node)
        self.stack.append((node, self.into, begin))
        self.into = []

    def close(self, end: int) -> None:
        """Leave the current node."""
        inner = tuple(self.into)
        node, self.into, begin = self.stack.pop()
        node.children = inner
        node.end = self.places.end(end, begin)

    def add(self, tokens: list[Any]) -> None:
        """Append the nodes of `tokens`."""
        for token in tokens:
            kind = token.type
            if kind == "text":
                if not token.content:
                    continue
                if self.first < 0:
                    self.first = token.start
                elif self.last != token.start:
                    self.flush()
                    self.first = token.start
                self.last = token.end
                continue
            if self.first >= 0:
                self.flush()
            self._add(kind, token)
        self.flush()

    def _add(self, kind: str, token: Any) -> None:  # noqa: ANN401 - a Tok
        wide = kind in {"strong_open", "strong_close"}
        if kind == "link_open":
            self.links += 1
            self.open(self.link(nodes.Link, token), token.start)
        elif kind in _EMPHASIS:
            start = token.start - wide
            self.open(_EMPHASIS[kind](self.places.start(start), 0), start)
        elif token.nesting < 0:
            self.links -= kind == "link_close"
            self.close(token.end + wide)
        elif kind == "image":
            self.links += 1
            self.open(self.link(nodes.Image, token), token.start)
            self.add(token.children)
            self.links -= 1
            self.close(token.end)
        else:
            self._leaf(kind, token, *self.places.span(token.start, token.end))

    def _leaf(self, kind: str, token: Any, start: int, end: int) -> None:  # noqa: ANN401 - a Tok
        node: nodes.Node
        if kind == "text_special":
            node = (nodes.Escape if token.info == "escape" else nodes.Entity)(
                start, end, token.content
            )
        elif kind == "code_inline":
            node = nodes.Code(start, end, token.content)
        elif kind == "html_inline":
            node = nodes.Html(start, end)
        elif kind == "softbreak":
            node = nodes.SoftBreak(start, end)
        elif kind == "hardbreak":
            node = nodes.HardBreak(start, end)
        else:
            node = nodes.FootnoteReference(start, end, token.info)
        self.into.append(node)


def _block(  # noqa: C901, PLR0911, PLR0912 - one case a kind of block
    token: Any,  # noqa: ANN401 - a Tok
) -> nodes.Node | None:
    """The node that `token` opens or is; None where the tree has none."""
    start, end, extra = token.start, token.end, token.extra
    match token.type:
        case "paragraph_open":
            return nodes.Paragraph(start, end, token.hidden)
        case "heading_open":
            return nodes.Heading(start, end, *extra)
        case "bullet_list_open":
            return nodes.List(start, end, False, token.markup, 0, True)
        case "ordered_list_open":
            return nodes.List(start, end, True, token.markup, token.attrs.get("start", 1), True)
        case "list_item_open":
            checked = token.meta["checked"] if token.meta and "checked" in token.meta else None
            return nodes.Item(start, end, extra[0], Span(*extra[1]) if extra[1] else None, checked)
        case "blockquote_open" | "alert_open":
            return nodes.Quote(start, end, extra, token.info.lower())
        case "fence":
            return nodes.Fence(
                start,
                end,
                Span(*extra[0]),
                Span(*extra[1]),
                Span(*extra[2]) if extra[2] else None,
                token.content,
            )
        case "code_block":
            return nodes.CodeBlock(start, end, token.content)
        case "html_block":
            return nodes.HtmlBlock(start, end, token.content)
        case "hr":
            return nodes.ThematicBreak(start, end)
        case "table":
            return nodes.Table(start, end, extra[0], Span(*extra[1]))
        case "definition":
            label, place, url, title, title_place, twice = extra
            return nodes.Definition(
                start,
                end,
                Span(*label),
                Span(*place),
                url,
                title,
                Span(*title_place) if title_place else None,
                twice,
            )
        case "front_matter":
            return nodes.FrontMatter(start, end)
        case "footnote_reference_open":
            return nodes.FootnoteDefinition(start, end, token.info)
        case _:
            return None


def _tight(node: nodes.List, src: str) -> bool:
    """Whether the list was rendered tight.

    Its paragraphs decide; without any, the blank lines between its blocks do.
    """
    last = -1
    for item in node.children:
        for block in [item, *item.children]:
            if isinstance(block, nodes.Paragraph) and isinstance(item, nodes.Item):
                return block.tight
            if last >= 0 and src.count("\n", last, block.start) > 1:
                return False
            last = block.end if block is not item or not item.children else -1
    return True


class Builder:
    """The tree as far as it is built.

    It holds the blocks that are open, the types of the tokens that opened them, and their children.
    Inline content is read last, when all definitions are known.
    """

    def __init__(self, src: str) -> None:
        self.src = src
        self.root = nodes.Root(0, len(src))
        self.stack: list[tuple[nodes.Node, str, list[nodes.Node]]] = [(self.root, "root", [])]
        self.leaves: list[nodes.Node] = []
        self.contents: dict[nodes.Node, tuple[str, Segments]] = {}
        self.rows: dict[nodes.Node, list[RowPlace]] = {}

    def add(self, tokens: list[Any]) -> None:
        """Add the blocks that `tokens` make."""
        for token in tokens:
            if token.type == "inline":
                self._hold(token)
            elif token.nesting < 0:
                self._close(token.type)
            else:
                self._open(token)

    def finish(self, md: MarkdownIt, env: dict[str, Any]) -> nodes.Root:
        """The whole tree, its inline content read."""
        self.root.children = tuple(self.stack[0][2])
        inlines = Inlines(self.src, md, env)
        for node in self.leaves:
            if isinstance(node, nodes.Table):
                rows = self.rows.pop(node)
                node.children = tuple([_row(row, len(node.aligns), inlines) for row in rows])
            elif node in self.contents:
                node.children = inlines.of_content(*self.contents.pop(node))
            elif isinstance(node, nodes.Heading):
                node.children = inlines.of_place(node.content_start, node.content_end)
            else:
                node.children = inlines.of_place(node.start, node.end)
        self.root.too_deep = bool(env.get("too_deep"))
        return self.root

    def _hold(self, token: Any) -> None:  # noqa: ANN401 - a Tok
        """Keep inline content until all blocks are known."""
        if token.start == token.end:
            return
        node = self.stack[-1][0]
        self.leaves.append(node)
        if token.segments:
            self.contents[node] = token.content, token.segments

    def _open(self, token: Any) -> None:  # noqa: ANN401 - a Tok
        """Add the node that `token` opens or is, if the tree has one for it."""
        node = _block(token)
        if node is None:
            return
        self.stack[-1][2].append(node)
        if token.nesting > 0:
            self.stack.append((node, token.type, []))
        elif isinstance(node, nodes.Table):
            self.leaves.append(node)
            self.rows[node] = token.extra[2]

    def _close(self, kind: str) -> None:
        """Finish the innermost block, if a token of type `kind` closes it."""
        node, opened, children = self.stack[-1]
        if opened != kind.removesuffix("close") + "open":
            return
        self.stack.pop()
        if not children:
            return
        node.children = tuple(children)
        node.end = max(node.end, children[-1].end)
        if isinstance(node, nodes.List):
            node.tight = _tight(node, self.src)


class Inlines:
    """Reads the inline content of blocks."""

    def __init__(self, src: str, md: MarkdownIt, env: dict[str, Any]) -> None:
        self.src = src
        self.md = md
        self.env = env

    def of_place(self, start: int, end: int) -> tuple[nodes.Node, ...]:
        """The nodes of a stretch of the source."""
        plain = plain_nodes(self.src, start, end)
        if plain is not None:
            return plain
        return self.of_content(self.src[start:end], Segments([0], [start]))

    def of_content(self, content: str, places: Segments) -> tuple[nodes.Node, ...]:
        """The nodes of a `content` that comes from `places`."""
        if not content:
            return ()
        builder = _Inline(content, places)
        builder.add(self.md.inline.of(content, self.md, self.env))  # type: ignore[attr-defined]
        return tuple(builder.into)


def _row(row: RowPlace, columns: int, inlines: Inlines) -> nodes.Row:
    """The row with its cells: those it lacks have no width, those it has too many are marked."""
    missing = [(row.end, row.end)] * (columns - len(row.cells))
    cells = [
        _cell(place, inlines, surplus=number >= columns)
        for number, place in enumerate(row.cells + missing)
    ]
    return nodes.Row(row.start, row.end, children=tuple(cells))


def _cell(place: tuple[int, int], inlines: Inlines, *, surplus: bool) -> nodes.Cell:
    start, end = trimmed(inlines.src, *place)
    cell = nodes.Cell(start, end, *place, surplus)
    if inlines.src.find("\\|", start, end) >= 0:
        content, places = unescaped(inlines.src, start, end)
        cell.start, cell.end = places.span(0, len(content))
        if not surplus:
            cell.children = inlines.of_content(content, places)
    elif not surplus:
        cell.children = inlines.of_place(start, end)
    return cell
