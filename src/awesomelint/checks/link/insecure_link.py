"""Links by http whose page https gives too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._links import links_in, place, writable
from awesomelint.model import Edit, Finding, Fix, LinkState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document
    from awesomelint.model import Facts


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each http link whose host gives the same page by https; the fix writes the `s`."""
    for link, fact in links_in(document, facts, LinkState.HTTPS_UPGRADE):
        start, end = place(link)
        span = writable(link)
        fixes: tuple[Fix, ...] = ()
        if span and document.text[span.start : span.start + 5].lower() == "http:":
            edit = Edit(span.start, span.start + 4, "https")
            fixes = (Fix((edit,), "safe", ("links",), "Write https"),)
        yield Finding(
            start,
            end,
            f"{fact.url} is also available over https; use https",
            fixes=fixes,
            key=fact.url,
        )
