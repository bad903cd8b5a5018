"""An entry that another list of the repository has, too."""

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


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """A finding for each entry whose link another list has, unless it is a translation."""
    known: dict[tuple[str, str], tuple[str, int]] = {}
    for name, entries in other_lists(facts).items():
        if not are_translations(document.path, name):
            for listed in entries:
                known.setdefault(listed.identity, (name, listed.line))
    for entry in document.entries if known else ():
        identity = entry.primary.identity if entry.primary else None
        if identity and identity.key in known:
            name, line = known[identity.key]
            span = place(entry, identity)
            yield Finding(
                span.start,
                span.end,
                f"{quoted(entry.title_text)} is listed in {name}, too (line {line}), "
                "and the two drift apart; keep one",
                key=str(identity.id),
            )
