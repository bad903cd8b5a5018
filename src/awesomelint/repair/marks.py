"""What tells damage from clean text where they look alike."""

from __future__ import annotations

import re
from functools import cache

from awesomelint.repair.codepages import letters
from awesomelint.text.scripts import CJK_LETTERS

_CLOSING = frozenset("…’‘“”«»–—™®©°·•›‹.,´`¨¹²³")
_TORN = "\xa1-\xaa\xac-\xba\xbc-\xbf"
REMAINING = "[à-ïðğ]"
"""The class of what begins characters of three bytes and more in the pages of western Europe."""
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
def _others() -> str:
    """What stands for a continuation in cp1254, but for what follows words."""
    return "".join(
        re.escape(char)
        for char in letters("cp1254")[0x80:0xC0]
        if char not in _CLOSING and char.isprintable()
    )


@cache
def remaining() -> str:
    """The class of what follows `REMAINING` where a character is left in part."""
    return f"[{_TORN}{_others()}]"


def may_remain(text: str, at: int) -> bool:
    """Whether the pair at an offset may be left of a longer sequence."""
    return _pair().match(text, at) is not None


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(f"{REMAINING}{remaining()}")


@cache
def torn_pair() -> re.Pattern[str]:
    """What is left of a character of three bytes when control characters are dropped."""
    return re.compile(f"[à-ï][{_TORN}]")


@cache
def _remnants() -> re.Pattern[str]:
    others = _others()
    before, after = rf"(?<=[{_ASIAN}][ä-éïã])[{others}]", rf"(?<=[ä-éïã])[{others}](?=[{_ASIAN}])"
    return re.compile(
        rf"[ðğä-éïã](?:(?<=[ðğ])Ÿ|{before}|{after})"
    )  # `re` scans fast for one class at the start


def remnants(text: str) -> list[int]:
    """Where a text that was mended but for a few characters still shows their first bytes."""
    return [match.start() for match in _remnants().finditer(text)]
