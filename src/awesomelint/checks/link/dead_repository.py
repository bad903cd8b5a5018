"""Repositories that were deleted or made private."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._links import place
from awesomelint.curation.repositories import known, repositories
from awesomelint.model import Finding, LinkState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document
    from awesomelint.model import Facts


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each link into a repository that GitHub does not have.

    A link that is dead itself is left to dead-link.
    """
    table = known(facts)
    for repository in repositories(document):
        if table.get(repository.key, ...) is not None:
            continue
        fact = facts.link(repository.link.url)
        if fact and fact.state == LinkState.DEAD:
            continue
        start, end = place(repository.link)
        yield Finding(
            start,
            end,
            f"GitHub has no repository {repository.key}: it was deleted, or made private; "
            "remove or replace it",
            key=repository.key,
        )
