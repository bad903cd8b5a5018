"""Entries that stand in no list, for want of a bullet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.layout import stray_headings
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document) -> Iterator[Finding]:
    """Yield `heading` for an indented `# [title](url)` between two lists."""
    for heading in stray_headings(document):
        yield Finding(
            heading.start,
            heading.end,
            "the indented # makes this entry a heading, which splits the list; use the list's bullet instead",
            level="heading",
        )
