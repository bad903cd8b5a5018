"""Bare URLs: what GitHub links, and what their author meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

START = re.compile(r"https?://", re.IGNORECASE)
# what no URL that a person typed goes on with
STOPPERS = frozenset('，。；：！？、（）【】「」『』《》〈〉“”‘’…｜<>"`\u3000\u00a0')
# a second URL after one of these is part of the first: an archive's page, a proxy's target, a parameter
EXPLAINS = frozenset("/=?&#:+,;|!~@%")
# raw Han after one of these goes on with a path or a parameter
JOINS = frozenset("/=?&#-_+.%~")
_ENTITY_END = re.compile(r"&[A-Za-z]+\Z")
CLOSERS = {")": "(", "]": "[", "}": "{"}


def is_cjk(char: str) -> bool:
    """Whether `char` is a Han character, kana or Hangul syllable."""
    return "\u3040" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3"


def intended(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The URLs that stand in `text[start:end]`, which begins with one: several where they are glued together."""
    while start < end:
        until = _end(text, start, end)
        following = START.match(text, until, end)
        yield start, trimmed(text, start, until) if not following else until
        if not following:
            return
        start = until


def _end(text: str, start: int, end: int) -> int:
    """Where the URL that begins at `start` ends."""
    scheme = START.match(text, start, end)
    at = scheme.end() if scheme else start
    opened: list[str] = []
    wild = False  # the URL holds raw Han on purpose
    while at < end:
        char = text[at]
        if char in STOPPERS or char.isspace():
            return at
        if char in "hH" and START.match(text, at, end) and text[at - 1] not in EXPLAINS:
            return at
        if is_cjk(char) and not wild:
            if text[at - 1] not in JOINS:
                return at
            wild = True
        elif char in "([{":
            opened.append(char)
        elif char in CLOSERS:
            if CLOSERS[char] not in opened:
                return at
            opened.remove(CLOSERS[char])
        at += 1
    return at


def trimmed(src: str, start: int, end: int) -> int:
    """The end of a bare URL without the punctuation that GitHub leaves outside."""
    opening, closing = src.count("(", start, end), src.count(")", start, end)
    while end > start:
        char = src[end - 1]
        if char == ")":
            if closing <= opening:
                return end
            closing -= 1
            end -= 1
        elif char in "?!.,:*_~'\"":
            end -= 1
        elif char == ";":
            entity = _ENTITY_END.search(src[start : end - 1])
            end = start + entity.start() if entity else end - 1
        else:
            return end
    return end
