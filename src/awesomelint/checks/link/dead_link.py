"""Links that are certainly gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._links import candidate, links_in, place, with_fragment
from awesomelint.model import Finding, LinkState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document
    from awesomelint.model import Facts


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each occurrence of a dead link, with an archived copy as the candidate."""
    for link, fact in links_in(document, facts, LinkState.DEAD):
        start, end = place(link)
        advice = (
            f"an archived copy is {fact.suggestion}"
            if fact.suggestion
            else "strike it out, replace or remove it"
        )
        copies = (
            candidate(link, with_fragment(fact.suggestion, link), 0.5) if fact.suggestion else ()
        )
        yield Finding(
            start,
            end,
            f"{fact.url} is gone ({fact.evidence}); {advice}",
            candidates=copies,
            key=fact.url,
        )
