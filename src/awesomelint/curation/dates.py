"""Dates, venues and stars as lists write them: `[2023-05]`, `(ICLR'25)`, `⭐ 2.3K`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from awesomelint.curation.vocabulary import VENUE_EXTRAS, VENUE_WORDS
from awesomelint.text.patterns import regex

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
DATE = regex(
    rf"(?<![\w.])(?:{_YEAR}\s?[-./年]\s?(?:1[0-2]|0?[1-9])(?:\s?[-./月]\s?(?:[12]\d|3[01]|0?[1-9]))?(?:\s?[月日])?(?![\w])"
    rf"|(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s)?{_MONTH}\s?(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?)?[,.]?\s?(?:{_YEAR}|['’]\d\d)(?!\d)"
    rf"|{_YEAR}[,.]?\s{_MONTH}(?:\s(?:[12]\d|3[01]|0?[1-9])(?!\d))?"
    rf"|(?:1[0-2]|0?[1-9])[/.]{_YEAR}(?!\d)"
    rf"|(?:(?:spring|summer|fall|autumn|winter)\s)?{_YEAR}(?![\d-])年?)",
    re.IGNORECASE,
)
# In brackets alone: 2412, 24.05
_SHORT = regex(
    r"(?:1[5-9]|2\d)[./-]?(?:1[0-2]|0[1-9])|(?:1[5-9]|2\d)[./-](?:1[0-2]|0?[1-9])[./-]\d\d"
)
_TWO_DIGITS = regex(r"(?<=[A-Za-z])\s?['’`]?(?:9\d|[0-4]\d)(?![\w.])|['’`]\s?\d\d(?![\w.])")
_SHORT_YEAR = regex(r"['’]?\s?\d\d")
_NUMBERED = regex(r"['’-]?\d{1,4}\Z")
_FOUR_DIGITS = regex(_YEAR)
_WORD = regex(r"[^\W_][\w&+’'./-]*+|&")
_ACRONYM = regex(
    r"[A-Z][A-Za-z]{0,3}(?:[-&]?[A-Z]){1,8}[a-z]?(?:-[A-Z]{1,9})?|[a-z]{1,2}[A-Z]{2,6}"
)
STARS = regex(
    r"(?:⭐️?|🌟|★|:star2?:|\bstars?:?)\s?[\d.,]{1,12}\s?k?m?\+?"
    r"|(?<![\d.,])[\d.,]{1,12}+\s?k?m?\+?\s?(?:⭐️?|🌟|★|:star2?:|stars?\b)",
    re.IGNORECASE,
)
LONGEST = 120
MOST_WORDS = 8
MOST_BLANKS = 14
_DIGIT = regex(r"\d")

Part = tuple[int, int]


class Citation(NamedTuple):
    """Where a work appeared and when: places in the text that was read."""

    venue: Part | None = None
    year: Part | None = None
    date: Part | None = None


def date_of(text: str) -> Citation | None:
    """A text that is a date and nothing else."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    match = DATE.fullmatch(text, start, end) or _SHORT.fullmatch(text, start, end)
    return _dated(text, match) if match else None


def _dated(text: str, match: re.Match[str]) -> Citation:
    year = _FOUR_DIGITS.search(text, *match.span())
    if year:
        dated = match.span() if len(match[0].strip("年 ")) > 4 else None
        return Citation(None, year.span(), dated)
    short = _SHORT_YEAR.search(text, *match.span())
    return Citation(None, short.span() if short else None, match.span())


@lru_cache(8192)
def citation(text: str) -> Citation | None:
    """A text that only names a venue, a date or both: `ICML, 2023`, `arXiv - Nov 2023`."""
    if len(text) > LONGEST or text.count(" ") > MOST_BLANKS or not text.strip():
        return None
    if _DIGIT.search(text) is None and not _begins_known(text):
        return None
    if (dated := date_of(text)) is not None:
        return dated
    date = DATE.search(text)
    match = date or _TWO_DIGITS.search(text)
    before = text[: match.start()] if match else text
    rest = [*_WORD.finditer(before), *_WORD.finditer(text, match.end() if match else len(text))]
    if not rest:
        return None
    certain = match is not None and bool(date or match[0].strip()[:1] in "'’`")
    if not _is_venue(rest, text, dated=match is not None, certain=certain):
        return None
    venue = _venue(rest)
    if match is None:
        return Citation(venue)
    dated = _dated(text, match)
    short = len(match[0].strip(" '’`")) <= 2
    return dated._replace(venue=venue, date=None if short else dated.date)


def _is_venue(words: list[re.Match[str]], text: str, *, dated: bool, certain: bool) -> bool:
    if len(words) > MOST_WORDS:
        return False
    known = any(_known(word[0]) for word in words)
    plain = all(_known(word[0]) or word[0].casefold().strip(".") in VENUE_EXTRAS for word in words)
    if known and (plain or (dated and all(_venue_like(word[0]) for word in words))):
        return True
    if not certain:
        return False
    acronyms = [word for word in words if _ACRONYM.fullmatch(word[0])]
    return (
        len(words) <= 4
        and bool(acronyms)
        and all(
            _ACRONYM.fullmatch(word[0]) or word[0].casefold().strip(".") in VENUE_EXTRAS
            for word in words
        )
        and text.strip()[:1].isalnum()
    )


def begins_with_venue(text: str, start: int) -> bool:
    """Whether the word at `start` is a known venue."""
    word = _WORD.match(text, start)
    return word is not None and _known(word[0])


def _begins_known(text: str) -> bool:
    """Whether a text without a number may name a venue: all words do, or may stand beside it."""
    first = _WORD.search(text)
    return first is not None and (
        _known(first[0]) or first[0].casefold().strip(".") in VENUE_EXTRAS
    )


def _known(word: str) -> bool:
    name = word.casefold().strip(".'’")
    return name in VENUE_WORDS or (name[-1:].isdigit() and _NUMBERED.sub("", name) in VENUE_WORDS)


def _venue_like(word: str) -> bool:
    return (
        word[:1].isupper()
        or word[:1].isdigit()
        or _known(word)
        or word.casefold().strip(".") in VENUE_EXTRAS
    )


def _venue(words: list[re.Match[str]]) -> Part | None:
    named = [word for word in words if not word[0].strip("'’.").isdigit()]
    return (named[0].start(), named[-1].end()) if named else None
