"""Which characters may be what is left of others, so that no rule may change them.

They tell what was lost.
"""

from __future__ import annotations

from functools import lru_cache

from awesomelint.repair.characters import is_letter
from awesomelint.repair.codepages import SINGLE_BYTE, letters
from awesomelint.repair.shape import shape

_REACH = 3
"""How far from its first byte the last byte of a character stands."""
_CP1252 = frozenset(byte for byte in range(0x80, 0xA0) if letters("cp1252")[byte] != chr(byte))
"""The C1 controls at whose place cp1252 has a character."""


def may_be_remains(text: str, at: int) -> bool:
    """Whether a decoding of its neighbourhood could use the character at offset `at`.

    These are C1 controls beside letters or where cp1252 has a character, soft hyphens and no-break
    spaces that complete a well-formed sequence in some code page, U+FFFD, and private-use
    characters.
    """
    char = text[at]
    if char == "\ufffd" or "\ue000" <= char <= "\uf8ff":
        return True
    if "\x80" <= char <= "\x9f":
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        return ord(char) in _CP1252 or any(
            is_letter(one) or not one.isascii() for one in (before, after) if one
        )
    if char in "\xa0\xad":
        first = max(at - _REACH, 0)
        first = max(first, text.rfind("\n", first, at) + 1)
        return _completes(text[first : at + _REACH + 1], at - first)
    return False


@lru_cache(maxsize=1000)
def _completes(window: str, at: int) -> bool:
    """Whether the character at `at` is part of a sequence in some page."""
    return any(
        match.start() <= at < match.end()
        for page in SINGLE_BYTE
        for match in shape(page).sequence.finditer(window)
    )
