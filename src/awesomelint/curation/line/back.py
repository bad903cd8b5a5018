"""What stands at the end of a line: links with labels, tags, dates and stars, read backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation import dates
from awesomelint.curation.line.links import is_bare, links_in
from awesomelint.curation.line.marks import (
    BLANK,
    CLOSING,
    TRAIL,
    before_openings,
    group_start,
    has_word,
    is_symbol,
    shortcode_start,
    symbols_start,
)
from awesomelint.curation.line.roles import is_label_link, label_before, role_of_link
from awesomelint.curation.vocabulary import role_of
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation.line.fields import Line
    from awesomelint.curation.shown import Placed

_BETWEEN_LINKS = regex(r"[\s,，;；|/&:：·]|\band\b|和")
LONGEST_TAG = 30
LONGEST_CJK_TAG = 6


class Back:
    """Reads `start:end` of a line from its end; what it does not know stays."""

    __slots__ = ("_codes", "_decorates", "_links", "end", "line", "start")

    def __init__(self, line: Line, start: int) -> None:
        self.line = line
        self.start = start
        self.end = len(line.text)
        self._links = {one.end: one for one in line.shown.links if one.start >= start}
        self._codes = {
            one.end: one
            for one in line.shown.styles
            if one.style == "code" and one.end > one.start >= start
        }
        self._decorates = False  # an emoji before a link with a label belongs to that link

    def read(self) -> int:
        """Note what is known; return where that begins."""
        while self.end > self.start and self._step():
            pass
        return self.end

    def _step(self) -> bool:
        char = self.line.text[self.end - 1]
        if char in TRAIL and not (char == ":" and self._shortcode() >= 0):
            self.end -= 1
            return True
        link = self._links.get(self.end)
        if link is not None and link.end > link.start and link is not self.line.titled:
            return self._link(link)
        code = self._codes.get(self.end)
        if code is not None:
            self.line.notes.tag(code.start, code.end)
            self.end = code.start
            return True
        return self._group(char) or self._symbols(char) or self._label()

    def _shortcode(self) -> int:
        return shortcode_start(self.line.text, self.start, self.end)

    def _link(self, link: Placed) -> bool:
        """A link with a role by its label, address or code, or a link in brackets of its own."""
        code = self._codes.get(self.end)
        is_known = (
            is_label_link(self.line.shown, link)
            or (is_bare(link) and role_of_link(self.line.shown, link) != "other")
            or (code is not None and code.start <= link.start)
            or _is_bracketed(self.line.text, link)
        )
        if is_known:
            self.end = before_openings(self.line.text, self.start, link.start)
            self._decorates = True
        return is_known

    def _group(self, char: str) -> bool:
        if char in CLOSING:
            opening = group_start(self.line.text, self.end - 1, self.start)
            if opening > 0 and self._is_fact(opening):
                self.end = opening
                return True
        before = self.line.text[self.end - 2]
        if char == "." and before in CLOSING and self._is_cited(self.end - 1):
            self.end -= 1
            return True
        return False

    def _is_cited(self, end: int) -> bool:
        """Whether a group that closes before `end` is a date or venue."""
        text = self.line.text
        opening = text.rfind(CLOSING[text[end - 1]], self.start, end)
        return opening >= 0 and dates.citation(text[opening + 1 : end - 1]) is not None

    def _is_fact(self, opening: int) -> bool:
        """Note a bracketed group that is no description: links with labels, a fact, a tag."""
        line, end = self.line, self.end - 1
        inner = line.text[opening + 1 : end]
        links = [
            one for one in links_in(line.shown.links, opening + 1, self.end) if one.end > one.start
        ]
        if links:
            return _are_labels(line, inner, links)
        if not has_word(inner) or line.notes.cite(opening + 1, end):
            return True
        if dates.STARS.fullmatch(inner.strip()):
            line.notes.fact("stars", opening + 1, end)
            return True
        alone = not has_word(line.text, self.start, opening)
        if not _is_tag(inner, line.text[end], alone=alone):
            return False
        line.notes.tag(opening + 1, end)
        return True

    def _symbols(self, char: str) -> bool:
        """Emoji or a shortcode."""
        if is_symbol(char):
            begin = symbols_start(self.line.text, self.start, self.end)
            if not self._decorates:
                self.line.notes.symbols(begin, self.end)
            self.end = begin
            return True
        begin = self._shortcode() if char == ":" else -1
        if begin < 0:
            return False
        if not self._decorates:
            self.line.notes.tags.append(self.line.shown.span(begin, self.end))
        self.end = begin
        return True

    def _label(self) -> bool:
        """`Code:`, `论文：` that the links taken from the back have left behind."""
        text, colon = self.line.text, self.end
        while colon < len(text) and text[colon] in BLANK:
            colon += 1
        if text[colon : colon + 1] not in (":", "："):
            return False
        label = label_before(text, colon + 1, self.start)
        if label is None or role_of(text[label[0] : label[1]]) is None:
            return False
        self.end = label[0]
        return label[0] > 0


def _is_bracketed(text: str, one: Placed) -> bool:
    """`[[Some name](…)]`: a link that stands in brackets of its own."""
    return text[one.start - 1 : one.start] == "[" and text[one.end : one.end + 1] == "]"


def _are_labels(line: Line, inner: str, links: list[Placed]) -> bool:
    """Whether a group holds nothing but links with labels."""
    rest = inner
    for one in links:
        rest = rest.replace(line.text[one.start : one.end], " ", 1)
    rest = _BETWEEN_LINKS.sub("", rest)
    if rest and not role_of(rest):
        return False
    return all(
        is_label_link(line.shown, one) or role_of_link(line.shown, one) != "other" for one in links
    )


def _is_tag(inner: str, closing: str, *, alone: bool) -> bool:
    """Whether a few words in brackets are a tag.

    In parentheses, they must be one word behind others, or capitals.
    """
    if len(inner.split()) > 3 or len(inner) > (LONGEST_TAG if inner.isascii() else LONGEST_CJK_TAG):
        return False
    if closing == "]":
        return True
    if alone and not inner.isupper() and not inner.islower():
        return False
    one_word = len(inner.split()) == 1
    in_capitals = inner.isupper() and inner.isalpha()
    return in_capitals or (one_word and (not alone or (inner.islower() and inner.isascii())))
