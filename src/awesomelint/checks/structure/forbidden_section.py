"""A section that the list should not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.structure._named import sections_named
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document


def check(document: Document, *, sections: Sequence[str]) -> Iterator[Finding]:
    """A finding for each heading called one of `sections`."""
    for name in sections:
        for section in sections_named(document, name):
            if section.node is not None:
                yield Finding(
                    section.node.start,
                    section.node.end,
                    f"the section {section.title!r} tells readers nothing about the subject; "
                    "what it says belongs in a file of its own",
                    key=name,
                )
