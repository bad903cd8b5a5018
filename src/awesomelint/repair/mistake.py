"""Which mistake was made: what became of the bytes that the page does not define."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.repair.codepages import REPLACEMENT, Damage, letters, undefined
from awesomelint.repair.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEEDS = {lead: 1 if lead < 0xE0 else 2 if lead < 0xF0 else 3 for lead in range(0xC2, 0xF5)}
_SURE_OF_ABSENCE = 40
"""How many continuations without a certain byte make its loss likely."""

_FEW = 4
"""How many lacking characters for each undefined byte show that none were lost.

Where undefined bytes are seen, so many lacking characters are others, such as a clean é.
"""

_CUT_QUOTE = "â€"
"""The closing quotation mark without its last byte, which many programs drop.

It may stand at the end of a line, too.
"""

_SURE_OF_TWIN = 100
_ONLY_1252 = frozenset("ŽžðÐÝÞýþ")
"""What cp1252 has and cp1254, otherwise nearly the same, has not."""


def identify(text: str, stretches: Iterable[tuple[int, int]], page: str) -> Damage:
    """The damage that explains the stretches best: lossless unless some character lacks bytes."""
    seen = _Seen(text, page)
    for start, end in stretches:
        seen.look(start, end)
    return seen.verdict()


class _Seen:
    """What the remains of characters show."""

    def __init__(self, text: str, page: str) -> None:
        self.text, self.page = text, page
        self.bytes_of = shape(page).bytes_of
        self.found: set[int] = set()
        self.undefined = undefined(page)
        self.many = self.short = self.kept = self.marked = self.asked = self.spaced = self.ended = 0

    def look(self, start: int, end: int) -> None:
        """Walk over a stretch, character by character of what it was."""
        at = start
        while at < end:
            lead = self.bytes_of[self.text[at]]
            at += 1
            if lead not in _NEEDS:
                continue
            stop = at
            while stop < end and self.bytes_of[self.text[stop]] < 0xC0 and stop - at < _NEEDS[lead]:
                self.found.add(self.bytes_of[self.text[stop]])
                self.many += 1
                self.kept += self.bytes_of[self.text[stop]] in self.undefined
                stop += 1
            if stop - at < _NEEDS[lead]:
                self._lacking(at - 1, stop)
            at = stop

    def _lacking(self, start: int, stop: int) -> None:
        self.short += 1
        quote = self.text[start:stop] == _CUT_QUOTE
        self.ended += self.text[stop : stop + 1] in ("", "\n") and not quote
        after = self.text[stop : stop + 1]
        self.marked += after == REPLACEMENT
        self.asked += after == "?"
        self.spaced += after == " "

    def verdict(self) -> Damage:
        """Lossless, or the likeliest loss."""
        if self.short and self.ended == self.short:
            return Damage(self.page, strip=True)
        if not self.short or self.kept * _FEW > self.short:
            return Damage(self.page)
        if self.marked * 3 > self.short:
            return Damage(self.page, "fffd")
        if self.asked * 3 > self.short:
            return Damage(self.page, "question")
        rare = self.many >= _SURE_OF_ABSENCE
        if self.page in ("latin-1", "cp1252") and not any(
            0x80 <= byte < 0xA0 for byte in self.found
        ):
            return Damage("latin-1", "no-c1")
        return Damage(
            self._page(),
            "drop",
            shy=0xAD not in self.found and rare and letters(self.page)[0xAD] == "\xad",
            nbsp=0xA0 not in self.found and self.spaced > 0 and letters(self.page)[0xA0] == "\xa0",
        )

    def _page(self) -> str:
        """The page, or its Turkish twin, which lacks two bytes more, where nothing opposes that."""
        if self.page != "cp1252" or self.many < _SURE_OF_TWIN:
            return self.page
        return self.page if _ONLY_1252 & set(self.text) else "cp1254"
