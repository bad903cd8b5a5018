"""Heading levels that skip one: `##` and then `####`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document) -> Iterator[Finding]:
    """A finding for each heading that is two levels or more below the one before it."""
    headings = [one for one in document.sections if one.kind == "heading" and one.node]
    for before, section in pairwise(headings):
        if section.node and section.level > before.level + 1:
            yield Finding(
                section.node.start,
                section.node.end,
                f"{section.title!r} has level {section.level} "
                f"below {before.title!r} of level {before.level}, so outlines and screen readers "
                f"miss a level; give it level {before.level + 1}",
                key=section.title,
            )
