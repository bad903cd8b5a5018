"""Names of people as lists write them: `Ann Baker, Bob Miller`, `S. Gu et al.`, `畝見達夫`."""

from __future__ import annotations

import re
from functools import lru_cache

from awesomelint.curation.vocabulary import NO_NAME_WORDS
from awesomelint.text.patterns import regex

_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "del",
        "della",
        "der",
        "den",
        "dos",
        "du",
        "van",
        "von",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "ter",
        "ten",
        "y",
        "e",
        "zu",
        "st",
    ]
)
_BETWEEN = regex(r"\s{0,4}(?:[,;，；、]|\band\b|&|\bwith\b|和|及)\s{0,4}", re.IGNORECASE)
_OTHERS = regex(
    r"[,，]?\s{0,4}(?:\bet\.?\s{0,4}al\b\.?|\band others\b|\bothers\b|等人?|他)"
    r"\s{0,4}[.,]?\s{0,4}\Z",
    re.IGNORECASE,
)
_MARKS = regex(r"[*†‡§¶#^\d⋆∗]{1,9}+(?=[,;\s]|\Z)|\u200f|\u200e|\u00ad")
_BRACKETED = regex(r"\([^()]{0,60}\)|（[^（）]{0,60}）")
_LATIN = regex(r"[^\W\d_]++(?:[.'’‐‑·-]{1,3}+[^\W\d_]*+){0,9}")
_HAN_NAME = regex(r"[\u3400-\u9fff々]{2,4}|[\u3040-\u30ff\u3400-\u9fff]{2,8}")
_HANGUL_NAME = regex(r"[\uac00-\ud7af]{2,4}")
_HAN = regex(r"[\u3040-\u30ff\u3400-\u9fff]")
_LAST_FIRST = regex(r"[^\W\d_][\w'’-]{1,40}, [^\W\d_][\w.' ’-]{1,60} and [^\W\d_][\w'’-]{1,40}, ")
_SEVERAL = regex(r"[,;，；、&]|\band\b|\bal\b|等|和|及|\bothers\b|\bwith\b")
LONGEST_LIST = 6000
LONGEST_WITH_NOTES = 2 * LONGEST_LIST
MOST_PARTS = 5


def split(text: str) -> list[str]:
    """The names of a list of authors; “et al.” belongs to none of them."""
    bare = _OTHERS.sub("", text.strip())
    return [
        name for name in (_MARKS.sub("", one).strip(" .") for one in _BETWEEN.split(bare)) if name
    ]


@lru_cache(4096)
def are_names(text: str, *, loose: bool = False) -> bool:
    """Whether a text is a list of people's names and nothing else.

    One name alone is certain only with “et al.”; `loose` takes one where the list writes authors in
    that place.
    """
    if len(text) > LONGEST_WITH_NOTES or (not loose and not _SEVERAL.search(text)):
        return False
    if text.count(" ") > MOST_PARTS * (2 + len(_SEVERAL.findall(text))):
        return False
    text = _BRACKETED.sub("", text.strip().strip("*_ ")).strip()
    if not text or len(text) > LONGEST_LIST or "\n" in text:
        return False
    others = _OTHERS.search(text)
    text_of_names = text.removesuffix(".")
    first = split(_BETWEEN.split(text_of_names, maxsplit=1)[0])
    if first and not _kind(first[0]):
        return False
    kinds = [_kind(name) for name in split(text_of_names)]
    if not kinds or not all(kinds):
        return False
    if others:
        return True
    full = kinds.count("full")
    if loose or _LAST_FIRST.match(text):
        return True
    return (len(kinds) >= 2 and full * 2 > len(kinds)) or (
        len(kinds) >= 4 and full * 3 >= len(kinds)
    )


def is_credit(text: str) -> bool:
    """Whether a text may name an author: a few words with capitals, or without upper case."""
    words = _BRACKETED.sub("", _OTHERS.sub("", text)).replace("\u200f", "").split()
    if not words or len(words) > 16 or text.rstrip().endswith((".", "。", "!", "?")):
        return False
    return (
        all(
            not word[:1].islower()
            or word in _PARTICLES
            or word in {"and", "the", "of", "team", "by", "in"}
            or len(words) == 1
            for word in words
        )
        and max(map(len, words)) <= 24
    )


def _kind(name: str) -> str:
    """`full` for a first and a last name, `part` for what may be one, "" for what is none."""
    if len(name) > 60:
        return ""
    words = name.replace("\u00a0", " ").split()
    if not name.isascii() and _HAN.search(name):
        return "part" if _HAN_NAME.fullmatch(name) else ""
    if not name.isascii() and _HANGUL_NAME.fullmatch(name):
        return "part"
    if len(words) > MOST_PARTS or any(not _LATIN.fullmatch(word) for word in words):
        return ""
    if any(len(word) > 2 and word.casefold().strip(".") in NO_NAME_WORDS for word in words):
        return ""
    if not all(_may_be_named(word) for word in words):
        return ""
    if len(words) == 1:
        return "part"
    return "full"


def _may_be_named(word: str) -> bool:
    if word.casefold() in _PARTICLES:
        return True
    first = word[0]
    return first.isupper() or first.lower() == first.upper()
