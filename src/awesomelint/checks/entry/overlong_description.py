"""A description of more columns than the list allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.entry._form import described
from awesomelint.identity.titles import quoted
from awesomelint.model import Finding
from awesomelint.text.width import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document, *, columns: int) -> Iterator[Finding]:
    """A finding for each description wider than `columns`; wide letters count two."""
    for one in described(document):
        span = one.entry.description
        if span is None or len(one.words) * 2 <= columns:
            continue
        length = width(one.words)
        if length > columns:
            yield Finding(
                span.start,
                span.end,
                f"the description of {quoted(one.entry.title_text)} "
                f"takes {length} columns of {columns}; readers skim a list, so shorten it",
            )
