"""Where a title of plain words ends.

It ends at a break, a link with a label, a citation, authors, or a description.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from awesomelint.curation import dates, names
from awesomelint.curation.line.links import is_bare
from awesomelint.curation.line.marks import (
    BRACKETS,
    LONGEST_TITLE,
    before_openings,
    group_end,
    has_word,
)
from awesomelint.curation.line.people import names_end
from awesomelint.curation.line.roles import is_label_link
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.line.fields import Line
    from awesomelint.curation.shown import Placed, Shown

_MARK = regex(r"[\[(（【「［.,–—-]|  | [-–—]")
_DASH = regex(r"\s[-–—]{1,2}\s|\s[-–—]{1,2}(?=[^\s\d-])|(?<=[^\s\d-])[–—]{1,2}\s|\s-{3}\s")
_BY_NAMES = regex(r"[\s,(]by\s{1,9}")
_INITIAL = regex(r"[A-Z]\.")
_HEAD = regex(r"\.\s|[(\[（]|\s[-–—]\s|;\s")
_LONGEST_TAIL = 200


def words_end(line: Line, start: int, end: int) -> int:
    """Where the title that begins at `start`, and ends by `end`, ends."""
    limit = _limit(line, start, end)
    cut = _first_cut(line, start, limit)
    by = _BY_NAMES.search(line.text, start + 1, cut)
    named = names_end(line.text, by.end(), end) if by else 0
    if by and named and _are_certain(line.text[by.end() : named]):
        return by.start()
    return cut


def first_break(shown: Shown, start: int, end: int) -> int:
    """Where the first line break or bar outside of a link stands, -1 if none does."""
    places = [shown.text.find(mark, start, end) for mark in ("\n", "|")]
    first = min((place for place in places if place >= 0), default=-1)
    before = bisect_left(shown.links, first, key=_start) - 1
    if before < 0:
        return first
    is_inside = first < shown.links[before].end
    return -1 if is_inside else first


def _start(placed: Placed) -> int:
    return placed.start


def _limit(line: Line, start: int, end: int) -> int:
    """Where plain words must end: at a break, at links with labels, at the end."""
    limit = end
    for mark in ("\n", "|"):
        place = line.text.find(mark, start, limit)
        if place >= 0 and has_word(line.text, start, place):
            limit = place
    for one in line.shown.links:
        if one.start >= limit:
            break
        if one.start >= start and (
            one.end == one.start or is_bare(one) or is_label_link(line.shown, one)
        ):
            limit = one.start
            break
    return before_openings(line.text, start, limit)


def _first_cut(line: Line, start: int, limit: int) -> int:
    """The first place in `start:limit` where something else than the title begins."""
    at = start
    styled = sorted(place for place in line.shown.styled if start < place < limit)
    while at < limit and at - start < LONGEST_TITLE * 4:
        at = _next_mark(line.text, at, limit, styled)
        if at >= limit:
            break
        is_group = at > start and line.text[at] in BRACKETS
        closing = group_end(line.text, at) if is_group else 0
        if closing:
            if _is_fact(line.text[at + 1 : closing]):
                return at
            at = closing
        elif _ends_here(line, start, at, limit):
            return at
        at += 1
    return limit


def _next_mark(text: str, at: int, limit: int, styled: Sequence[int]) -> int:
    """The next place at or after `at` at which a title may end: a mark, or where a style begins."""
    match = _MARK.search(text, at, limit)
    found = match.start() if match else limit
    index = bisect_left(styled, at)
    return min(found, styled[index]) if index < len(styled) else found


def _is_fact(inner: str) -> bool:
    return bool(dates.citation(inner) or dates.STARS.fullmatch(inner.strip()))


def _ends_here(line: Line, start: int, at: int, limit: int) -> bool:
    """Whether the title ends at a mark, or where a style begins."""
    text = line.text
    if text[at] == " " and _is_gap(text, start, at, limit):
        return True
    if at > start + 3 and _is_stop(text, at) and _ends_title(text[at + 1 : limit]):
        return True
    if at == start:
        return False
    dash = _DASH.match(text, at, limit) if text[at] in " –—-" else None
    if dash and _describes(text[start : dash.end()], text[dash.end() : limit]):
        return True
    styled = line.shown.style_at(at, "emphasis", "code")
    return styled is not None and (styled.style == "code" or _ends_title(text[at : styled.end]))


def _is_gap(text: str, start: int, at: int, limit: int) -> bool:
    """Two blanks between a title and many words."""
    if not text.startswith("  ", at) or not has_word(text, start, at):
        return False
    words = text[at:limit].split()
    return len(words) > 5


def _is_stop(text: str, at: int) -> bool:
    return text[at] == "," or (text[at] == "." and text[at + 1 : at + 2] in (" ", ""))


def _are_certain(words: str) -> bool:
    """Names that no title holds behind “by”: several, or one with an initial."""
    return names.are_names(words) or _INITIAL.match(words) is not None


def _ends_title(following: str) -> bool:
    """Whether a citation or authors, and nothing else, stand here up to the next mark."""
    rest = following.strip(" .,;*_-")
    if not rest:
        return False
    if names.are_names(rest) or dates.citation(rest):
        return True
    head = _HEAD.split(rest, maxsplit=1)[0].strip(" .,")
    tail = rest[len(head) :].strip(" .,;()[]-–—")
    if not head or head == rest:
        return False
    if names.are_names(head):
        return len(tail) < _LONGEST_TAIL
    return dates.citation(head) is not None and (
        dates.citation(tail) is not None or names.are_names(tail)
    )


def _describes(title: str, following: str) -> bool:
    """Whether what follows a dash describes: it begins small, in Han, or is a sentence."""
    rest = following.strip()
    if not rest or not has_word(rest):
        return True
    if not title.isascii() or not rest.isascii():
        return len(title.strip()) <= 60
    if rest[0].islower():
        return True
    named, told = len(title.split()), len(rest.split())
    return rest.endswith(".") and (named <= 4 or (told >= 5 and named <= 9))
