"""When two titles are one: keys, words, and how much they share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from awesomelint.text.patterns import regex
from awesomelint.text.scripts import is_wide

Likeness = Literal["same", "alike", "apart"]

SHORTEST = 12
# Labels that may stand before a title, and the letters of two titles that are compared one by one.
LABELS = 8
LONGEST_ACRONYM = 40
COMPARED = 160
# Words that say nothing of a title, or that every other title of these lists has.
_STOP = frozenset(
    """a an and are as at by for from in into is it its of on or over the to towards toward under
    using via vs what when with without your you can do does how we our paper pdf arxiv link code
    large language model llm learning neural network deep method approach framework""".split()  # noqa: SIM905 - a word list
)
_YEARS = r"[A-Za-z&@./ -]{0,24}['’]?\s?(?:19|20)?[0-9]{2}\b[^\[(【（]{0,12}"
_LEADING = regex(
    rf"\s*(?:(?:\[{_YEARS}\]|\({_YEARS}\)|【{_YEARS}】)\s*[-:,.|]?|[0-9]{{1,3}}[.)、]\s)\s*"
)
_LABEL = regex(
    r"[\[(（【](?:paper|pdf|arxiv|link|code|论文|video|project(?: page)?|github|slides?)[\])）】]",
    re.IGNORECASE,
)
_LONGEST_LABEL = len("[project page]")
_STOPS = ".。,，;；:："
_LINES = regex(r"<br\s*/?>|\\?\n", re.IGNORECASE)
_TAGS = regex(r"</?[a-z][^<>]*>|\*\*", re.IGNORECASE)
_LATEX = regex(r"\\[a-z]+\{([^{}]*)\}|\\[a-z]+|\$", re.IGNORECASE)
_WORD = regex(r"[^\W_]+")
_NO_KEY = regex(r"[^0-9a-z+#]+")
_SHORT = 4
"""Shorter words keep the `s` that they end with."""
_SAME = 0.6
"""The share of telling words from which two titles are one."""


def stripped(title: str) -> str:
    """`title` without numbers, venues and years before it, and labels of links behind it."""
    first_line = _LINES.split(title, 1)[0]
    title = _TAGS.sub("", first_line).strip(" *_")
    for _ in range(LABELS):
        match = _LEADING.match(title)
        if match is None or not title[match.end() :].strip():
            break
        title = title[match.end() :]
    return _without_labels(title).strip()


def _without_labels(title: str) -> str:
    """`title` without the labels of links and the stops that stand together at its end."""
    end = len(title.rstrip())
    while end:
        if title[end - 1] in _STOPS:
            end -= 1
            continue
        if title[end - 1] not in "])）】":
            break
        opening = max(
            title.rfind(bracket, max(end - _LONGEST_LABEL, 0), end) for bracket in "[(（【"
        )
        if opening < 0 or not _LABEL.fullmatch(title, opening, end):
            break
        end = opening
    return title[:end]


@lru_cache(maxsize=4096)
def title_key(title: str) -> str:
    """The folded form of a title, which equal titles share.

    It holds the letters and digits of all scripts (C++ too), and is "" for titles too short to tell
    much.
    """
    key = folded(title)
    return key if weight(key) >= SHORTEST else ""


@lru_cache(maxsize=4096)
def folded(title: str) -> str:
    """The letters and digits of `title`, without what stands before and after it."""
    bare = _LATEX.sub(r"\1", stripped(title))
    if bare.isascii():
        return _NO_KEY.sub("", bare.lower())
    plain = unicodedata.normalize("NFKC", bare).casefold()
    return "".join(c for c in plain if c.isalnum() or c in "+#")


def weight(key: str) -> int:
    """How much a key says, in Latin letters: an ideograph says as much as two."""
    return len(key) if key.isascii() else sum(2 if is_wide(c) else 1 for c in key)


@lru_cache(maxsize=4096)
def words(title: str) -> frozenset[str]:
    """The telling words of a title; runs of ideographs give their pairs."""
    plain = unicodedata.normalize("NFKC", stripped(title)).casefold()
    telling: set[str] = set()
    for word in _WORD.findall(plain):
        if any(map(is_wide, word)):
            pairs = max(len(word) - 1, 1)
            telling.update(word[index : index + 2] for index in range(pairs))
            continue
        stem = word if len(word) < _SHORT else word.removesuffix("s")
        if stem not in _STOP:
            telling.add(stem)
    return frozenset(telling)


def likeness(one: str, other: str) -> Likeness:
    """How alike two titles are.

    `same` means one title in two spellings, `alike` that they share a telling word, `apart`
    neither.
    """
    first, second = folded(one), folded(other)
    if not first or not second or first == second:
        return "same"
    short, long = sorted((first, second), key=len)
    if long.startswith(short) or long.endswith(short):
        return "same"
    if spells(one, other) or spells(other, one):
        return "same"
    mine, yours = words(one), words(other)
    shared = len(mine & yours)
    most = max(len(mine), len(yours))
    if shared and shared >= _SAME * most:
        return "same"
    if shared or scripts(one) != scripts(other) or _near(first, second):
        return "alike"
    return "apart"


def _near(first: str, second: str) -> bool:
    """Whether two folded titles share most letters in order (a misspelt or joined word)."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only for titles that share no word

    matcher = SequenceMatcher(None, first[:COMPARED], second[:COMPARED], autojunk=False)
    return matcher.quick_ratio() >= 0.6 and matcher.ratio() >= 0.6


def spells(short: str, long: str) -> bool:
    """Whether `short` is an acronym that the words of `long` spell."""
    if len(short) > LONGEST_ACRONYM or len(short.split()) > 1:
        return False
    capitals = "".join(char for char in short if char.isupper())
    if not 2 <= len(capitals) <= 8:
        return False
    first_letters = [word[0] for word in _WORD.findall(long[:COMPARED])]
    initials = "".join(first_letters).casefold()
    wanted = capitals.casefold()
    matched = 0
    for letter in initials:
        if matched < len(wanted) and letter == wanted[matched]:
            matched += 1
    return matched == len(wanted)


def scripts(title: str) -> str:
    """The script that most letters of a title are in, told roughly: Latin, CJK or other."""
    letters = [c for c in title if c.isalpha()]
    wide = sum(is_wide(c) for c in letters)
    latin = sum(c < "\u0250" for c in letters)
    if wide * 2 >= latin and wide:
        return "cjk"
    return "latin" if latin * 2 >= len(letters) else "other"


def quoted(title: str) -> str:
    """A title as messages quote it, shortened."""
    plain = " ".join(title.split())
    return f"“{plain[:57].rstrip()}…”" if len(plain) > 60 else f"“{plain}”"
