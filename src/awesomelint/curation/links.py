"""Every link of the document, rendered or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation.document import ListLink
from awesomelint.curation.formulas import Formulas
from awesomelint.identity import identify
from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex
from awesomelint.text.urls import START, intended, several, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.curation.document import LinkKind
    from awesomelint.curation.html import Tag

KINDS: dict[str, LinkKind] = {
    "inline": "inline", "full": "reference", "collapsed": "reference", "shortcut": "reference",
    "autolink": "autolink", "email": "autolink",
}  # fmt: skip
_PLAIN = frozenset(
    {nodes.Paragraph, nodes.SoftBreak, nodes.Item, nodes.List, nodes.Cell, nodes.Row, nodes.Html}
)
_URL = regex(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)


def collect(walked: Iterable[nodes.Node], text: str, tags: Sequence[Tag]) -> list[ListLink]:
    """All links in the order of their places; `walked` are all nodes in document order."""
    found = [*_rendered(walked, text), *_html(text, tags)]
    if "$" in text:
        set_as_math = Formulas(walked, text)
        # brackets and parentheses of a formula look like a link; an address in one is taken for an
        # address
        found = [
            link
            for link in found
            if "://" in link.url or not set_as_math.hold(link.start, link.end)
        ]
    found.sort(key=lambda link: (link.start, -link.end))
    _strike(found, tags)
    return found


def _strike(links: Sequence[ListLink], tags: Sequence[Tag]) -> None:
    """Mark the links, both sorted by place, that stand between `<del>` and `</del>`."""
    opened, marks = 0, iter([tag for tag in tags if tag.name in {"s", "del", "strike"}])
    tag = next(marks, None)
    for link in links:
        while tag is not None and tag.start < link.start:
            opened = max(opened - 1, 0) if tag.closing else opened + 1
            tag = next(marks, None)
        link.struck = link.struck or opened > 0


def _rendered(walked: Iterable[nodes.Node], text: str) -> Iterator[ListLink]:
    linked = striking = 0  # where the link and the strikethrough that were met last end
    for node in walked:
        if type(node) in _PLAIN:
            continue
        struck = node.start < striking
        match node:
            case nodes.Text() if (
                node.start >= linked and text.find("://", node.start, node.end) > 0
            ):
                yield from _unlinked(node, text, struck=struck)
            case nodes.Link():
                linked = node.end
                if node.form == "bare":
                    yield from _bare(node, text, struck=struck)
                else:
                    yield _plain(node, KINDS[node.form], struck=struck)
            case nodes.Image():
                yield _plain(node, "image", struck=struck)
            case nodes.Strikethrough():
                striking = max(striking, node.end)
            case nodes.Code() | nodes.Fence() | nodes.CodeBlock() if (
                text.find("://", node.start, node.end) > 0
            ):
                yield from _mentioned(text, node.start, node.end, "code", node)
            case _:
                pass


def _plain(node: nodes.Link | nodes.Image, kind: LinkKind, *, struck: bool) -> ListLink:
    whole = Span(node.start, node.end)
    return ListLink(
        node.start,
        node.end,
        kind,
        node.content,
        node.destination,
        node.url,
        whole,
        identify(node.url),
        node,
        struck,
    )


def _bare(node: nodes.Link, text: str, *, struck: bool) -> Iterator[ListLink]:
    """The URLs in a bare link, of which GitHub renders the first with the others glued to it."""
    rendered: Span | None = Span(node.start, node.end)
    if not START.match(text, node.start, node.end):  # www.…
        place = Span(node.start, node.end)
        yield ListLink(
            node.start,
            node.end,
            "bare",
            place,
            place,
            node.url,
            rendered,
            identify(node.url),
            node,
            struck,
        )
        return
    for start, end in several(text, node.start, whole(text, node.start, node.end)):
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


def _mentioned(
    text: str, start: int, end: int, kind: LinkKind, node: nodes.Node | None
) -> Iterator[ListLink]:
    """URLs in code and comments: places where they stand, but no links."""
    for match in _URL.finditer(text, start, end):
        place = Span(*match.span())
        yield ListLink(place.start, place.end, kind, place, place, match[0], None, None, node)


def _html(text: str, tags: Sequence[Tag]) -> Iterator[ListLink]:
    """`<a href>` up to its `</a>`, `<img src>`, and URLs in comments."""
    ends = _ends(tags)
    for tag in tags:
        if tag.name == "!":
            yield from _mentioned(text, tag.start, tag.end, "comment", tag.node)
        elif tag.closing:
            continue
        elif tag.name == "a" and "href" in tag.attributes:
            until, end = ends.get(tag.start, (tag.end, tag.end))
            yield _tag(tag, "href", "html", Span(tag.end, until), end)
        elif tag.name == "img" and "src" in tag.attributes:
            yield _tag(
                tag, "src", "html-image", tag.places.get("alt", Span(tag.end, tag.end)), tag.end
            )


def _ends(tags: Sequence[Tag]) -> dict[int, tuple[int, int]]:
    """Start and end of the `</a>` by the start of its `<a>`.

    One that meets another or ends with its block has none.
    """
    found: dict[int, tuple[int, int]] = {}
    opened: Tag | None = None
    for tag in tags:
        if tag.name == "a":
            if tag.closing and opened is not None and opened.block == tag.block:
                found[opened.start] = (tag.start, tag.end)
            opened = None if tag.closing else tag
    return found


def _tag(tag: Tag, name: str, kind: LinkKind, shown: Span, end: int) -> ListLink:
    url = tag.attributes[name].strip()
    return ListLink(
        tag.start,
        end,
        kind,
        shown,
        tag.places[name],
        url,
        Span(tag.start, end),
        identify(url),
        tag.node,
    )
