"""An entry without a link among entries that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.identity.titles import quoted
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Entry

FEWEST = 5
# what is longer is a remark
LONGEST = 100
# one of so many may be different
SHARE = 5


def check(document: Document) -> Iterator[Finding]:
    """A finding for each entry without a link although its neighbours have links.

    A group counts if it has five or more entries and four fifths of them have links.
    """
    for group in document.groups:
        entries = [entry for entry in group.entries if entry.shape in {"bullet", "number"}]
        unlinked = [entry for entry in entries if _leads_nowhere(entry)]
        if len(entries) < FEWEST or len(unlinked) * SHARE > len(entries):
            continue
        for entry in unlinked:
            place = entry.title or entry
            yield Finding(
                place.start,
                place.end,
                f"{quoted(entry.title_text)} has no link, so that readers cannot get there; add it",
                key=entry.title_text,
            )


def _leads_nowhere(entry: Entry) -> bool:
    """Whether `entry` has a name of a title's length, and nothing that leads anywhere."""
    return (
        not entry.links
        and not entry.children
        and not entry.notes
        and 0 < len(entry.title_text) <= LONGEST
    )
