"""What checks that rewrite URLs share: each destination once, and the fix that writes it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.identity import identify
from awesomelint.model import Edit, Fix
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, ListLink
    from awesomelint.model import Safety, Span

UNREAD = ("code", "comment", "image", "html-image")


def destinations(document: Document) -> Iterator[tuple[ListLink, Span, str]]:
    """Each link that readers follow, the place of its URL and the URL as written.

    A shared definition comes once.
    """
    seen: set[int] = set()
    for link in document.links:
        span = link.destination
        if span is None or link.kind in UNREAD or span.start in seen:
            continue
        seen.add(span.start)
        yield link, span, document.text[span.start : span.end]


def rewritten(
    document: Document, link: ListLink, new: str, safety: Safety, description: str
) -> tuple[Fix, ...]:
    """The fix that writes `new` for a URL, also where the text shows the URL.

    It is None if `new` would name another thing.
    """
    span = link.destination
    if not is_rendered(link):
        return ()
    if (
        span is None
        or (now := identify(link.url)) is None
        or (then := identify(new)) is None
        or now.key != then.key
    ):
        return ()
    edits = {Edit(span.start, span.end, new)}
    if document.text[link.text.start : link.text.end] == document.text[span.start : span.end]:
        edits.add(Edit(link.text.start, link.text.end, new))
    return (Fix(tuple(sorted(edits)), safety, ("links",), description),)


def is_rendered(link: ListLink) -> bool:
    """Whether the whole URL is part of a rendered link, so that a new one can be proven."""
    if link.kind != "bare":
        return True
    node = link.node
    return isinstance(node, nodes.Link) and link.end <= node.end


def host_and_rest(url: str) -> tuple[str, str, str]:
    """Scheme with its slashes, host, and what follows."""
    scheme, slashes, rest = url.partition("//")
    if not slashes:
        return "", "", url
    end = min((at for mark in "/?#" if (at := rest.find(mark)) >= 0), default=len(rest))
    return scheme + slashes, rest[:end], rest[end:]
