"""Links whose URL was to be filled in later."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from awesomelint.identity.spelling import is_placeholder
from awesomelint.model import Finding
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document, ListLink
    from awesomelint.model import Facts

# RFC 2606: names that nobody can own
_EXAMPLE = regex(
    r"https?://(?:[\w-]{1,63}\.){0,4}(?:example\.(?:com|org|net)|example|invalid|test)(?=[:/?#]|\Z)",
    re.IGNORECASE,
)
_TOP = regex(
    r"\b(?:top|up|back|home|contents|toc|menu|index)\b|[⬆↑▲🔝🔼⤴^»«]|顶|頂|返回|目录|目錄|トップ|先頭|戻る|목차|위로|처음",
    re.IGNORECASE,
)
FEW = 20  # one example host in so many links is none that the list is about


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield a finding for each link to a placeholder: a word, `#`, or a host nobody can own."""
    known = facts.files or {}
    followed = [link for link in document.links if link.kind in {"inline", "reference", "html"}]
    examples = sum(_EXAMPLE.match(link.url) is not None for link in followed)
    quotes = document.each(nodes.Quote)
    strange = 0 < examples * FEW <= len(followed)
    for link in followed:
        if link.struck or link.destination is None or known.get(link.url) is not None:
            continue
        if (
            is_placeholder(link.url)
            or (link.url == "#" and _leads_nowhere(document, link) and not _within(link, quotes))
            or (strange and _EXAMPLE.match(link.url))
        ):
            shown = document.text[link.text.start : link.text.end]
            yield Finding(
                link.start,
                link.end,
                f"{link.url} stands where the URL of {shown!r} belongs; "
                "write the URL, or the text without a link",
                key=shown,
            )


def _leads_nowhere(document: Document, link: ListLink) -> bool:
    """Whether a link to `#` is neither a way back to the top nor an image."""
    shown = document.text[link.text.start : link.text.end]
    if not shown.strip() or "<" in shown or _TOP.search(shown):
        return False
    parts = link.node.walk() if link.node is not None else ()
    return not any(isinstance(node, nodes.Image | nodes.Html) for node in parts)


def _within(link: ListLink, quotes: Sequence[nodes.Node]) -> bool:
    """Whether a link stands in a quote, as links do that are shown rather than followed."""
    at = bisect_right(quotes, link.start, key=lambda quote: quote.start) - 1
    return at >= 0 and link.end <= quotes[at].end
