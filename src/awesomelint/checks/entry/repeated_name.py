"""A description that begins with the name that stands right before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.entry._form import described
from awesomelint.identity.titles import quoted
from awesomelint.model import Candidate, Edit, Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

# `Vue is a framework` says no more than `A framework`
_IS = regex(r"[ \t]+(?:is|are)[ \t]+(?P<rest>(?:an?|the)[ \t]+\w)")
SHORTEST = 3


def check(document: Document) -> Iterator[Finding]:
    """A finding for each description that begins with the entry's title."""
    for one in described(document):
        title, span = one.entry.title_text, one.entry.description
        if span is None or len(title) < SHORTEST:
            continue
        after = span.start + len(title)
        shown = document.text[span.start : after]
        if shown.casefold() != title.casefold() or document.text[after : after + 1].isalnum():
            continue
        yield Finding(
            span.start,
            after,
            f"the description of {quoted(title)} begins with the name that readers have just read; "
            "leave it out",
            candidates=_candidates(document.text, span.start, after),
        )


def _candidates(text: str, start: int, after: int) -> tuple[Candidate, ...]:
    """`A framework` for `Vue is a framework`."""
    said = _IS.match(text, after)
    if said is None:
        return ()
    rest = said.start("rest")
    capital = text[rest].upper()
    return (
        Candidate(
            f"{capital}{text[rest + 1 : said.end()]}…", 0.9, (Edit(start, rest + 1, capital),)
        ),
    )
