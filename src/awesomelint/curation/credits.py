"""Descriptions that are names of authors, as in `- [Book](…) - Ann Baker`.

They are authors where nearly all descriptions of a list are names.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from awesomelint.curation import names
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import Details, Entry

_MARKS = regex(r"&[lr]lm;|`[^`]{0,99}`")
# The share of descriptions that are names where a list writes authors there, and how many tell it.
CREDITS_SHARE = 0.7
NAMES_SHARE = 0.4
FEWEST = 5


class Credits:
    """All entries of a list, whose form tells what their descriptions are."""

    __slots__ = ("_entries", "_lock", "_text")

    def __init__(self, entries: Sequence[Entry], text: str) -> None:
        self._entries = entries
        self._lock = Lock()
        self._text = text

    def settle(self) -> None:
        """Read the details of all entries, and make authors of descriptions that are names."""
        with self._lock:
            if self._entries:
                _authors_by_form([entry.later.get() for entry in self._entries], self._text)
                self._entries = ()


def _authors_by_form(details: Sequence[Details], text: str) -> None:
    described = [
        (one, text[one.description.start : one.description.end].strip())
        for one in details
        if one.description is not None and one.separator is not None
    ]
    credited = [(one, words) for one, words in described if names.is_credit(_plain(words))]
    people = sum(names.are_names(_plain(words), loose=True) for _, words in credited)
    before = sum("authors" in one.metadata and one.separator is not None for one in details)
    total = len(described) + before
    if len(credited) + before < FEWEST or len(credited) + before < CREDITS_SHARE * total:
        return
    if people + before < NAMES_SHARE * total:
        return
    for one, _ in credited:
        if one.description is not None and "authors" not in one.metadata:
            one.metadata["authors"] = one.description
            one.description = None


def _plain(words: str) -> str:
    return _MARKS.sub("", words).replace("*", "").strip()
