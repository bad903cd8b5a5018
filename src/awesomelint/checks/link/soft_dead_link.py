"""Links that a page answers, but not the page that was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._links import candidate, links_in, place, with_fragment
from awesomelint.model import Finding, LinkState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document
    from awesomelint.model import Facts


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each occurrence of a link whose host answers, yet shows that nothing is there."""
    for link, fact in links_in(document, facts, LinkState.SOFT_DEAD):
        start, end = place(link)
        copies = (
            candidate(link, with_fragment(fact.suggestion, link), 0.5) if fact.suggestion else ()
        )
        yield Finding(
            start,
            end,
            f"{fact.url} seems to be gone ({fact.evidence}); open it and replace or remove it",
            candidates=copies,
            key=fact.url,
        )
