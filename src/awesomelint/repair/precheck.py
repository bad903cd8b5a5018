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


def may_be_damaged(text: str) -> bool:
    """Whether some character that can stand for a lead byte is followed by one that can stand for a continuation."""
    return not text.isascii() and _pattern().search(text) is not None
