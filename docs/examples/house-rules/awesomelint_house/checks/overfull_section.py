"""A section with more entries than readers look through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document, *, entries: int) -> Iterator[Finding]:
    """A finding for each section that holds more than `entries` itself."""
    for section in document.sections:
        own = [entry for entry in section.entries if entry.parent is None]
        if section.node is not None and len(own) > entries:
            yield Finding(
                section.node.start,
                section.node.end,
                f"the section {section.title!r} holds {len(own)} entries, and readers look through "
                f"{entries}; split it",
                key=section.title,
            )
