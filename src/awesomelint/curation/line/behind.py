"""What stands right behind the title: stars, dates, venues, tags, authors, a separator."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from awesomelint.curation import dates, names
from awesomelint.curation.line.links import links_in
from awesomelint.curation.line.marks import (
    BLANK,
    BRACKETS,
    CLOSING,
    SHORTCODE,
    group_end,
    has_word,
    is_symbol,
    past_blanks,
    symbols_end,
)
from awesomelint.curation.line.people import names_after_by
from awesomelint.curation.line.roles import is_label_link
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation.line.fields import Line

MOST_STOPS = 8
LONGEST_WORDS = 800
_SEPARATOR = regex(r"[ \t]{0,9}(?::?\s?[-–—:：|~]{1,3}|=>|→)\s{0,9}")
_STOP = regex(r"\n|(?<![\s.-][A-Z])\.(?=\s|\Z)|\s[-–—|]{1,3}\s|[(\[（【;；]|\Z")
_STAR_PARTS = regex(r"[^·|,]+")


class Behind:
    """Reads `at:end` of a line forwards; what it does not know stays."""

    __slots__ = ("at", "end", "line", "separator")

    def __init__(self, line: Line, at: int, end: int) -> None:
        self.line = line
        self.at = at
        self.end = end
        self.separator = False

    def read(self) -> int:
        """Note what is known; return where that ends."""
        while self.at < self.end and self._step():
            pass
        return self.at

    def _step(self) -> bool:
        text, at = self.line.text, self.at
        char = text[at]
        link = self.line.shown.link_at(at)
        if link is not None and not is_label_link(self.line.shown, link):
            return False
        if char in BLANK or (self.separator and char in ",，.。;；"):
            self.at += 1
            return True
        if not self.separator and self._is_separator():
            return True
        if char in ',，.。;；|·•"”*_`':
            self.at += 1
            return True
        if is_symbol(char) or (char == ":" and SHORTCODE.match(text, at, self.end)):
            self._symbols()
            return True
        return self._styled() and self.at > at

    def _is_separator(self) -> bool:
        text = self.line.text
        match = _SEPARATOR.match(text, self.at, self.end)
        if match is None or not match[0].strip() or not has_word(text, match.end(), self.end):
            return False
        begin = match.start()
        while begin > 0 and text[begin - 1] in " \t\u00a0":
            begin -= 1
        self.line.notes.details.separator = self.line.shown.span(begin, match.end())
        self.at, self.separator = match.end(), True
        return True

    def _symbols(self) -> None:
        """Emoji; a star with its number is no tag."""
        after = max(symbols_end(self.line.text, self.at, self.end), self.at + 1)
        stars = dates.STARS.match(self.line.text, self.at, self.end)
        if stars:
            self.line.notes.fact("stars", *stars.span())
            after = max(after, stars.end())
        else:
            self.line.notes.symbols(self.at, after)
        self.at = after

    def _styled(self) -> bool:
        """Read code as a tag before a separator or at the end, and italic words as a fact."""
        shown, text = self.line.shown, self.line.text
        code = shown.style_at(self.at, "code")
        if code is not None:
            if self.separator and past_blanks(text, code.end, self.end) < self.end:
                return False
            self.line.notes.tag(code.start, code.end)
            self.at = code.end
            return True
        italic = shown.style_at(self.at, "emphasis")
        if italic is not None and self.line.notes.take(italic.start, italic.end, loose=True):
            self.at = italic.end
            return True
        after = self._group() or self._names_after_by() or self._words() or self._label_link()
        self.at = after or self.at
        return after > 0

    def _group(self) -> int:
        """A bracketed fact or tag."""
        line, at = self.line, self.at
        closing = group_end(line.text, at)
        if not closing or closing >= self.end:
            return 0
        start, inner = at + 1, line.text[at + 1 : closing]
        if links_in(line.shown.links, start, closing):
            return 0
        if not has_word(inner) or line.notes.cite(start, closing):
            return closing + 1
        if len(inner) < 60 and dates.STARS.search(inner):
            self._starred(start, closing)
            return closing + 1
        if names.are_names(inner):
            line.notes.fact("authors", start, closing)
            return closing + 1
        is_short = len(inner) <= 40 and len(inner.split()) <= 4
        if self.separator or not is_short or not has_word(line.text, closing + 1, self.end):
            return 0
        line.notes.tag(start, closing)
        return closing + 1

    def _starred(self, start: int, end: int) -> None:
        """`(⭐ 2.3K · Python)`: stars, and tags beside them."""
        text = self.line.text
        stars = dates.STARS.search(text, start, end)
        if stars:
            self.line.notes.fact("stars", *stars.span())
        for part in _STAR_PARTS.finditer(text[start:end]):
            words = part[0].strip()
            if words and not dates.STARS.fullmatch(words):
                begin = start + part.start() + len(part[0]) - len(part[0].lstrip())
                self.line.notes.tags.append(self.line.shown.span(begin, begin + len(words)))

    def _names_after_by(self) -> int:
        found = names_after_by(self.line.text, self.at, self.end)
        if found is None:
            return 0
        self.line.notes.fact("authors", *found)
        return found[1]

    def _words(self) -> int:
        """The end of a citation or of authors in plain words: a break, full stop or separator."""
        text, at = self.line.text, self.at
        if text[at].islower() and not dates.begins_with_venue(text, at):
            return 0  # neither a name nor a venue
        window = min(self.end, at + LONGEST_WORDS)
        marks = islice(_STOP.finditer(text, at, window), MOST_STOPS)
        for stop in [*(match.start() for match in marks), window]:
            words = text[at:stop].strip(" .,，*_-–—")
            if words and self._is_fact(words, stop):
                return stop
        return 0

    def _is_fact(self, words: str, stop: int) -> bool:
        notes, text = self.line.notes, self.line.text
        ends_it = not self.separator or stop >= self.end or text[stop] in "\n.-|"
        start = text.find(words[:1], self.at)
        if ends_it and dates.citation(words):
            notes.cite(start, start + len(words))
            return True
        if "authors" not in notes.details.metadata and names.are_names(words):
            notes.fact("authors", start, start + len(words))
            return True
        return False

    def _label_link(self) -> int:
        """After links with labels that stand before the description."""
        text, at = self.line.text, self.at
        while at < self.end and text[at] in BRACKETS:
            at += 1
        link = self.line.shown.link_at(at)
        if link is None or link is self.line.titled or not is_label_link(self.line.shown, link):
            return 0
        after = link.end
        while after < self.end and text[after] in CLOSING:
            after += 1
        runs_on = text[after : after + 1].isalnum()
        return 0 if runs_on or text[after : after + 2].strip()[:1].islower() else after
