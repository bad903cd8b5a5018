"""What a damaged character can have been.

Every character that the same mistake turns into the same remains.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from awesomelint.repair.codepages import STRIPPED, images

if TYPE_CHECKING:
    from awesomelint.repair.codepages import Damage

Edge = tuple[int, str]
"""Where a damaged character ends, and the characters that it can have been."""

_FOUR = (range(0x1F000, 0x1FB00), range(0x1D400, 0x1D800), range(0x20000, 0x2A6E0))
"""The characters of four bytes that lists hold.

They are emoji, mathematical letters and rare Han.
"""
_LONGEST = 4
"""So many characters the bytes of one became, at most."""
_UNLIKELY = ("Cn", "Co", "Cs", "Cc")


@cache
def leads(damage: Damage) -> dict[str, int]:
    """The characters that lead bytes became."""
    held = images(damage)
    return {held[byte]: byte for byte in range(0xC2, 0xF5) if held[byte]}


@cache
def continuations(damage: Damage) -> frozenset[str]:
    """The characters that continuation bytes became."""
    return frozenset(char for char in images(damage)[0x80:0xC0] if char)


@cache
def remains(damage: Damage, lead: int) -> dict[str, str]:
    """The characters whose first byte is `lead`, by what was left of their other bytes."""
    held = images(damage)
    found: dict[str, list[str]] = {}
    for char in _led_by(lead):
        rest = "".join([held[byte] for byte in char.encode()[1:]])
        found.setdefault(rest, []).append(char)
    return {rest: "".join(_typed(chars)) for rest, chars in found.items()}


def _typed(chars: list[str]) -> list[str]:
    """Of several characters those that people type: no spaces of unusual widths."""
    return [char for char in chars if not "\u2000" <= char <= "\u200a"] or chars


@cache
def stripped(damage: Damage, lead: int) -> dict[str, str]:
    """The same at the end of a line where white space was stripped.

    Soft hyphens were stripped where no white space fits.
    """
    found: dict[str, list[str]] = {}
    for lost in (STRIPPED.replace("\xad", ""), STRIPPED):
        known = set(found)
        for rest, chars in remains(damage, lead).items():
            kept = rest.rstrip(lost)
            if kept != rest and kept not in known:
                found.setdefault(kept, []).append(chars)
    return {kept: "".join(chars) for kept, chars in found.items()}


def _led_by(lead: int) -> list[str]:
    if lead < 0xE0:
        points = range((lead & 0x1F) << 6, ((lead & 0x1F) + 1) << 6)
    elif lead < 0xF0:
        points = range(max((lead & 0xF) << 12, 0x800), ((lead & 0xF) + 1) << 12)
    else:
        return [
            chr(point) for points in _FOUR for point in points if lead == 0xF0 and _likely(point)
        ]
    return [chr(point) for point in points if _likely(point)]


def _likely(point: int) -> bool:
    return unicodedata.category(chr(point)) not in _UNLIKELY


def edges(text: str, start: int, end: int, damage: Damage) -> dict[int, list[Edge]]:
    """By where a damaged character begins: where it can end, and what it can have been.

    An offset without an entry is a character that stands for itself.
    """
    starts, others = leads(damage), continuations(damage)
    found: dict[int, list[Edge]] = {}
    at = start
    while at < end:
        lead = starts.get(text[at])
        if lead is None:
            at += 1
            continue
        here = _edges_at(text, at, end, remains(damage, lead), others)
        if damage.strip and not here and end - at <= _LONGEST:
            chars = stripped(damage, lead).get(text[at + 1 : end])
            here = [(end, chars)] if chars else []
        if here:
            found[at] = here
        at += 1
    return found


def _edges_at(
    text: str, at: int, end: int, known: dict[str, str], others: frozenset[str]
) -> list[Edge]:
    """A damaged character reaches as far as its continuations do.

    A mark or space after it may be one.
    """
    here: list[Edge] = []
    for stop in range(min(at + 4, end), at, -1):
        if stop < end and text[stop] in others and text[stop] not in "? ":
            continue
        if chars := known.get(text[at + 1 : stop]):
            here.append((stop, chars))
    return here
