"""Two sections of one name beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Section


def check(document: Document) -> Iterator[Finding]:
    """A finding for each heading that an earlier one of the same parent repeats."""
    for parent in document.sections:
        first: dict[str, Section] = {}
        for section in parent.children:
            name = " ".join(section.title.casefold().split())
            if section.kind != "heading" or not section.node or not name:
                continue
            known = first.setdefault(name, section)
            if known is not section and known.node:
                line, _ = document.source.position(known.node.start)
                yield Finding(
                    section.node.start,
                    section.node.end,
                    f"there is a section {section.title!r} on line {line} already, "
                    "and links lead to that one; join the two, or name them apart",
                    related=(Related(known.node.start, known.node.end, "the first of this name"),),
                    key=name,
                )
