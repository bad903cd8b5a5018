"""Scripts by code point, as far as rules need to tell them apart (Unicode's Blocks.txt)."""

from __future__ import annotations

import unicodedata

Ranges = tuple[tuple[int, int], ...]
"""Code points from one to another, both included."""

HAN = "\u3400-\u9fff"
"""For classes of regular expressions: Han characters of the basic plane, …"""
KANA = "\u3040-\u30ff"
HANGUL = "\uac00-\ud7a3"
CJK_LETTERS = KANA + HAN + HANGUL

# Arabic to Samaritan, the Brahmic scripts, Mongolian, Arabic forms, and those of their kind beyond
# U+FFFF
JOINING: Ranges = (
    (0x0600, 0x109F),
    (0x1700, 0x18AF),
    (0x1900, 0x1CFF),
    (0xA800, 0xABFF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x10A00, 0x11FFF),
    (0x1E900, 0x1E95F),
)
# Thai, Lao, Tibetan, Myanmar, Khmer, Balinese and their like: words without spaces between them
SPACELESS: Ranges = (
    (0x0E00, 0x109F),
    (0x1780, 0x17FF),
    (0x1950, 0x1AAF),
    (0x1B00, 0x1B7F),
    (0xA980, 0xAADF),
)
# Han, kana, Hangul, their punctuation, radicals and full-width forms
CJK: Ranges = (
    (0x2E80, 0x303F),
    (0x3040, 0x312F),
    (0x3131, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)


def within(char: str, ranges: Ranges) -> bool:
    """Whether `char` (one character, or none) is in one of `ranges`."""
    return bool(char) and any(first <= ord(char) <= last for first, last in ranges)


def is_cjk(char: str) -> bool:
    """Whether `char` (one character, or none) is Han, kana, Hangul, or their punctuation."""
    return within(char, CJK)


def is_cjk_letter(char: str) -> bool:
    """Whether `char` (one character, or none) is a Han character, kana or Hangul syllable."""
    return (
        "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"
    )


def is_cjk_mark(char: str) -> bool:
    """Whether `char` is punctuation of East Asia, or a full-width or half-width form."""
    return "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef"


def is_wide(char: str) -> bool:
    """Whether `char` is as wide as two letters and says as much.

    Han, kana, Hangul and their like do.
    """
    return unicodedata.east_asian_width(char) == "W"


def is_emoji(char: str) -> bool:
    """Whether `char` (one character, or none) may stand in an emoji sequence.

    Symbols newer than Python's tables count by their block.
    """
    if not char:
        return False
    if unicodedata.category(char) in {"So", "Sm", "Sk"}:
        return True
    return 0x1F000 <= ord(char) < 0x20000
