"""Sections with fewer entries than the list wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document, *, entries: int) -> Iterator[Finding]:
    """A finding for each section without subsections that has some entries, but under `entries`."""
    for section in document.sections:
        own = [entry for entry in section.entries if entry.parent is None]
        if section.node is None or section.children or not 0 < len(own) < entries:
            continue
        held = "one entry" if len(own) == 1 else f"{len(own)} entries"
        yield Finding(
            section.node.start,
            section.node.end,
            f"the section {section.title!r} holds {held} of the {entries} it should have; "
            "join it with another",
            key=section.title,
        )
