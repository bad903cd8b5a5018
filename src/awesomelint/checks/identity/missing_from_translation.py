"""An entry that a translation of the list lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.identity._other_lists import are_translations, other_lists
from awesomelint.checks.identity._pairs import place
from awesomelint.identity.titles import quoted
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Facts

# lists that share less are no translations, whatever they are called
SHARED = 0.5


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """A finding for each entry of this list, and for each translation that has not its link."""
    links = {
        entry.primary.identity.key: entry
        for entry in document.entries
        if entry.primary and entry.primary.identity
    }
    for name, entries in sorted(other_lists(facts).items()):
        if not are_translations(document.path, name):
            continue
        there = {listed.identity for listed in entries}
        if len(there & links.keys()) < SHARED * min(len(there), len(links)):
            continue
        for key, entry in links.items():
            if key not in there:
                span = place(entry, entry.primary.identity if entry.primary else None)
                yield Finding(
                    span.start,
                    span.end,
                    f"{quoted(entry.title_text)} is missing from {name}, "
                    "so that its readers do not learn of it; "
                    "add it there",
                    key=f"{name} {':'.join(key)}",
                )
