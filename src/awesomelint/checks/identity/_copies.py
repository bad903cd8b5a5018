"""Entries that carry another entry's link, and to which of the two the link belongs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from awesomelint.identity.titles import likeness
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.checks.identity._nearest import Closeness
    from awesomelint.curation import Entry
    from awesomelint.identity import Identity

_WORD = regex(r"[A-Za-z][A-Za-z0-9]{2,}|[A-Za-z0-9]{4,}")
_BREAK = regex(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_HOST = regex(r"(?:https?:)?/*(?:www\.)?([^/?#]*)")
# /events/1475, watch?v=PL6397E4B26D00A269
_NUMBERED = regex(r"[/=][A-Za-z_-]*[0-9][0-9A-Za-z_-]{2,}/?[^/.]{0,40}\Z")
SHORTEST = 4
# words that addresses and titles share without being one name
_COMMON = frozenset(
    """about app apps awesome blog book books code com course dev doc docs en examples free github
    gitlab guide home html http https index io lib library list main master net official open org
    package page paper pdf plugin project python readme repo resources site source the tool tools
    tree tutorial web wiki www for and with from html5 css javascript java rust swift golang
    android ios react vue node""".split()  # noqa: SIM905 - a word list
)


def copied(
    first: Entry, second: Entry, identity: Identity, closeness: Closeness
) -> Literal["neighbours", "same-file"] | None:
    """How likely it is that one of two entries with the link `identity` copied it from the other.

    It is `neighbours` if the link names one of them, or is a page known by a number; `same-file`
    where the two may be parts of one thing; None where nothing was copied.
    """
    if first.title_is_url or second.title_is_url:
        return None
    near = closeness == "same-group"
    if owner(first, second, identity) is not None:
        return "neighbours" if near else "same-file"
    if not near or identity.kind == "code" or not _apart(first, second):
        return None
    return "neighbours" if _NUMBERED.search(identity.id) else "same-file"


def _apart(first: Entry, second: Entry) -> bool:
    return likeness(first.title_text, second.title_text) == "apart"


def owner(first: Entry, second: Entry, identity: Identity) -> Entry | None:
    """The entry that the shared link `identity` is named after; None if that is unclear.

    It is unclear where titles have no Latin words, names are too short, or the link names both.
    """
    names = _names(identity)
    if _is_named(first, names) and _is_foreign(second, identity):
        return first
    if _is_named(second, names) and _is_foreign(first, identity):
        return second
    return None


def _names(identity: Identity) -> set[str]:
    """The folded names in a link: its last path segment, and its account or host labels."""
    path, _, _ = identity.id.partition("?")
    first, slash, _ = path.partition("/")
    written: list[str] = []
    if slash:
        written.append(path.rstrip("/").rpartition("/")[2])
    if identity.kind == "code":
        written.append(first)
    elif host := _HOST.match(path):
        labels = host[1].split(".")
        written += labels[:-1]
    names = {_folded(name) for name in written}
    return {name for name in names if len(name) >= SHORTEST and name not in _COMMON}


def _is_named(entry: Entry, names: set[str]) -> bool:
    """Whether the title is one of `names`."""
    return not entry.title_is_url and _folded(entry.title_text) in names


def _is_foreign(entry: Entry, identity: Identity) -> bool:
    """Whether the title is a name in Latin letters that shares no word with the link."""
    words = _words(entry.title_text)
    if not words or not entry.title_text.isascii() or entry.title_is_url:
        return False
    address = _folded(identity.id)
    if any(word in address for word in words):
        return False
    title = _folded(entry.title_text)
    if any(name in title for name in _names(identity)):
        return False
    return not _initials(entry, address)


def _initials(entry: Entry, address: str) -> bool:
    """Whether the initials of the title stand in the link."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z0-9]+", entry.title_text)).lower()
    return len(initials) >= 2 and initials in address


def _words(title: str) -> set[str]:
    """The telling words of a title, parts of `CamelCase` too."""
    whole = _WORD.findall(title)
    parts = [part for word in whole for part in _BREAK.split(word)]
    return {word.lower() for word in (*whole, *parts) if len(word) > 2} - _COMMON


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
