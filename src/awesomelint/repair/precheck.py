"""A look at a whole text that is nearly free tells whether it can hold mojibake at all."""

from __future__ import annotations

import re
from functools import cache

from awesomelint.repair.pages import SINGLE_BYTE, letters


def _class(chars: set[str]) -> str:
    return "[" + "".join(re.escape(char) for char in sorted(chars)) + "]"


@cache
def _pattern() -> re.Pattern[str]:
    leads: set[str] = set()
    others: set[str] = set()
    for page in SINGLE_BYTE:
        held = letters(page)
        leads.update(held[0xC2:0xF5])
        others.update(held[0x80:0xC0])
    return re.compile(_class(leads) + _class(others))


@cache
def _pages_of(pair: str) -> frozenset[str]:
    """The pages in which the two characters are a lead byte and a continuation."""
    return frozenset(
        page for page in SINGLE_BYTE if pair[0] in letters(page)[0xC2:0xF5] and pair[1] in letters(page)[0x80:0xC0]
    )


def suspects(text: str) -> list[str]:
    """The pages in which some character that can stand for a lead byte is followed by a possible continuation."""
    if text.isascii():
        return []
    found = frozenset[str]().union(*map(_pages_of, set(_pattern().findall(text))))
    return [page for page in SINGLE_BYTE if page in found]
