"""Texts that show mojibake on purpose: what they show is a specimen, not damage."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awesomelint.repair.judge import Word

_TOPIC = re.compile(
    r"mojibake|文字化け|乱码|亂碼|깨진 ?(?:글자|문자)|кракозябр|krakozyabr|\bftfy\b|zeichensalat|"
    r"\b(?:character|text|file|wrong)[ -](?:set|encoding)s?\b|\bencoding (?:error|issue|mistake|problem)s?\b|"
    r"\bcharsets?\b|codepages?|\butf-?8\b|\b(?:windows|cp)-?125\d\b|\blatin-?1\b|iso-?8859|\bgarbled\b|"
    r"字符编码|字元編碼|文字コード|кодировк",
    re.IGNORECASE,
)
"""Words that tell that a text is about encodings."""


def is_specimen(text: str, line: tuple[int, int], word: Word) -> bool:
    """Whether a damaged word is shown as such: it stands alone in a line or under a heading about encodings.

    Alone are words in quotes, between commas, and signs without a word.
    """
    start, end = line
    if not (_stands_alone(text, word) or has_twin(text, line, word)):
        return False
    return _TOPIC.search(text[start:end]) is not None or _heading_is_about(text, start)


def has_twin(text: str, line: tuple[int, int], word: Word) -> bool:
    """Whether the word that a damaged one would become, letters included, stands in the same line too."""
    start, end = line
    if not any(char.isalpha() for chain in word.chains for char in chain.text):
        return False
    said = word.mended(text).strip("“”‘’«»„")
    around = text[start : word.start] + "\n" + text[word.end : end]
    return re.search(rf"(?<![\w#/=.-]){re.escape(said)}(?!\w)", around) is not None


def _stands_alone(text: str, word: Word) -> bool:
    """Whether a word is nothing but its damage, or stands in quotes."""
    quoted = text[word.start - 1 : word.start] in set("\"'`(") and text[word.end : word.end + 1] in set("\"'`)")
    return quoted or sum(chain.end - chain.start for chain in word.chains) == word.end - word.start


def _heading_is_about(text: str, start: int) -> bool:
    return any(_TOPIC.search(heading) for heading in _headings_before(text, start))


def _headings_before(text: str, start: int) -> list[str]:
    """The last heading before an offset, and the first of the text."""
    found = [heading for at, heading in _headings(text) if at < start]
    return [found[0], found[-1]] if found else []


@lru_cache(maxsize=1)
def _headings(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((match.start(), match[0]) for match in re.finditer(r"^ {0,3}#{1,6} .*$", text, re.MULTILINE))
