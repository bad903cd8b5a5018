"""arXiv ids that cannot exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks._urls import destinations
from awesomelint.identity.arxiv import in_future, parse
from awesomelint.model import Candidate, Edit, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.identity import Identity
    from awesomelint.model import Facts, Span


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield a finding for each link by an id that cannot exist.

    An id from a month to come is one too, where the date is known.
    """
    for link, span, written in destinations(document):
        found = link.identity
        if found is None or found.scheme != "arxiv":
            continue
        if found.reason:
            likely = [name for name in meant(found) if name]
            hint = (
                f"; perhaps {' or '.join(likely)}" if likely else "; look the paper up by its title"
            )
            yield Finding(
                span.start,
                span.end,
                f"{found.id} is not a valid arXiv id: {_why(found)}{hint}",
                candidates=_candidates(found.id, likely, span, written),
                key=found.id,
            )
        elif facts.today is not None and in_future(found, facts.today):
            message = (
                f"{found.id} is not a valid arXiv id yet: its month is in the future; "
                "look the paper up by its title"
            )
            yield Finding(span.start, span.end, message, key=found.id)


def _why(found: Identity) -> str:
    digits = re.search(r"[0-9]{2}([0-9]{2})", found.id)
    match found.reason:
        case "month":
            return f"there is no month {digits[1] if digits else ''}"
        case "epoch":
            return (
                "ids were archive/YYMMNNN from 1991-07 to 2007-03 and are YYMM.number since 2007-04"
            )
        case "seq-length":
            return "the number has four digits up to 2014 and five since 2015"
        case "seq-zero":
            return "numbers start at 1"
        case "archive":
            return f"no archive {found.id.partition('/')[0]} has ids of this form"
        case _:
            return "an id is YYMM.number with four or five digits"


def meant(found: Identity) -> list[str]:
    """At most two valid ids that a slip in a dot, zero, digit or suffix may have broken."""
    head, _, number = found.id.partition(".")
    guesses: list[str] = []
    if found.reason == "seq-length":
        guesses = (
            [f"{head}.{number.zfill(5)}"]
            if len(number) == 4
            else [f"{head}.{number.lstrip('0').zfill(4)}"]
        )
    elif match := re.fullmatch(
        r"([0-9]{4})[.,_-]?([0-9]{4,5})(?:v0|[a-z]*)", found.id, re.IGNORECASE
    ):
        guesses = [f"{match[1]}.{match[2]}"]
    elif match := re.fullmatch(r"([0-9]{4})\.([0-9]{6})", found.id):
        digits = match[2]
        guesses = [f"{match[1]}.{digits[:5]}", f"{match[1]}.{digits[1:]}"]
    valid = [name for guess in guesses if (name := parse(guess)) and not name.reason]
    return list(dict.fromkeys(name.id for name in valid))[:2]


def _candidates(broken: str, likely: list[str], span: Span, written: str) -> tuple[Candidate, ...]:
    at = written.lower().rfind(broken.lower())
    if at < 0:
        return ()
    start = span.start + at
    return tuple(
        Candidate(name, 0.5 / len(likely), (Edit(start, start + len(broken), name),))
        for name in likely
    )
