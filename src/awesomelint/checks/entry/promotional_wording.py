"""Words that praise and tell nothing: `the best`, `blazing fast`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.entry._form import described
from awesomelint.identity.titles import quoted
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document


def check(document: Document, *, words: Sequence[str]) -> Iterator[Finding]:
    """A finding for each description that holds one of `words`, the first one quoted."""
    if not words:
        return
    praise = re.compile(
        rf"(?<![A-Za-z0-9-])(?:{'|'.join(map(re.escape, words))})(?![A-Za-z0-9-])", re.IGNORECASE
    )
    for one in described(document):
        span = one.entry.description
        found = praise.search(document.text, span.start, span.end) if span else None
        if found and praise.search(one.words):
            yield Finding(
                found.start(),
                found.end(),
                f"the description of {quoted(one.entry.title_text)} says “{found[0]}”, "
                "which praises and tells readers nothing; say what the thing does",
                key=found[0].lower(),
            )
