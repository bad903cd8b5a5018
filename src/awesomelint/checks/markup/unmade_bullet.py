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
            "an indented # makes this entry a heading, which splits the list; write the list's bullet in its place",
            level="heading",
        )
