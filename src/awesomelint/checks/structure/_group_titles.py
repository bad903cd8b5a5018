"""Headings that title the headings after them, although those are of the same level."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document, Section

# So many sections after a heading are a group, if their titles say so.
FEWEST = 2
LONGEST_ACRONYM = 4
_NUMBER = regex(r"\W{0,3}(\d{1,3}(?:\.\d{1,3}){0,3})[.、)）:：]?(?=\s|[^\w.])")
_PART = regex(
    r"(?:part|chapter|volume|book|unit|module|phase|stage|week|appendix)\s+(?:[\divxlc]+|[a-z])\b"
    r"|第\s?[\d一二三四五六七八九十]{1,3}\s?(?:部分|章|篇|节|阶段|周|部|編)|제?\s?\d{1,2}\s?(?:부|장)(?:\s|$)",
    re.IGNORECASE,
)
_WORD = regex(r"[^\W\d_]{3,}")


class GroupTitles:
    """Tells whether empty sections title those after them."""

    def __init__(self, document: Document) -> None:
        self._places = {
            id(one): (parent.children, index)
            for parent in document.sections
            for index, one in enumerate(parent.children)
        }
        self._below = _contents(document)

    def has(self, section: Section) -> bool:
        """Whether an empty section is one.

        Its title ends in a colon, names a part of the work, has the number that theirs begin with,
        is written in capitals as theirs are not, or its words stand in theirs; or the table of
        contents puts theirs below it.
        """
        following = self._following(section)
        if not following:
            return False
        if following[0].slug in self._below.get(section.slug, ()):
            return True
        title = section.title.strip()
        titles = [one.title.strip() for one in following]
        return _leads(title, titles[0]) or _covers(title, titles)

    def _following(self, section: Section) -> list[Section]:
        """The first sections of the same level that follow."""
        siblings, index = self._places.get(id(section), ([], 0))
        after = siblings[index + 1 : index + 1 + FEWEST]
        return [one for one in after if one.level == section.level]


def _leads(title: str, following: str) -> bool:
    """Whether a title opens a part: `Tools:`, `Part II`, `2. Models` above `2.1 Small models`."""
    if title.endswith((":", "：")):
        return True
    if _PART.match(title):
        return _PART.match(following) is None
    own, other = _NUMBER.match(title), _NUMBER.match(following)
    return own is not None and other is not None and other[1].startswith(own[1] + ".")


def _covers(title: str, following: Sequence[str]) -> bool:
    """Whether a title in capitals stands above others, or its words stand in all of them."""
    if len(following) < FEWEST:
        return False
    if len(title) > LONGEST_ACRONYM and title.isascii() and title.isupper():
        return not any(one.isupper() for one in following)
    words = _words(title)
    return bool(words) and all(words <= _words(one) for one in following)


def _words(title: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(title)}


def _contents(document: Document) -> dict[str, set[str]]:
    """The anchors that items of lists lead to, and those that the items nested in them lead to."""
    starts = [link.start for link in document.links]

    def anchors(item: nodes.Node) -> Iterator[str]:
        first = item.children[0] if item.children else item
        for at in range(bisect_left(starts, first.start), bisect_left(starts, first.end)):
            if document.links[at].url.startswith("#"):
                yield document.links[at].url[1:]

    below: dict[str, set[str]] = {}
    for node in document.each(nodes.Item):
        if len(node.children) < 2:
            continue
        nested = [one for one in node.children[1:] if isinstance(one, nodes.List)]
        inner = {anchor for one in nested for item in one.children for anchor in anchors(item)}
        for anchor in anchors(node) if inner else ():
            below.setdefault(anchor, set()).update(inner)
    return below
