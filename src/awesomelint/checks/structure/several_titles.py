"""More than one heading of the first level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Finding, Related
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document) -> Iterator[Finding]:
    """A finding for each heading of level one after the first."""
    titles = [one for one in document.sections if one.level == 1 and one.node and one.title]
    for section in titles[1:]:
        first = titles[0].node
        if first and isinstance(section.node, nodes.Heading):
            line, _ = document.source.position(first.start)
            yield Finding(
                section.node.start,
                section.node.end,
                f"{section.title!r} is a second title beside {titles[0].title!r} on line {line}; "
                "readers take it for another list, so make it a section",
                related=(Related(first.start, first.end, "the title of the list"),),
                key=section.title,
            )
