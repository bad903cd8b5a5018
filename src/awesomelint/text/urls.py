"""Where a bare URL ends: for GitHub, and as its author meant it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.text.patterns import regex
from awesomelint.text.scripts import is_cjk_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

START = regex(r"https?://", re.IGNORECASE)
# full-width punctuation that closes or parts, with which no URL goes on
CLOSING_MARKS = frozenset("，。；：！？、）】」』》〉”’…｜")
# what no URL that a person typed goes on with
STOPPERS = CLOSING_MARKS | frozenset('（【「『《〈“‘<>"`\u3000\u00a0')
# a second URL after one of these is part of the first: an archive's page, a proxy's target, a
# parameter
EXPLAINS = frozenset("/=?&#:+,;|!~@%")
# raw Han after one of these goes on with a path or a parameter
JOINS = frozenset("/=?&#-_+.%~")
_ENTITY = regex(r"&[A-Za-z]+;\Z")
# a DOI made from a SICI: `10.1002/(SICI)…49:8<693::AID-ASI4>3.0.CO;2-O`; GitHub's link ends before
# the `<`
_DOI = regex(r"/10\.[0-9.]{4,20}/[^\s<>]{0,300}\)[0-9:]*\Z")
_CONTRIBUTION = regex(r"<[^\s<>]{1,80}>[0-9A-Za-z.]{1,20};[0-9](?:-[0-9A-Za-z])?(?![0-9A-Za-z])")
CLOSERS = {")": "(", "]": "[", "}": "{"}


def intended(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The URLs in `text[start:end]`, which begins with one.

    There are several where they are glued together.
    """
    while start < end:
        until = _end(text, start, end)
        following = START.match(text, until, end)
        yield start, trimmed(text, start, until) if not following else until
        if not following:
            return
        start = until


def whole(text: str, start: int, end: int) -> int:
    """The real end of a bare URL that GitHub ends at `end`.

    It is behind the contribution that the id of a SICI names.
    """
    sici = (
        _CONTRIBUTION.match(text, end)
        if text.startswith("<", end) and _DOI.search(text, start, end)
        else None
    )
    return sici.end() if sici else end


def several(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The URLs in `text[start:end]`, which begins with one.

    East Asian punctuation parts them, too.
    """
    at = start
    while at < end:
        for first, last in intended(text, at, end):
            yield first, last
            at = max(last, first + 1)
        following = START.search(text, at, end)
        while following and not _stands_apart(text, following.start()):
            following = START.search(text, following.end(), end)
        if not following:
            return
        at = following.start()


def _stands_apart(text: str, at: int) -> bool:
    """Whether no URL that began before goes on at `at`."""
    return text[at - 1] in STOPPERS or is_cjk_letter(text[at - 1])


def _end(text: str, start: int, end: int) -> int:
    """Where the URL that begins at `start` ends."""
    scheme = START.match(text, start, end)
    at = scheme.end() if scheme else start
    opened = dict.fromkeys("([{", 0)
    wild = False  # the URL holds raw Han on purpose
    while at < end:
        char = text[at]
        if char == "<" and (last := whole(text, start, at)) > at:
            return min(last, end)
        if char in STOPPERS or char.isspace():
            return at
        if char in "hH" and START.match(text, at, end) and text[at - 1] not in EXPLAINS:
            return at
        if is_cjk_letter(char) and not wild:
            if text[at - 1] not in JOINS:
                return at
            wild = True
        elif char in opened:
            opened[char] += 1
        elif char in CLOSERS:
            if not opened[CLOSERS[char]]:
                return at
            opened[CLOSERS[char]] -= 1
        at += 1
    return at


def trimmed(text: str, start: int, end: int) -> int:
    """The end of a bare URL without the punctuation that GitHub leaves outside.

    After `autolink_delim` in cmark-gfm's extensions/autolink.c.
    """
    unopened = None
    while end > start:
        last = text[end - 1]
        if last in "?!.,:*_~'\"":
            end -= 1
        elif last == ";":
            entity = _ENTITY.search(text, max(start, text.rfind("&", start, end)), end)
            end = entity.start() if entity else end - 1
        elif last == ")":
            if unopened is None:
                unopened = text.count(")", start, end) - text.count("(", start, end)
            if unopened <= 0:
                break
            unopened -= 1
            end -= 1
        else:
            break
    return end
