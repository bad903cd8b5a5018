"""Repositories whose owners archived them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._links import place
from awesomelint.curation.repositories import known, repositories
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document
    from awesomelint.model import Facts


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each link to the front page of an archived repository.

    Links to its files still work.
    """
    table = known(facts)
    for repository in repositories(document):
        fact = table.get(repository.key)
        if not fact or not fact["archived"] or not repository.whole:
            continue
        start, end = place(repository.link)
        yield Finding(
            start,
            end,
            f"{fact['name']} is archived: nobody maintains it any more",
            key=repository.key,
        )
