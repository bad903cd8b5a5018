"""What entries tell beside their titles, and whether that is the same."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from awesomelint.identity.titles import words
from awesomelint.syntax.nodes import plain
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation import Entry

# Telling words that a title needs to mean one thing, and to do so whatever is told beside it.
TELLING = 3
LONG = 6
_EDITION = regex(r"\b(?:pdf|epub|mobi|html|video|audio|[0-9]+\.[0-9.]+)\b", re.IGNORECASE)
_NOTE = regex(r"[a-z][a-z ]{0,20}:")
_URL = regex(r"\]\([^()]*\)|https?://\S+")
# Words, and signs that are neither blanks nor ASCII punctuation: emoji, and what other scripts
# write.
TOKEN = regex(r"\w+|[^\w\s!-/:-@\[-`{-~]")


def one_paper(first: Entry, second: Entry) -> bool:
    """Whether two entries of one title are one paper under ids of different registries.

    Two different ids of one registry mean two papers.
    """
    mine, yours = _papers(first), _papers(second)
    if not mine or not yours:
        return False
    return all(yours.get(scheme, name) == name for scheme, name in mine.items())


def _papers(entry: Entry) -> dict[str, str]:
    """The ids of papers that an entry names, by registry."""
    papers = (identity for identity in entry.identities if identity.kind == "paper")
    return {paper.scheme: paper.id for paper in papers}


def telling(text: str, first: Entry, second: Entry) -> bool:
    """Whether two entries of one title are one thing.

    The title must be long, or have telling words while nothing else tells the entries apart.
    """
    have_links = first.primary is not None and second.primary is not None
    if not have_links and not _is_long(second.title_text):
        return False
    if _is_video(first) != _is_video(second):
        return False  # a talk and its slides
    count = len(words(second.title_text))
    if count < TELLING:
        return False
    (told, marks), (other_told, other_marks) = _told(text, first), _told(text, second)
    if marks != other_marks:
        return False
    return count >= LONG or not told or not other_told or told == other_told


def _is_long(title: str) -> bool:
    """Whether a title has many words.

    Titles with ideographs do not count, since they may be steps, nor does a note such as "intro:
    …".
    """
    return title.isascii() and len(words(title)) >= LONG and not _NOTE.match(title)


def _is_video(entry: Entry) -> bool:
    identity = entry.primary.identity if entry.primary else None
    return identity is not None and identity.kind == "video"


def is_label_of_url(entry: Entry) -> bool:
    """Whether the title is but the label of an address: "Where to download: https://…"."""
    primary = entry.primary
    if primary is None or primary.kind not in {"bare", "autolink"}:
        return False
    pairs_of_ideographs = not entry.title_text.isascii()
    return len(words(entry.title_text)) < (2 * LONG if pairs_of_ideographs else LONG)


def other_words(text: str, first: Entry, second: Entry) -> bool:
    """Whether two entries have different descriptions, so that both belong there."""
    mine, yours = _description(text, first), _description(text, second)
    return bool(mine and yours) and mine != yours


def _description(text: str, entry: Entry) -> list[str]:
    """The words of the description of an entry."""
    span = entry.description
    return TOKEN.findall(text[span.start : span.end]) if span else []


def _told(text: str, entry: Entry) -> tuple[str, frozenset[str]]:
    """What an entry says beside its title, and its formats and versions.

    The first is its description, its other cells, or its authors.
    """
    rest = text[entry.title.end : entry.end] if entry.title else ""
    editions = _EDITION.findall(_URL.sub("", rest))
    return _said(text, entry, rest), frozenset(mark.casefold() for mark in editions)


def _said(text: str, entry: Entry, rest: str) -> str:
    """The description of an entry, its other cells, the `rest` of its line, or its authors."""
    if entry.description:
        return text[entry.description.start : entry.description.end].strip()
    if entry.shape == "row":
        other_cells = entry.node.children[1:]
        return " ".join(plain(cell, text) for cell in other_cells).strip()
    line, _, below = _URL.sub(" ", rest).partition("\n")
    if said := TOKEN.findall(line):
        return " ".join(said)
    authors = below.partition("\n")[0].strip()
    return authors.strip("\\ *_") if authors.startswith(("*", "_")) else ""


def cells_held(text: str, kept: Entry, gone: Entry) -> bool:
    """Whether each cell of a row is empty, or what the other row has in that column."""
    if "row" not in {kept.shape, gone.shape}:
        return True
    if kept.shape != gone.shape:
        return False
    pairs = zip_longest(_cells(text, gone), _cells(text, kept))
    return all(not cell or cell == other for cell, other in pairs)


def other_names(text: str, first: Entry, second: Entry) -> bool:
    """Whether the first cells with words differ: rows of two models, data sets or tools."""
    if first.shape != "row" or second.shape != "row":
        return False
    return _row_name(text, first) != _row_name(text, second)


def _row_name(text: str, row: Entry) -> list[str]:
    """The words of the first cell that has some."""
    for cell in _cells(text, row):
        if any(map(str.isalpha, "".join(cell))):
            return [token.casefold() for token in cell]
    return []


def other_numbers(text: str, first: Entry, second: Entry) -> bool:
    """Whether two rows tell other numbers in a column: scores, sizes, versions."""
    return any(
        _numbers(one) != _numbers(other)
        for one, other in zip(_cells(text, first), _cells(text, second), strict=False)
    )


def _cells(text: str, row: Entry) -> list[list[str]]:
    return [TOKEN.findall(plain(cell, text)) for cell in row.node.children]


def _numbers(cell: list[str]) -> list[str]:
    return [token for token in cell if any(map(str.isdigit, token))]
