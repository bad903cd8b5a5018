"""The order of titles in several scripts.

Latin ignores case and accents, kana go by syllable, Hangul by letter, Han by pinyin.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from awesomelint.text.patterns import regex

Key = tuple[tuple[int, str], ...]

_ARTICLE = regex(r"(?:the|an?)\s+(?=\w)", re.IGNORECASE)
_NUMBER = regex(r"(\d{1,18})")
# Level 1 of GB 2312 holds the 3,755 commonest characters in the order of their pinyin; the others
# stand by radical, which no list is sorted by.
_PINYIN = (b"\xb0\xa1", b"\xd7\xf9")
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


@lru_cache(maxsize=8192)
def keys(title: str) -> tuple[Key, ...]:
    """What `title` is sorted by under each convention that lists follow, the most common first.

    Letters and digits alone, without case; those with the marks between them; without a leading
    article; by numbers; by code point. Empty if it holds Han characters whose pinyin is not known.
    """
    plain = _folded(title)
    if plain is None:
        return ()
    spaced = re.sub(r"[\W_]+", " ", plain).strip()
    joined = spaced.replace(" ", "")
    return (
        _key(joined),
        _key(spaced),
        _key(plain.strip()),
        _key(re.sub(r"[\W_]+", "", _ARTICLE.sub("", plain, count=1))),
        _natural(spaced),
        tuple((0, char) for char in title),
    )


def _folded(title: str) -> str | None:
    """`title` in small letters without accents, Han as an order of their pinyin.

    None where that is not known.
    """
    letters: list[str] = []
    for char in unicodedata.normalize("NFKC", title).casefold():
        if "\u4e00" <= char <= "\u9fff":
            ordered = _by_pinyin(char)
            if ordered is None:
                return None
            letters.append(ordered)
        elif "\u3041" <= char <= "\u30ff":
            letters.append(_kana(char))
        else:
            letters += filter(_is_letter, unicodedata.normalize("NFD", char))
    return unicodedata.normalize("NFC", "".join(letters))


def _is_letter(char: str) -> bool:
    """Whether `char` is no accent; marks of Indic scripts are vowels."""
    return unicodedata.category(char) != "Mn" or char >= "\u0900"


def _by_pinyin(char: str) -> str | None:
    """A private-use letter whose code is the place of `char` in the order of pinyin."""
    try:
        encoded = char.encode("gb2312")
    except UnicodeEncodeError:
        return None
    if not _PINYIN[0] <= encoded <= _PINYIN[1]:
        return None
    return chr(0xF0000 + int.from_bytes(encoded, "big"))


def _kana(char: str) -> str:
    """Hiragana without voicing marks, small ones as large ones."""
    base = unicodedata.normalize("NFD", char.translate(_TO_HIRAGANA))[0]
    return chr(ord(base) + 1) if base in "ぁぃぅぇぉっゃゅょゎ" else base


def _key(text: str) -> Key:
    return ((0, text),)


def _natural(text: str) -> Key:
    """Numbers by their value, before letters."""
    return tuple(
        (0, part.zfill(18)) if part.isdecimal() else (1, part)
        for part in _NUMBER.split(text)
        if part
    )
