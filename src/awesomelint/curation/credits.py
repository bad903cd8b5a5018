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
    from awesomelint.model import Span

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
        """Make authors of descriptions that are names, if nearly all are."""
        with self._lock:
            if self._entries and _are_credits(self._entries, self._text):
                for entry in self._entries:
                    entry.later.add(_credit, self._text)
            self._entries = ()


def _are_credits(entries: Sequence[Entry], text: str) -> bool:
    """Whether a list writes authors where others describe; it is read until that is certain."""
    credited = people = other = 0
    for left, entry in zip(range(len(entries) - 1, -1, -1), entries, strict=True):
        details = entry.later.peek()
        if details.separator is None:
            continue
        named = "authors" in details.metadata
        credited += named
        people += named
        if details.description is not None:
            words = _words(details.description, text)
            is_credit = names.is_credit(words)
            credited += is_credit
            other += not is_credit
            people += is_credit and names.are_names(words, loose=True)
        # an entry may count twice: for the authors before its description, and for that
        if credited + 2 * left < CREDITS_SHARE * (credited + 2 * left + other):
            return False
    total = credited + other
    return credited >= max(FEWEST, CREDITS_SHARE * total) and people >= NAMES_SHARE * total


def _credit(details: Details, text: str) -> None:
    """Take a description that is a name for the author."""
    if details.description is None or details.separator is None or "authors" in details.metadata:
        return
    if names.is_credit(_words(details.description, text)):
        details.metadata["authors"] = details.description
        details.description = None


def _words(description: Span, text: str) -> str:
    words = text[description.start : description.end].strip()
    return _MARKS.sub("", words).replace("*", "").strip()
