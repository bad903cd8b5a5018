"""What the checks of links share: occurrences with their facts, and how a new URL is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.identity.sites import host_of, reserved
from awesomelint.model import Candidate, Edit, Fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document, ListLink
    from awesomelint.model import Facts, LinkFact, LinkState, Safety, Span


def links_in(
    document: Document, facts: Facts, *states: LinkState
) -> Iterator[tuple[ListLink, LinkFact]]:
    """The links of `document` whose state is one of `states`, with their facts.

    Struck links, reserved hosts, code and comments are left out.
    """
    for link in document.links:
        if link.struck or link.kind in ("code", "comment"):
            continue
        fact = facts.link(link.url)
        if fact is None or fact.state not in states:
            continue
        if not reserved(host_of(fact.url)):
            yield link, fact


def place(link: ListLink) -> tuple[int, int]:
    """Where a finding about `link` stands: its URL if that is inside the link, else the link."""
    span = link.destination
    if span is None:
        return link.start, link.end
    is_inside = link.start <= span.start and span.end <= link.end
    if is_inside:
        return span.start, span.end
    return link.start, link.end


def spelt(url: str) -> str:
    """`url` as it can stand anywhere in Markdown, tables and brackets included."""
    escaped = {
        "(": "%28",
        ")": "%29",
        "|": "%7C",
        "<": "%3C",
        ">": "%3E",
        "`": "%60",
        "[": "%5B",
        "]": "%5D",
    }
    balanced = url.count("(") == url.count(")") and ")(" not in url
    return "".join(
        escaped.get(char, char) if char not in "()" or not balanced else char for char in url
    )


def with_fragment(url: str, link: ListLink) -> str:
    """`url` with the fragment of `link`, unless it has its own."""
    _, mark, fragment = link.url.partition("#")
    return url if "#" in url or not mark else f"{url}#{fragment}"


def writable(link: ListLink) -> Span | None:
    """The destination of `link`, or None in HTML, where no proof covers attributes."""
    return link.destination if link.kind not in ("html", "html-image") else None


def redirect(link: ListLink, url: str, safety: Safety, description: str) -> tuple[Fix, ...]:
    """The fix that writes `url` for the destination of `link`."""
    span = writable(link)
    if span is None:
        return ()
    return (Fix((Edit(span.start, span.end, spelt(url)),), safety, ("links",), description),)


def candidate(link: ListLink, url: str, score: float) -> tuple[Candidate, ...]:
    """`url` offered for the destination of `link`."""
    span = writable(link)
    return (
        () if span is None else (Candidate(url, score, (Edit(span.start, span.end, spelt(url)),)),)
    )
