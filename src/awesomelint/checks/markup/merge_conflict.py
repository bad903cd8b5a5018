"""Markers of unsolved merges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.conflicts import conflicts
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each marker."""
    for span in conflicts(document):
        marker = document.text[span.start : span.end]
        yield Finding(
            span.start,
            span.end,
            f"{marker} is left of a merge that git could not make; "
            "keep one of the two versions and delete the markers",
            key=marker,
        )
