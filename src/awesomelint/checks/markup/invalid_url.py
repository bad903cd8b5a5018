"""URLs that cannot work as they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks._urls import is_rendered
from awesomelint.identity.spelling import SCHEME, mended, scheme_meant, with_scheme
from awesomelint.model import Candidate, Edit, Finding, Fix
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex
from awesomelint.text.urls import intended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, ListLink
    from awesomelint.model import Facts, Span

# what follows a URL that GitHub will link as far as it was meant
_STANDS_ALONE = regex(r"[?!.,:;'\")]*(?:\s|\Z)")
# pages of one's own browser, machine or local network
_OWN = regex(
    r"(?:(?:chrome|moz|edge|opera|safari-web)-extension:|(?:chrome|edge|brave|about|view-source|file):|[A-Za-z]:\\"
    r"|https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?=[:/?#]|\Z))",
    re.IGNORECASE,
)
_INNER = regex(r"https?://(?!localhost|127\.|0\.)[^\s]+", re.IGNORECASE)
_BACKSLASH = regex(r"\\(?=[_*~&#%=?.+-])")


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield a finding for each malformed URL, with the URL that was meant if it is clear."""
    known = facts.files or {}
    for link, span, written in _destinations(document):
        if new := mended(written):
            yield _misspelt(document, link, span, new)
        elif known.get(link.url.partition("#")[0]) is not None:
            continue  # a file of the repository
        elif new := with_scheme(link.url) and with_scheme(written):
            yield _without_scheme(document, span, new)
        elif link.kind not in {"bare", "autolink"} and _OWN.match(link.url):
            yield _own(link, span)
        elif link.kind in {"bare", "autolink"} and _BACKSLASH.search(written):
            yield _escaped(document, link, span)
    yield from _unlinked(document)


def _destinations(document: Document) -> Iterator[tuple[ListLink, Span, str]]:
    """Each link and image with the span of its URL and the URL as written.

    A shared definition comes once.
    """
    seen: set[int] = set()
    for link in document.links:
        span = link.destination
        if span is None or span.start in seen:
            continue
        if link.struck or link.kind in ("code", "comment"):
            continue
        seen.add(span.start)
        yield link, span, document.text[span.start : span.end]


def _misspelt(document: Document, link: ListLink, span: Span, new: str) -> Finding:
    written = document.text[span.start : span.end]
    return Finding(
        span.start,
        span.end,
        f"{written} leads nowhere; write {new}",
        fixes=_rewritten(document, link, span, new),
        key=new,
    )


def _rewritten(document: Document, link: ListLink, span: Span, new: str) -> tuple[Fix, ...]:
    """The fix that writes `new` for a URL, also where the text shows it."""
    if not is_rendered(link):
        return ()
    written = document.text[span.start : span.end]
    shown = document.text[link.text.start : link.text.end]
    edits = {Edit(span.start, span.end, new)}
    if shown == written:
        edits.add(Edit(link.text.start, link.text.end, new))
    return (Fix(tuple(sorted(edits)), "safe", ("links",), f"Write {new}"),)


def _without_scheme(document: Document, span: Span, new: str) -> Finding:
    written = document.text[span.start : span.end]
    scheme = new.removesuffix(written)
    fix = Fix((Edit(span.start, span.start, scheme),), "safe", ("links",), f"Write {new}")
    return Finding(
        span.start,
        span.end,
        f"{written} is taken for a file of this repository, because {scheme} is missing; "
        f"write {new}",
        fixes=(fix,),
        key=new,
    )


def _own(link: ListLink, span: Span) -> Finding:
    """A page that only the author can open."""
    inner = _INNER.search(link.url, 1)
    meant = inner[0] if inner else ""
    edits = (Edit(span.start, span.end, meant),)
    return Finding(
        span.start,
        span.end,
        f"{link.url} opens on its author's machine only; "
        + (f"write {meant}" if meant else "write the public URL"),
        candidates=(Candidate(meant, 0.9, edits),) if meant else (),
        key=link.url,
    )


def _escaped(document: Document, link: ListLink, span: Span) -> Finding:
    written = document.text[span.start : span.end]
    new = _BACKSLASH.sub("", written)
    return Finding(
        span.start,
        span.end,
        f"the backslash becomes part of the URL {written}; write {new}",
        fixes=_rewritten(document, link, span, new),
        key=new,
    )


def _unlinked(document: Document) -> Iterator[Finding]:
    """URLs in plain text, which their misspelt scheme keeps from being links."""
    text = document.text
    if not SCHEME.search(text):
        return
    linked = -1
    for node in document.mixed(nodes.Link, nodes.Text):
        if isinstance(node, nodes.Link):
            linked = max(linked, node.end)
        if not isinstance(node, nodes.Text) or node.start < linked:
            continue
        for match in SCHEME.finditer(text, node.start, node.end):
            scheme = scheme_meant(match[0])
            _, end = next(intended(text, match.end() + 3, node.end), (0, match.end()))
            url = f"{scheme}{text[match.end() : end]}"
            edit = Edit(match.start(), match.end(), scheme)
            fix = Fix((edit,), "safe", ("entries",), f"Write {scheme}://")
            fixes = (fix,) if _STANDS_ALONE.match(text, end) else ()
            written = text[match.start() : end]
            message = f"{written} is not a link, because {match[0]} is not a scheme; write {url}"
            yield Finding(match.start(), end, message, fixes=fixes, key=url)
