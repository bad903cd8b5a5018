"""An entry without a description among entries that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.entry._form import has_linked_title
from awesomelint.identity.titles import quoted
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Entry

FEWEST = 5
# one of so many may be different
SHARE = 5


def check(document: Document) -> Iterator[Finding]:
    """A finding for each entry that ends with its link although its neighbours have descriptions.

    A group counts if it has five or more entries and four fifths of them have descriptions.
    """
    for group in document.groups:
        entries = [entry for entry in group.entries if has_linked_title(entry, document.text)]
        bare = [entry for entry in entries if _is_bare(document.text, entry)]
        if len(entries) < FEWEST or len(bare) * SHARE > len(entries):
            continue
        for entry in bare:
            if entry.title is not None:
                yield Finding(
                    entry.title.start,
                    entry.title.end,
                    f"{quoted(entry.title_text)} has no description, "
                    "as the other entries here have; say what it is",
                )


def _is_bare(text: str, entry: Entry) -> bool:
    """Whether nothing but marks stands behind the link, and nothing below."""
    primary = entry.primary
    if primary is None or entry.notes or entry.children or len(entry.links) > 1:
        return False
    return not any(map(str.isalnum, text[primary.end : entry.end]))
