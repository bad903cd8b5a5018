"""Links whose text is no title that the paper ever had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.told import as_text, one_line
from awesomelint.identity.titles import likeness, quoted, scripts, stripped, title_key, words
from awesomelint.model import Candidate, Edit, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Entry
    from awesomelint.model import Facts

WORDS = 4


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield a finding for each entry whose title matches no version of its paper."""
    titles = facts.titles or {}
    for entry in document.entries:
        written = stripped(entry.title_text)
        if (
            entry.title_is_url
            or entry.title is None
            or len(written.split()) < WORDS
            or not title_key(written)
        ):
            continue
        for identity in entry.identities:
            known = (
                titles.get(identity.id, ())
                if identity.scheme == "arxiv" and not identity.reason
                else ()
            )
            if not known or any(_fits(written, title) for title in known):
                continue
            newest = one_line(known[-1])
            if not newest:
                continue
            yield Finding(
                entry.title.start,
                entry.title.end,
                f"{identity.id} is {quoted(newest)} on arXiv; the title or the link is wrong",
                candidates=_candidate(document, entry, newest),
                key=identity.id,
            )


def _fits(written: str, title: str) -> bool:
    """Whether `written` may stand for `title`: a part, acronym, translation or paraphrase."""
    if scripts(written) != scripts(title):
        return True
    like = likeness(written, title)
    return like == "same" or (like == "alike" and len(words(written) & words(title)) > 1)


def _candidate(document: Document, entry: Entry, title: str) -> tuple[Candidate, ...]:
    span = entry.title
    if span is None or document.text[span.start : span.end].strip() != entry.title_text.strip():
        return ()
    written = as_text(title)
    return (Candidate(title, 0.5, (Edit(span.start, span.end, written),)),) if written else ()
