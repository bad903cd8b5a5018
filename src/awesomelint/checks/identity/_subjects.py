"""What entries are about, in the forms that are compared, and whether two are about one thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.curation.vocabulary import role_of
from awesomelint.identity import identify
from awesomelint.identity.titles import folded, likeness, spells, weight, words
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation import Entry
    from awesomelint.identity import Identity

# Telling words that two long titles share at least where they are one title.
SHARED = 3
# Words of a title that is no mere name, and what a title in ideographs weighs then.
SENTENCE = 4
WEIGHT = 12
# Characters of an entry in which the words of another title are looked for.
LONGEST = 2000
# What half of all titles have: two that share nothing else share nothing.
_GENERIC = regex(
    r"\b(?:stud(?:y|ies)|surveys?|reviews?|overviews?|analys[ei]s|introductions?|guides?|tutorials?"
    r"|new|novel|improved|improving|using|based|better)\b",
    re.IGNORECASE,
)
_AUTHOR = r"[^\W\d_][\w’'.-]{1,30}"
_CITATION = regex(
    rf"\(?{_AUTHOR}(?:(?:,| and| &|, and) {_AUTHOR}){{0,3}}(?: et al\.?)?,?"
    r" \(?(?:19|20)\d\d[a-z]?\)?\.?"
)
LONGEST_CITATION = 120
_PARTS = regex(r"[:：]\s|：| [-–—] ")
_FIRST = regex(r"[\w-]+")
_NUMBER = regex(r"\d+(?:\.\d+)?")
_YEAR = regex(r"(?:19|20)\d\d")
_URL = regex(r"\]\([^()]*\)|https?://\S+")


class Subject(NamedTuple):
    """What an entry is about: as shown, and folded. One without words (`key` "") is not known."""

    shown: str
    key: str

    @property
    def words(self) -> frozenset[str]:
        """Its telling words."""
        return frozenset(word for word in words(self.shown) if not word.isdecimal())

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its numbers, without years."""
        return tuple(
            number for number in _NUMBER.findall(self.shown) if not _YEAR.fullmatch(number)
        )

    @property
    def parts(self) -> tuple[str, ...]:
        """The folded name and the folded title of "Name: title"."""
        return tuple(part for part in map(folded, _PARTS.split(self.shown, 1)) if part)

    @property
    def name(self) -> str:
        """The folded name of "Name: title"."""
        parts = self.parts
        return parts[0] if len(parts) > 1 else ""


NOTHING = Subject("", "")


def subject_of(entry: Entry) -> Subject:
    """The subject of `entry`; `NOTHING` where an address stands instead of it."""
    shown = entry.subject
    if not shown or _is_address(entry):
        return NOTHING
    section = entry.section
    if section is not None and shown == section.title and shown != entry.title_text:
        return NOTHING  # the heading of several entries
    shown = shown.partition(" | ")[0]
    return Subject(shown, folded(shown))


def _is_address(entry: Entry) -> bool:
    return entry.title_is_url and entry.shape != "row" and entry.parent is None


def is_citation(entry: Entry) -> bool:
    """Whether an item or a paragraph names a work by its authors and year alone, as remarks do."""
    return (
        entry.shape != "row"
        and _CITATION.fullmatch(entry.title_text[:LONGEST_CITATION]) is not None
    )


def one_subject(one: Subject, other: Subject) -> bool:
    """Whether two subjects are one, perhaps in two spellings.

    A name and "Name: title" are one, and so are titles with a word more or less. Different numbers
    tell parts, chapters and versions apart.
    """
    if not one.key or not other.key or one.key == other.key:
        return True
    if one.key in other.parts or other.key in one.parts:
        return True
    if spells(one.shown, other.shown) or spells(other.shown, one.shown):
        return True
    if _series(one.shown, other.shown):
        return False
    if one.numbers != other.numbers:
        return False
    mine, yours = one.words, other.words
    shared = len(mine & yours)
    return shared >= SHARED and shared >= 0.6 * max(len(mine), len(yours))


def _series(one: str, other: str) -> bool:
    """Whether two subjects begin with different names of a series, such as Owl_en and Owl_zh."""
    names: list[str] = []
    for shown in (one, other):
        first = _FIRST.search(shown)
        if first is None or not _is_of_series(first[0]):
            return False
        names.append(first[0].casefold())
    return names[0] != names[1]


def _is_of_series(name: str) -> bool:
    return _is_coined(name) or "_" in name


def work_title(text: str, entry: Entry, identity: Identity) -> str:
    """What `entry` calls the work that `identity` names; "" where it shows a URL or a role.

    Rows name it in the link itself: their title may be the model that the work brought.
    """
    if entry.shape == "row":
        for held in entry.links:
            link = held.link
            if link.identity is not None and link.identity.key == identity.key:
                shown = text[link.text.start : link.text.end]
                shown = shown.strip("*_` []()")
                if shown and role_of(shown) is None and identify(shown) is None:
                    return shown
    if entry.title_is_url or role_of(entry.title_text) is not None:
        return ""
    return entry.title_text


def is_name(title: str) -> bool:
    """Whether `title` is only a name, such as LLaVA-1.5 13B, and not the title of a work."""
    key = folded(title)
    is_ideographic = not title.isascii() and weight(key) > len(key)
    if is_ideographic:
        return weight(key) < WEIGHT
    parts = title.split()
    if len(parts) < 2:
        return True
    if len(parts) >= SENTENCE or any(part.islower() for part in parts):
        return False
    return any(map(_is_coined, parts))


def _is_coined(word: str) -> bool:
    """Whether `word` has digits, or capitals inside, as names of models have."""
    return any(c.isdigit() for c in word) or sum(map(str.isupper, word)) > 1


def nothing_in_common(text: str, first: tuple[Entry, str], second: tuple[Entry, str]) -> bool:
    """Whether two entries, each with the title that it gives a work, can not speak of one work."""
    (one, title), (other, other_title) = first, second
    if _mentions(text, one, other_title) or _mentions(text, other, title):
        return False
    return likeness(_GENERIC.sub("", title), _GENERIC.sub("", other_title)) == "apart"


def _mentions(text: str, entry: Entry, title: str) -> bool:
    """Whether `entry` has a telling word of `title`, or that cannot be said of a mere name."""
    telling = words(_GENERIC.sub("", title))
    if is_name(title) or not telling:
        return True
    return not telling.isdisjoint(words(_told(text, entry)))


def _told(text: str, entry: Entry) -> str:
    """The source of `entry`, as far as it may be long, without URLs."""
    return _URL.sub(" ", text[entry.start : min(entry.end, entry.start + LONGEST)])
