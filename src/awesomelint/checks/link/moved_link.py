"""Links that their hosts send elsewhere for good."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from awesomelint.checks._links import links_in, place, redirect, with_fragment
from awesomelint.identity.sites import host_of, same_site
from awesomelint.model import Finding, LinkState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document
    from awesomelint.model import Facts, LinkFact, Safety


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each occurrence of a permanent redirect.

    The new URL is safe to write if the same owner answers there.
    """
    for link, fact in links_in(document, facts, LinkState.MOVED):
        start, end = place(link)
        new = with_fragment(fact.location, link)
        safety: Safety = "safe" if _same(fact) else "unsafe"
        fixes = redirect(link, new, safety, f"Write {new}")
        yield Finding(
            start,
            end,
            f"{fact.url} has moved permanently ({fact.evidence}); write {new}",
            fixes=fixes,
            key=fact.url,
        )


def _same(fact: LinkFact) -> bool:
    """Whether the whole chain is permanent, stays on one site, and adds no query of its own."""
    if not fact.permanent:
        return False
    if not same_site(host_of(fact.url), host_of(fact.location)):
        return False
    asked, final = urlsplit(fact.url), urlsplit(fact.location)
    return final.query in ("", asked.query)
