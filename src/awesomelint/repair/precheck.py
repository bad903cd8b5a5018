"""A look at a whole text that is nearly free tells whether it can hold mojibake at all."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.repair.codepages import SINGLE_BYTE, letters
from awesomelint.repair.marks import REMAINING, may_remain, remaining
from awesomelint.repair.shape import LONGEST, shape
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARTS = bytes(128) + bytes([1]) * 0x42 + bytes([2]) * 0x22 + bytes([3]) * 6 + bytes([2]) * 0x16
"""What bytes of UTF-8 are: ASCII, parts within a character, its first, that of U+4000 to U+9FFF."""

QUOTES = frozenset("…’‘“”«»–—,.")
"""Punctuation that stands after letters in clean text, and is a continuation in some page."""

_CYRILLIC = "и"
"""A letter that no Cyrillic text lacks."""


# Bodies of character classes: what the bytes 0xC2 to 0xDF, 0xE0 to 0xF4 and 0x80 to 0xBF are in any
# page. To load all pages takes longer than to look through most texts; a test computes them.
_PAIRS = (
    "\xa0¤¦«¬»ÀÂ-ßãð÷ÿĀĂĆČĎĐĒĖĘĚĞĢĪİıĶĹĻŁŃŅŇŌŐŒœŘŚŞŠŢŪŮŰŲŸŹŻŽƒΒ-ΡΣ-ίВ-Я–—‘’“”…‹›⁄€∆√≈─┌┘├"
    "┬┼═╒-╔╘-╚╞-╠╤-╬▀▄█▌▐◊ﬁﬂ"
)
_LONGER = "\xad¯±´-·¾ÁÂÈÊ-ÏÒ-ÕÙ-ÛÝ-õýþāăąćčďđēėęěğģīįķĺļńņňōŕšźΓΘΣΦΩΰ-τφа-ф‗‚„‡‰∞∩≡≤≥⌠\uf8ff"
_OTHERS = (
    "\x80-ÂÄ-ÇÉÑÖ-ØÜß-ïñ-öø-üÿĄąĽľŁłŒœŖŗŚśŞ-šŤťŸ-žƒˆˇ˘˛-˝΄-ΆΈ-ΊΌΎΏΩπЁ-ЌЎЏё-ќўџҐґ–-―‘-‚“-„"
    "†-•…‰‹›₧€№™∂∏∑∞∫≠≤≥⌐│┐┤║╕-╗╛-╝╡-╣░-▓"
)


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


class Suspects(NamedTuple):
    """What may be damage through single-byte pages.

    By page the sequences that are well-formed in it, in order; where a pair stands that may be left
    of a longer one.
    """

    sequences: dict[str, list[tuple[int, int]]]
    remains: list[int]


def _class(chars: set[str]) -> str:
    return "[" + "".join(re.escape(char) for char in sorted(chars)) + "]"


@cache
def _sequence_starts() -> re.Pattern[str]:
    """A character that may be the lead byte of a sequence of any page, or of remains."""
    return re.compile(
        f"[{_PAIRS}{_LONGER}]"
        f"(?=[{_OTHERS}])"
        f"(?:(?<=[{_PAIRS}])|(?=.[{_OTHERS}])|(?<={REMAINING})(?={remaining()}))"
    )


@cache
def _sequence_ends() -> re.Pattern[str]:
    """The second byte of a sequence of any page or of remains, or the third."""
    return re.compile(
        f"[{_OTHERS}]"
        f"(?:(?<=[{_PAIRS}].)|(?<=[{_LONGER}][{_OTHERS}].)|(?<={REMAINING}{remaining()}))"
    )


def _places(text: str) -> Iterable[int]:
    """Where a sequence of some page or remains may begin, in order.

    `re` scans for what is rarer in the text. Nearly every Cyrillic letter can stand for a lead
    byte.
    """
    if _CYRILLIC not in text:
        return (match.start() for match in _sequence_starts().finditer(text))
    ends = (match.start() for match in _sequence_ends().finditer(text))
    return dict.fromkeys(max(at, 0) for end in ends for at in (end - 2, end - 1))


@lru_cache(maxsize=10_000)
def _seen_in(window: str) -> tuple[tuple[tuple[str, int], ...], bool]:
    """The pages in which a sequence stands at the start of `window`, each with its length.

    The second tells whether a pair stands there that may be left of a longer one.
    """
    found = ((page, shape(page).sequence.match(window)) for page in _pages_of(window[:2]))
    return tuple((page, match.end()) for page, match in found if match), may_remain(window, 0)


@cache
def _pages_of(pair: str) -> tuple[str, ...]:
    """The pages in which the two characters are a lead byte and a continuation."""
    return tuple(
        page
        for page in SINGLE_BYTE
        if pair[0] in letters(page)[0xC2:0xF5] and pair[1:] in letters(page)[0x80:0xC0]
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


def suspects(text: str) -> Suspects | None:
    """The sequences of `text`, or None where there are neither sequences nor remains."""
    by_page: dict[str, list[tuple[int, int]]] = {}
    remains: list[int] = []
    for at in _places(text):
        sequences, is_remains = _seen_in(text[at : at + LONGEST])
        for page, size in sequences:
            by_page.setdefault(page, []).append((at, at + size))
        if is_remains:
            remains.append(at)
    if "cp1251" in by_page and not _cyrillic().search(text):
        del by_page["cp1251"]
    return Suspects(by_page, remains) if by_page or remains else None
