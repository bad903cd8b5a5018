"""The Awesome badge, which shows that a list follows the guidelines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

# https://github.com/sindresorhus/awesome/blob/main/awesome.md#awesome-badge, and its earlier place
BADGES = (
    "awesome.re/badge",
    "awesome.re/mentioned-badge",
    "rawgit.com/sindresorhus/awesome",
    "rawgithub.com/sindresorhus/awesome",
    "raw.githubusercontent.com/sindresorhus/awesome",
    "sindresorhus/awesome@main/media",
)
# a badge further down is that of another list
LATEST = 40


def check(document: Document) -> Iterator[Finding]:
    """A finding if no badge stands at the top."""
    for link in document.links:
        if document.source.position(link.start)[0] > LATEST:
            break
        if link.kind in {"image", "html-image"} and any(badge in link.url for badge in BADGES):
            return
    heading = next((one.node for one in document.sections if one.node is not None), None)
    start, end = (heading.start, heading.end) if heading else (0, 0)
    yield Finding(
        start,
        end,
        "the list has no Awesome badge at its top, by which readers know its guidelines; add "
        "[![Awesome](https://awesome.re/badge.svg)](https://awesome.re) behind the title",
    )
