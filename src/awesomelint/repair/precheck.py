"""A look at a whole text that is nearly free tells whether it can hold mojibake at all."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.repair.codepages import SINGLE_BYTE, letters
from awesomelint.repair.shape import LONGEST, shape
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = bytes(128) + bytes([1]) * 0x42 + bytes([2]) * 0x22 + bytes([3]) * 6 + bytes([2]) * 0x16
"""What bytes of UTF-8 are: ASCII, parts within a character, its first, that of U+4000 to U+9FFF."""

QUOTES = frozenset("…’‘“”«»–—,.")
"""Punctuation that stands after letters in clean text, and is a continuation in some page."""

_CYRILLIC = "и"
"""A letter that no Cyrillic text lacks."""


class Glance(NamedTuple):
    """What a text holds of what damage is made of: bytes tell it faster than characters.

    `neighbours`: two characters beyond ASCII side by side. `han`: characters of U+4000 to U+9FFF.
    `controls`: the C1 controls.
    """

    neighbours: bool
    han: bool
    controls: bool


_CONTROL = regex(b"\xc2[\x80-\x9f]")


def glance(text: str) -> Glance:
    """Look at the bytes of `text` in UTF-8."""
    if text.isascii():
        return Glance(neighbours=False, han=False, controls=False)
    raw = text.encode("utf-8", "surrogatepass")
    parts = raw.translate(_PARTS)
    return Glance(
        neighbours=b"\1\2" in parts or b"\1\3" in parts,
        han=b"\3" in parts,
        controls=_CONTROL.search(raw) is not None,
    )


def _class(chars: set[str]) -> str:
    return "[" + "".join(re.escape(char) for char in sorted(chars)) + "]"


@cache
def _classes() -> tuple[str, str]:
    """What can stand for a lead byte, and for a continuation."""
    leads: set[str] = set()
    others: set[str] = set()
    for page in SINGLE_BYTE:
        held = letters(page)
        leads.update(held[0xC2:0xF5])
        others.update(held[0x80:0xC0])
    return _class(leads), _class(others)


@cache
def _forwards() -> re.Pattern[str]:
    lead, other = _classes()
    return re.compile(lead + other)


@cache
def _leads() -> re.Pattern[str]:
    lead, other = _classes()
    return re.compile(f"{lead}(?={other})")


@cache
def _backwards() -> re.Pattern[str]:
    lead, other = _classes()
    return re.compile(f"{other}(?<=({lead}.))")


def pairs_at(text: str) -> Iterator[int]:
    """Where a possible lead byte stands before a continuation, in order."""
    if _CYRILLIC in text:
        return (match.start(1) for match in _backwards().finditer(text))
    return (match.start() for match in _leads().finditer(text))


def sequences_at(text: str, at: int) -> tuple[tuple[str, int], ...]:
    """The pages in which a whole sequence stands at an offset, each with its length."""
    return _sequences(text[at : at + LONGEST])


@lru_cache(maxsize=10_000)
def _sequences(window: str) -> tuple[tuple[str, int], ...]:
    found = ((page, shape(page).sequence.match(window)) for page in _pages_of(window[:2]))
    return tuple((page, match.end()) for page, match in found if match)


def _pairs(text: str) -> set[str]:
    """The pairs of a possible lead byte and a continuation.

    `re` scans for what is rarer in the text. Nearly every Cyrillic letter can stand for a lead
    byte.
    """
    pattern = _backwards() if _CYRILLIC in text else _forwards()
    return set(pattern.findall(text))


@cache
def _pages_of(pair: str) -> frozenset[str]:
    """The pages in which the two characters are a lead byte and a continuation."""
    return frozenset(
        page
        for page in SINGLE_BYTE
        if pair[0] in letters(page)[0xC2:0xF5] and pair[1] in letters(page)[0x80:0xC0]
    )


@cache
def _cyrillic() -> re.Pattern[str]:
    """The signs of damage through cp1251.

    They are sequences that meet in Cyrillic text by more than one pair.
    """
    held = letters("cp1251")
    other, pair, triple = (
        _class(set(held[low:high])) for low, high in ((0x80, 0xC0), (0xC2, 0xE0), (0xE0, 0xF0))
    )
    odd = _class({char for char in held[0x80:0xC0] if not (char.isalpha() or char in QUOTES)})
    first = _class(set(held[0xC2:0xC6]))
    return re.compile(
        f"{other}(?:(?<={triple}.){other}|(?<={first}{odd})|(?<={pair}.){pair}{other}{pair}{other})"
    )


def suspects(text: str) -> list[str]:
    """The pages in which a possible lead byte is followed by a possible continuation."""
    if text.isascii():
        return []
    found = frozenset[str]().union(*map(_pages_of, _pairs(text)))
    if "cp1251" in found and not _cyrillic().search(text):
        found -= {"cp1251"}
    return [page for page in SINGLE_BYTE if page in found]
