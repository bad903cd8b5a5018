"""What the Unicode standard says of characters: their kind in a word, and their script.

No code page stands here.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Literal

from awesomelint.text.scripts import is_cjk_mark

Kind = Literal[
    "upper", "lower", "letter", "digit", "mark", "joiner", "closer", "opener", "symbol", "space"
]

_JOINERS = frozenset("'’ʼ‘-‐‑–—·.,:/_@&+=#%~…\u200c\u200d\u00ad")
"""What stands between the letters of words, names, numbers and addresses."""
_SEPARATORS = frozenset("\x1c\x1d\x1e\x1f\x85")
"""Controls that Python takes for white space."""
_CLOSERS = frozenset("”’»›“‘…—–.,;:!?)]}\"'™®°ª²³¹*_~|>`©")
"""What follows the last letter of a word; “ closes in German, and » opens in Danish."""
_OPENERS = frozenset("“”„«»‹›‘’‚¡¿([{\"'—–…·•§*_~|<`#©@")
"""What stands before the first letter of a word."""
_OPENS_ONLY = frozenset("¡¿„‚")
"""What no word ends with."""
VARIABLES = frozenset("αβγδεζηθικλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩ")
"""Greek letters that stand alone, or beside Latin ones, in texts of any language.

They are variables, units and prefixes.
"""
_CASELESS_NAMES = {
    "CJK": "HAN",
    "IDEOGRAPHIC": "HAN",
    "KATAKANA-HIRAGANA": "KATAKANA",
    "HALFWIDTH": "KATAKANA",
}
_NO_SCRIPT = frozenset(
    {
        "COMBINING",
        "MODIFIER",
        "FULLWIDTH",
        "FEMININE",
        "MASCULINE",
        "MICRO",
        "VARIATION",
        "ENCLOSED",
    }
)


@cache
def kind(char: str) -> Kind:
    """What a character is in a word, by its general category."""
    category = unicodedata.category(char)
    if category in {"Lu", "Lt"}:
        return "upper"
    if category == "Ll":
        return "lower"
    if category in {"Lo", "Lm"} and char not in "ªº":
        return "letter"
    if category == "Nd":
        return "digit"
    if category in {"Mn", "Mc", "Me"}:
        return "mark"
    if char.isspace() and char not in _SEPARATORS:
        return "space"
    return _punctuation(char)


def _punctuation(char: str) -> Kind:
    if char in _JOINERS or char in "゠・ー" or is_cjk_mark(char):
        return "joiner"
    if char in _OPENS_ONLY:
        return "opener"
    return "closer" if char in _CLOSERS or char in _OPENERS else "symbol"


def is_letter(char: str) -> bool:
    """Whether `char` (one character, or none) is a letter."""
    return bool(char) and kind(char) in {"upper", "lower", "letter"}


def closes(text: str) -> bool:
    """Whether all of `text` may follow the last letter of a word."""
    return all(char in _CLOSERS for char in text)


def opens(text: str) -> bool:
    """Whether all of `text` may stand before the first letter of a word."""
    return all(char in _OPENERS for char in text)


@cache
def script(char: str) -> str:
    """The script of a letter or mark as the standard's character names give it (`LATIN`, `HAN`, …).

    It is empty for other characters.
    """
    if kind(char) not in {"upper", "lower", "letter", "mark"}:
        return ""
    name = unicodedata.name(char, "UNNAMED")
    first_word = name.split()[0]
    first = first_word.split("-")[0]
    if first in _NO_SCRIPT:
        return ""
    return _CASELESS_NAMES.get(first, first)
