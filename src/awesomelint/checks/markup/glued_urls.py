"""URLs with nothing between them: one link that leads nowhere instead of two that work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Edit, Finding, Fix
from awesomelint.text.urls import STOPPERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, ListLink


def check(document: Document) -> Iterator[Finding]:
    """Yield one finding a run of bare URLs that touch."""
    for run in glued(document):
        urls = " and ".join(link.url for link in run)
        places = [link.start for link in run[1:]]
        rendered, end = run[0].rendered, run[-1].end
        sure = True
        if rendered is not None and rendered.end > end:
            places.append(end)  # the last of them takes in the text after it
            sure = document.text[end] in STOPPERS
        edits = tuple(Edit(at, at, " ") for at in places)
        fix = Fix(
            edits,
            "safe" if sure else "unsafe",
            ("markup",),
            "Put a space between the URLs",
            expects=tuple(link.url for link in run),
        )
        yield Finding(
            run[0].start,
            run[-1].end,
            f"there is no space between {urls}, so they form one broken link; separate them",
            fixes=(fix,),
        )


def glued(document: Document) -> Iterator[list[ListLink]]:
    """Runs of two and more bare URLs, each beginning where the one before ends."""
    run: list[ListLink] = []
    for link in document.links:
        if link.kind != "bare":
            continue
        if run and link.start == run[-1].end:
            run.append(link)
            continue
        if len(run) > 1:
            yield run
        run = [link]
    if len(run) > 1:
        yield run
