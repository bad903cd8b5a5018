"""Texts that show mojibake on purpose: what they show is a specimen, not damage."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.repair.judge import Word

_NEAR = 300
_WITHIN_URLS = frozenset("#/=.-")
_STEMS = (
    "mojibake|文字化け|乱码|亂碼|깨진 ?(?:글자|문자)|кракозябр|krakozyabr|zeichensalat|codepage|"
    "iso-?8859|字符编码|字元編碼|文字コード|кодировк"
)
_ENCODINGS = "[ -](?:set|encoding)s?"
_WORDS = (
    f"character{_ENCODINGS}", f"text{_ENCODINGS}", f"file{_ENCODINGS}", f"wrong{_ENCODINGS}",
    "encoding (?:error|issue|mistake|problem)s?", "charsets?", "garbled", "ftfy", "utf-?8",
    r"windows-?125\d", r"cp-?125\d", "latin-?1",
)  # fmt: skip
_TOPIC = regex("|".join((_STEMS, *(rf"{word[0]}(?<=\b{word[0]}){word[1:]}\b" for word in _WORDS))))
"""Words, in lower case, that tell that a text is about encodings.

Each begins with its first letter, for which `re` scans fast.
"""
_QUOTES_BEFORE = frozenset("\"'`(")
_QUOTES_AFTER = frozenset("\"'`)")


def is_specimen(text: str, line: tuple[int, int], word: Word) -> bool:
    """Whether a damaged word is shown on purpose.

    It stands alone in a line or under a heading about encodings. Words alone are those in quotes or
    between commas, and signs without a word.
    """
    if not _stands_alone(text, word) and not has_twin(text, line, word):
        return False
    start, end = _near(line, word)
    return _names_topic(text[start:end]) or _heading_is_about(text, line[0])


@lru_cache(maxsize=1000)
def _names_topic(text: str) -> bool:
    """Whether a text is about encodings; many words have the line and the headings in common."""
    return _TOPIC.search(text.lower()) is not None


def _near(line: tuple[int, int], word: Word) -> tuple[int, int]:
    """The part of a line near a word.

    Lines of lists are short, and hostile ones are not read again and again.
    """
    return max(line[0], word.start - _NEAR), min(line[1], word.end + _NEAR)


def has_twin(text: str, line: tuple[int, int], word: Word) -> bool:
    """Whether the word that a damaged one would become stands near it in the same line."""
    read = "".join(chain.text for chain in word.chains)
    if not any(map(str.isalpha, read)):
        return False
    start, end = _near(line, word)
    said = word.said.strip("“”‘’«»„")
    if text.find(said, start, end) < 0:
        return False
    before, after = text[start : word.start], text[word.end : end]
    return _holds_word(before, said) or _holds_word(after, said)


def _holds_word(text: str, word: str) -> bool:
    """Whether a word stands in `text` by itself, not as a part of a URL or of another word."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (_is_of_word(before) or before in _WITHIN_URLS or _is_of_word(after)):
            return True
        at = text.find(word, at + 1)
    return False


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _stands_alone(text: str, word: Word) -> bool:
    """Whether a word is nothing but its damage, or stands in quotes."""
    before = text[word.start - 1 : word.start]
    after = text[word.end : word.end + 1]
    if before in _QUOTES_BEFORE and after in _QUOTES_AFTER:
        return True
    damaged = sum(chain.end - chain.start for chain in word.chains)
    return damaged == word.end - word.start


def _heading_is_about(text: str, start: int) -> bool:
    return any(map(_names_topic, _headings_before(text, start)))


def _headings_before(text: str, start: int) -> list[str]:
    """The last heading before an offset, and the first of the text."""
    headings = _headings(text)
    before = bisect_left(headings, (start, ""))
    if before == 0:
        return []
    _, first = headings[0]
    _, last = headings[before - 1]
    return [first, last]


@lru_cache(maxsize=1)
def _headings(text: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        (match.start(), match[0]) for match in re.finditer(r"^ {0,3}#{1,6} .*$", text, re.MULTILINE)
    )
