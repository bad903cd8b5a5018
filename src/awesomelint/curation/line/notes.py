"""Facts and tags that were met on a line, each kept the first time."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from awesomelint.curation import dates, names
from awesomelint.curation.document import Details
from awesomelint.curation.line.marks import BLANK, TRAIL, has_word
from awesomelint.curation.vocabulary import LICENCES
from awesomelint.model import Span
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation.shown import Picture, Placed, Shown

_PART = regex(r"[^\s+/&·•|\u00a0]+")
_AROUND_CITATION = "[]()（）【】 \t:：,"


class Notes:
    """Puts what stands at places of a shown text into `details`, and gathers `tags`."""

    __slots__ = ("details", "shown", "tags")

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.details = Details()
        self.tags: list[Span] = []

    def cite(self, start: int, end: int) -> bool:
        """Note the venue, year and date that `start:end` is, if it is nothing else."""
        text = self.shown.text
        found = dates.citation(text[start:end].strip(_AROUND_CITATION))
        if found is None:
            return False
        while start < end and text[start] in _AROUND_CITATION:
            start += 1
        self.date(found, start)
        return True

    def date(self, found: dates.Citation | None, offset: int) -> None:
        """Note the parts of a citation that was found in the text from `offset` on."""
        if found is None:
            return
        for name, part in (("venue", found.venue), ("year", found.year), ("date", found.date)):
            if part is not None and name not in self.details.metadata:
                span = self.shown.span(offset + part[0], offset + part[1])
                self.details.metadata[name] = span

    def fact(self, name: str, start: int, end: int) -> None:
        """Note what `start:end` says, without blanks and marks around it."""
        text = self.shown.text
        while start < end and text[start] in BLANK:
            start += 1
        while start < end and text[end - 1] in TRAIL:
            end -= 1
        if start < end and name not in self.details.metadata:
            self.details.metadata[name] = self.shown.span(start, end)

    def take(self, start: int, end: int, *, loose: bool = False) -> bool:
        """Take a stretch that is nothing but authors or a citation, or has no words."""
        words = self.shown.text[start:end].strip(" .,*_;|")
        if not has_word(words):
            return True
        begin = self.shown.text.find(words[:1], start)
        if self.cite(begin, begin + len(words)):
            return True
        if "authors" in self.details.metadata:
            return False
        full = loose and len(words.split()) in {2, 3}
        if names.are_names(words) or (full and names.are_names(words, loose=True)):
            self.fact("authors", begin, begin + len(words))
            return True
        return False

    def tag(self, start: int, end: int) -> None:
        """Note words set apart: a licence, a citation, or any other tag."""
        words = self.shown.text[start:end].strip()
        if not words:
            return
        if LICENCES.fullmatch(words.strip("❗️ ")) and "licence" not in self.details.metadata:
            self.details.metadata["licence"] = self.shown.span(start, end)
        if dates.citation(words):
            self.cite(start, end)
        else:
            self.tags.append(self.shown.span(start, end))

    def symbols(self, start: int, end: int) -> None:
        """Note emoji, each a tag of its own."""
        for part in _PART.finditer(self.shown.text, start, end):
            self.tags.append(self.shown.span(*part.span()))

    def pictures(self, start: int, end: int) -> None:
        """Note the pictures at `start:end` that no link holds."""
        for picture in self.shown.pictures:
            is_inside = start <= picture.at < end
            if is_inside and not self._is_linked(picture):
                self._picture(picture)

    def _picture(self, picture: Picture) -> None:
        """A badge is a tag if it has words; one that counts stars is no tag."""
        place = Span(picture.start, picture.end)
        if "/stars/" in picture.url or "stars" in picture.alt.casefold():
            self.details.metadata.setdefault("stars", place)
        elif picture.alt or "/badge/" in picture.url:
            self.tags.append(place)

    def _is_linked(self, picture: Picture) -> bool:
        at = bisect_right(self.shown.links, picture.start, key=_link_start)
        return at > 0 and picture.start < self.shown.links[at - 1].link.end


def _link_start(placed: Placed) -> int:
    return placed.link.start
