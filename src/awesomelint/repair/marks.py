"""What tells damage from clean text where they look alike."""

from __future__ import annotations

import re
from functools import cache

from awesomelint.repair.codepages import letters
from awesomelint.text.scripts import CJK_LETTERS

_CLOSING = frozenset("…’‘“”«»–—™®©°·•›‹.,´`¨¹²³")
_ASIAN = f"\u3001-\u303f{CJK_LETTERS}\uff00-\uffef"


def glued(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the end of a word and its punctuation, as in `café…»`."""
    before = text[start - 1 : start]
    if not (before.isascii() and before.isalpha()):
        return False
    letter = text[start]
    if not letter.islower():
        return False
    rest = text[start + 1 : end]
    return all(char in _CLOSING for char in rest)


@cache
def _remnants() -> re.Pattern[str]:
    others = "".join(
        re.escape(char)
        for char in letters("cp1254")[0x80:0xC0]
        if char not in _CLOSING and char.isprintable()
    )
    before, after = rf"(?<=[{_ASIAN}][ä-éïã])[{others}]", rf"(?<=[ä-éïã])[{others}](?=[{_ASIAN}])"
    return re.compile(
        rf"[ðğä-éïã](?:(?<=[ðğ])Ÿ|{before}|{after})"
    )  # `re` scans fast for one class at the start


def remnants(text: str) -> list[int]:
    """Where a text that was mended but for a few characters still shows their first bytes."""
    return [match.start() for match in _remnants().finditer(text)]
