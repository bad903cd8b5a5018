"""What entries tell beside their titles, and whether that is the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.identity.titles import words
from awesomelint.syntax.nodes import plain

if TYPE_CHECKING:
    from awesomelint.curation import Entry

# Telling words that a title needs to mean one thing, and to do so whatever is told beside it.
TELLING = 3
LONG = 6
_EDITION = re.compile(
    r"\b(?:pdf|epub|mobi|html|video|audio|[0-9]+\.[0-9.]+)\b", re.IGNORECASE
).findall
_NOTE = re.compile(r"[a-z][a-z ]{0,20}:").match
_URL = re.compile(r"\]\([^()]*\)|https?://\S+").sub
# Words, and signs that are neither blanks nor ASCII punctuation: emoji, and what other scripts
# write.
tokens = re.compile(r"\w+|[^\w\s!-/:-@\[-`{-~]").findall


def one_paper(first: Entry, second: Entry) -> bool:
    """Whether two entries of one title are one paper under ids of different registries.

    Two different ids of one registry mean two papers.
    """
    mine = {i.scheme: i.id for i in first.identities if i.kind == "paper"}
    yours = {i.scheme: i.id for i in second.identities if i.kind == "paper"}
    return bool(mine and yours) and all(
        yours.get(scheme, name) == name for scheme, name in mine.items()
    )


def telling(text: str, first: Entry, second: Entry) -> bool:
    """Whether two entries of one title are one thing.

    The title must be long, or have telling words while nothing else tells the entries apart.
    """
    count = len(words(second.title_text))
    if not (first.primary and second.primary) and not _is_long(second.title_text):
        return False
    if _is_video(first) != _is_video(second):
        return False  # a talk and its slides
    mine, yours = _told(text, first), _told(text, second)
    if count < TELLING or count >= LONG:
        return count >= LONG and mine[1] == yours[1]
    return not (mine[0] and yours[0] and mine[0] != yours[0]) and mine[1] == yours[1]


def _is_long(title: str) -> bool:
    """Whether a title has many words.

    Titles with ideographs do not count, since they may be steps, nor does a note such as "intro:
    …".
    """
    return title.isascii() and len(words(title)) >= LONG and not _NOTE(title)


def _is_video(entry: Entry) -> bool:
    identity = entry.primary.identity if entry.primary else None
    return identity is not None and identity.kind == "video"


def is_label_of_url(entry: Entry) -> bool:
    """Whether the title is but the label of an address: "Where to download: https://…"."""
    primary = entry.primary
    bare = primary is not None and primary.kind in {"bare", "autolink"}
    return bare and len(words(entry.title_text)) < LONG


def other_words(text: str, first: Entry, second: Entry) -> bool:
    """Whether two entries have different descriptions, so that both belong there."""
    mine, yours = (
        tokens(text[entry.description.start : entry.description.end]) if entry.description else []
        for entry in (first, second)
    )
    return bool(mine and yours) and mine != yours


def _told(text: str, entry: Entry) -> tuple[str, frozenset[str]]:
    """What an entry says beside its title, and its formats and versions.

    The first is its description, its other cells, or its authors.
    """
    rest = text[entry.title.end : entry.end] if entry.title else ""
    marks = frozenset(mark.casefold() for mark in _EDITION(_URL("", rest)))
    if entry.description:
        return text[entry.description.start : entry.description.end].strip(), marks
    if entry.shape == "row":
        return " ".join(plain(cell, text) for cell in entry.node.children[1:]).strip(), marks
    line, _, below = _URL(" ", rest).partition("\n")
    authors = below.partition("\n")[0].strip()
    told = authors.strip("\\ *_") if authors.startswith(("*", "_")) else ""
    return " ".join(tokens(line)) or told, marks


def cells_held(text: str, kept: Entry, gone: Entry) -> bool:
    """Whether each cell of a row is empty, or what the other row has in that column."""
    if "row" not in {kept.shape, gone.shape}:
        return True
    mine, others = _cells(text, gone), _cells(text, kept)
    return kept.shape == gone.shape and all(
        not cell or (index < len(others) and cell == others[index])
        for index, cell in enumerate(mine)
    )


def other_names(text: str, first: Entry, second: Entry) -> bool:
    """Whether the first cells with words differ: rows of two models, data sets or tools."""
    if first.shape != "row" or second.shape != "row":
        return False
    one, other = (
        next((cell for cell in _cells(text, row) if _has_letters(cell)), [])
        for row in (first, second)
    )
    return [token.casefold() for token in one] != [token.casefold() for token in other]


def _has_letters(cell: list[str]) -> bool:
    return any(char.isalpha() for token in cell for char in token)


def other_numbers(text: str, first: Entry, second: Entry) -> bool:
    """Whether two rows tell other numbers in a column: scores, sizes, versions."""
    return any(
        _numbers(one) != _numbers(other)
        for one, other in zip(_cells(text, first), _cells(text, second), strict=False)
    )


def _cells(text: str, row: Entry) -> list[list[str]]:
    return [tokens(plain(cell, text)) for cell in row.node.children]


def _numbers(cell: list[str]) -> list[str]:
    return [token for token in cell if any(map(str.isdigit, token))]
