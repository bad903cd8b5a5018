"""Spaces between Chinese or Japanese and Latin text, against what the list does elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.cjk._corrections import corrections
from awesomelint.checks.cjk._letters import HAN, HAS_HAN, KANA
from awesomelint.curation.prose import prose
from awesomelint.model import Edit
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Finding, Span

# units, dates and ordinals stay with their numbers, `#标签A` is one word
_UNITS = "年月日天号號时時分秒个個位次人元版章节節页頁期届周岁点倍万萬亿億千百十"
_BOUNDARY = regex(
    f"(?<=[{HAN}{KANA}])( ?)(?=[A-Za-z0-9])|(?<=[A-Za-z])( ?)(?=[{HAN}{KANA}])"
    f"|(?<=[0-9])( ?)(?=[{HAN}{KANA}])(?![{_UNITS}])"
)
_TITLE = regex("《[^《》\n]{1,80}》")
_DATED = regex("[第年月日时分]\\Z")
FEWEST = 10
MAJORITY = 0.7


def check(document: Document, *, mode: str, terms: Sequence[str]) -> Iterator[Finding]:
    """A finding for each line with boundaries that are spaced the other way.

    With the mode `consistent`, seven tenths of ten or more boundaries decide which way is right.
    """
    words = prose(document)
    if not HAS_HAN.search(words.text):
        return
    kept = [match.span() for match in _TITLE.finditer(words.text)]
    if terms:
        named = re.compile("|".join(map(re.escape, terms)))
        kept += [match.span() for match in named.finditer(words.text)]
    kept.sort()
    places: list[tuple[Span, bool]] = []
    done = 0
    for match in _BOUNDARY.finditer(words.text):
        while done < len(kept) and kept[done][1] <= match.start():
            done += 1
        inside = done < len(kept) and kept[done][0] < match.start()
        around = words.exact(match.start() - 1, match.end() + 1)
        if (
            around
            and not inside
            and not _DATED.search(words.text, max(match.start() - 1, 0), match.start())
        ):
            places.append((around, match.end() > match.start()))
    spaced = _wanted(mode, [one for _, one in places])
    if spaced is None:
        return
    strays = [around for around, has_space in places if has_space != spaced]
    space, amount = (" ", "a") if spaced else ("", "no")
    edits = [Edit(one.start + 1, one.end - 1, space) for one in strays]
    why = f"the list puts {amount} space between Chinese and Latin text"
    yield from corrections(document, edits, why, "unsafe")


def _wanted(mode: str, spaced: list[bool]) -> bool | None:
    """Whether boundaries take a space; None where the list does not say."""
    if mode != "consistent":
        return mode == "always"
    if len(spaced) < FEWEST:
        return None
    share = sum(spaced) / len(spaced)
    if MAJORITY > share > 1 - MAJORITY:
        return None
    return share >= MAJORITY
