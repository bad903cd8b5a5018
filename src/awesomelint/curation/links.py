"""Every link of the document, rendered or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation.bare import START, intended
from awesomelint.curation.document import ListLink
from awesomelint.identity import identify
from awesomelint.model import Span
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.document import LinkKind
    from awesomelint.curation.html import Tag

KINDS: dict[str, LinkKind] = {
    "inline": "inline", "full": "reference", "collapsed": "reference", "shortcut": "reference",
    "autolink": "autolink", "email": "autolink",
}  # fmt: skip
_URL = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)


def collect(root: nodes.Root, text: str, tags: Sequence[Tag]) -> list[ListLink]:
    """All links in the order of their places."""
    found = [*_rendered(root, text), *_html(text, tags)]
    found.sort(key=lambda link: (link.start, -link.end))
    return found


def _rendered(root: nodes.Root, text: str) -> Iterator[ListLink]:
    stack: list[tuple[nodes.Node, bool, bool]] = [(root, False, False)]
    while stack:
        node, struck, linked = stack.pop()
        match node:
            case nodes.Link() if node.form == "bare":
                yield from _bare(node, text, struck=struck)
                continue
            case nodes.Link():
                yield _plain(node, KINDS[node.form], struck=struck)
                linked = True
            case nodes.Image():
                yield _plain(node, "image", struck=struck)
            case nodes.Strikethrough():
                struck = True
            case nodes.Text() if not linked:
                yield from _unlinked(node, text, struck=struck)
            case nodes.Code() | nodes.Fence() | nodes.CodeBlock():
                yield from _mentioned(text, node.start, node.end, "code", node)
            case _:
                pass
        stack += [(child, struck, linked) for child in reversed(node.children)]


def _plain(node: nodes.Link | nodes.Image, kind: LinkKind, *, struck: bool) -> ListLink:
    whole = Span(node.start, node.end)
    return ListLink(
        node.start, node.end, kind, node.content, node.destination, node.url, whole, identify(node.url), node, struck
    )


def _bare(node: nodes.Link, text: str, *, struck: bool) -> Iterator[ListLink]:
    """The URLs that a bare link holds: the first has its rendered extent, those glued to it are no links."""
    rendered: Span | None = Span(node.start, node.end)
    if not START.match(text, node.start, node.end):  # www.…
        place = Span(node.start, node.end)
        yield ListLink(node.start, node.end, "bare", place, place, node.url, rendered, identify(node.url), node, struck)
        return
    for start, end in intended(text, node.start, node.end):
        place, url = Span(start, end), text[start:end]
        yield ListLink(start, end, "bare", place, place, url, rendered, identify(url), node, struck)
        rendered = None


def _unlinked(node: nodes.Text, text: str, *, struck: bool) -> Iterator[ListLink]:
    """URLs in plain text that GitHub does not link."""
    at = node.start
    while match := START.search(text, at, node.end):
        at = match.end()
        for start, end in intended(text, match.start(), node.end):
            if end <= START.match(text, start).end():  # type: ignore[union-attr] # intended URLs begin so
                break
            place, url = Span(start, end), text[start:end]
            yield ListLink(start, end, "bare", place, place, url, None, identify(url), node, struck)
            at = end


def _mentioned(text: str, start: int, end: int, kind: LinkKind, node: nodes.Node | None) -> Iterator[ListLink]:
    """URLs in code and comments: places where they stand, but no links."""
    if "://" not in text[start:end]:
        return
    for match in _URL.finditer(text, start, end):
        place = Span(*match.span())
        yield ListLink(place.start, place.end, kind, place, place, match[0], None, None, node)


def _html(text: str, tags: Sequence[Tag]) -> Iterator[ListLink]:
    """`<a href>` up to its `</a>`, `<img src>`, and URLs in comments."""
    struck = 0
    for index, tag in enumerate(tags):
        if tag.name in {"s", "del", "strike"}:
            struck += -1 if tag.closing else 1
        elif tag.name == "!":
            yield from _mentioned(text, tag.start, tag.end, "comment", tag.node)
        elif tag.closing:
            continue
        elif tag.name == "a" and "href" in tag.attributes:
            closing = next((t for t in tags[index + 1 : index + 60] if t.closing and t.name == "a"), None)
            until, end = (closing.start, closing.end) if closing else (tag.end, tag.end)
            yield _tag(tag, "href", "html", Span(tag.end, until), end, struck=struck > 0)
        elif tag.name == "img" and "src" in tag.attributes:
            yield _tag(tag, "src", "html-image", tag.places.get("alt", Span(tag.end, tag.end)), tag.end, struck=False)


def _tag(tag: Tag, name: str, kind: LinkKind, shown: Span, end: int, *, struck: bool) -> ListLink:
    url = tag.attributes[name].strip()
    return ListLink(
        tag.start, end, kind, shown, tag.places[name], url, Span(tag.start, end), identify(url), tag.node, struck
    )
