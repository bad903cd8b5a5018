"""A section that the list should have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.structure._named import sections_named
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document


def check(document: Document, *, sections: Sequence[str]) -> Iterator[Finding]:
    """A finding for each of `sections` that no heading is called.

    A list of links to the headings counts as `Contents`.
    """
    for name in sections:
        if sections_named(document, name) or (name == "Contents" and _links_to_sections(document)):
            continue
        yield Finding(
            0,
            0,
            f"there is no section {name!r}, where readers of such lists look first; add it",
            key=name,
        )


def _links_to_sections(document: Document) -> bool:
    """Whether links before the first section lead to most top sections: a contents list."""
    top = [one for one in document.sections if one.level == 2 and one.node and one.slug]
    if not top:
        return False
    first = top[0].node.start if top[0].node else 0
    led = {
        link.url[1:] for link in document.links if link.url.startswith("#") and link.start < first
    }
    return sum(one.slug in led for one in top) * 2 > len(top)
