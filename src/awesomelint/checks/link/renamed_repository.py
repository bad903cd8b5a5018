"""Repositories that have another name or owner today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._links import place, writable
from awesomelint.curation.repositories import known, repositories
from awesomelint.model import Edit, Finding, Fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document
    from awesomelint.curation.repositories import Repository
    from awesomelint.model import Facts


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each link whose repository GitHub redirects to another name.

    The fix writes the present owner and name.
    """
    table = known(facts)
    for repository in repositories(document):
        fact = table.get(repository.key)
        if not fact or fact["name"].lower() == repository.key:
            continue
        start, end = place(repository.link)
        yield Finding(
            start,
            end,
            f"the repository {repository.key} is {fact['name']} now; "
            "the old name works only until someone takes it",
            fixes=_fix(document, repository, fact["name"]),
            key=repository.key,
        )


def _fix(document: Document, repository: Repository, name: str) -> tuple[Fix, ...]:
    destination = writable(repository.link)
    if destination is None:
        return ()
    start = destination.start + repository.span.start
    end = destination.start + repository.span.end
    written = document.text[start:end]
    if written.lower() != repository.key:
        return ()
    edit = Edit(start, end, name)
    return (Fix((edit,), "safe", ("links",), f"Write {name}"),)
