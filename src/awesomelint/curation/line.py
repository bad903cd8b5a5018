"""A line as shown → the fields of an entry: what stands before the title, the title, what stands after it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import category

from awesomelint.curation import dates, names
from awesomelint.curation.document import Details, EntryLink, Later
from awesomelint.curation.vocabulary import LICENCES, column_of, role_of
from awesomelint.model import Span
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.document import ListLink, Role
    from awesomelint.curation.shown import Picture, Placed, Shown, Styled

BADGES = (
    "img.shields.io", "shields.io", "badgen.net", "badge.fury.io", "travis-ci", "awesome.re/badge",
    "badge.svg", "/badge/", "star-history",
)  # fmt: skip
ANCHORS = ("#", "./#")
_NO_PAGE = (*ANCHORS, "mailto:")
_NEVER = frozenset({"image", "html-image", "code", "comment"})
# more words than this before a link are a sentence, and not what stands before a title
MAX_LEAD = 40
LONGEST_TITLE = 300
LONGEST_GROUP = 400
MOST_STOPS = 8
_BLANK = frozenset(" \t\n\u00a0\u2002\u2003\u3000\u200b\u200e\u200f\ufeff")
_LEAD = _BLANK | frozenset("·•|–—-*:：,，、.>+/●■▪◆○✦→")
_TRAIL = _BLANK | frozenset(",，;；|·•:：/-–—、&")
_BRACKETS = {"[": "]", "(": ")", "（": "）", "【": "】", "「": "」", "［": "］"}
_CLOSING = {closing: opening for opening, closing in _BRACKETS.items()}
_QUOTES = {'"': '"', "“": "”", "《": "》", "「": "」", "『": "』", "«": "»", "‘": "’", "〈": "〉"}
_NUMBER = re.compile(
    r"(?:[\[(（#]?\d{1,4}(?:[)\]）]\.?|[.、．](?!\d)|/\d{1,3}[.、])|\[\d{1,4}\]|[①-⑳⓪❶-❿])\s{0,9}"
)
_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:")
_BY = re.compile(
    r"(?:[-–—,，(]\s{0,9})?(?:written |created |made |authored )?by:?\s{1,9}(?=\S)", re.IGNORECASE
)
_END_OF_NAMES = re.compile(r"\s{0,9}(?:[:：(\[（【|\n]|\.(?:\s|\Z)|\s[-–—]{1,3}\s|\Z|,\s(?=\d))")
_SEPARATOR = re.compile(r"[ \t]{0,9}(?::?\s?[-–—:：|~]{1,3}|=>|→)\s{0,9}")
_DASH = re.compile(r"\s[-–—]{1,2}\s|\s[-–—]{1,2}(?=[^\s\d-])|(?<=[^\s\d-])[–—]{1,2}\s|\s-{3}\s")
_NOT_IN_LABEL = frozenset("\n,，;；|:：()（）[]【】、/·•")
LONGEST_LABEL = 32
_NUMBER_TITLE = re.compile(r"(?:\d{1,3}(?:[.、．)](?!\d)|/\d{1,3}[.、])|\[\d{1,4}\])\s{0,9}")
_LABEL_TITLE = re.compile(r"([^\n:：|\[\]()（）《》\"“]{1,24})[:：]\s{0,9}")
_NICKNAME = re.compile(r"([^\W_][\w.+ /-]{0,30}?)\s{0,2}[:：]\s{0,4}")
LONG_TITLE = 12
_BY_NAMES = re.compile(r"[\s,(]by\s{1,9}")
_CODE_WORD = re.compile(r":[a-z0-9_+-]{2,40}:\Z")
_MARK = re.compile(r"[\[(（【「［.,–—-]|  | [-–—]")
_LAST_DATE = re.compile(r"\s{1,4}((?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9]))\Z")
_STOP = re.compile(r"\n|(?<![\s.-][A-Z])\.(?=\s|\Z)|\s[-–—|]{1,3}\s|[(\[（【;；]|\Z")
_JOINING = re.compile(
    r"\b(?:by|from|via|see|with|for|using|on|in|of|and|the|a|an|to|is)\s{0,9}\Z", re.IGNORECASE
)
_HEAD = re.compile(r"\.\s|[(\[（]|\s[-–—]\s|;\s")
_BETWEEN_LINKS = re.compile(r"[\s,，;；|/&:：·]|\band\b|和")
_PART = re.compile(r"[^\s+/&·•|\u00a0]+")
_ALNUM = re.compile(r"[^\W_]")
_TAG = re.compile(r"<[^<>]{0,2000}>")


@dataclass(slots=True)
class Fields:
    """What one line of an entry says, in places of the source."""

    title: Span | None = None
    title_text: str = ""
    title_is_url: bool = False
    nickname: Span | None = None
    label: Span | None = None
    links: list[EntryLink] = field(default_factory=list)
    later: Later = field(default_factory=lambda: Later(Details))

    @property
    def details(self) -> Details:
        """What stands beside the title and the links."""
        return self.later.get()

    @property
    def linked(self) -> bool:
        """Whether a link names the entry."""
        return any(held.role == "primary" for held in self.links)


def has_word(text: str) -> bool:
    """Whether `text` has a letter or digit."""
    return _ALNUM.search(text) is not None


def is_picture(link: ListLink, text: str) -> bool:
    """Whether a link shows nothing but images."""
    if isinstance(link.node, nodes.Link):
        if link.node.children and type(link.node.children[0]) is nodes.Text:
            return False
        shown = [
            c for c in link.node.children if not isinstance(c, nodes.SoftBreak | nodes.HardBreak)
        ]
        return bool(shown) and all(isinstance(c, nodes.Image) for c in shown)
    if link.kind != "html":
        return False
    inner = text[link.text.start : link.text.end]
    return "<img" in inner.lower() and not has_word(_TAG.sub("", inner))


def may_name(link: ListLink, text: str) -> bool:
    """Whether the link may name an entry: no image, badge, anchor, code or comment."""
    if link.kind in _NEVER or not link.url or link.url.startswith(_NO_PAGE):
        return False
    if isinstance(link.node, nodes.Link) and is_picture(link, text):
        return not any(
            badge in c.url
            for c in link.node.children
            for badge in BADGES
            if isinstance(c, nodes.Image)
        )
    return link.kind != "html" or not is_picture(link, text)


def read(shown: Shown, source: str) -> Fields:
    """The fields of a line."""
    return _Line(shown, source).read()


class _Line:
    """One reading: `at` goes forward from the front, `end` backward from the back."""

    def __init__(self, shown: Shown, source: str) -> None:
        self.shown = shown
        self.text = shown.text
        self.source = source
        self.made = Fields()
        self.details = Details()
        self.at = 0
        self.end = len(self.text)
        self.named = [one for one in shown.links if may_name(one.link, source)]
        self.titled: Placed | None = None
        self.front = 0

    def read(self) -> Fields:
        """Front and title; the back, and what is between, when they are asked for."""
        made = self.made
        if not self.shown.links and not has_word(self.text):
            return made
        self._front()
        first = self.named[0] if self.named else None
        if (
            first is not None
            and self._is_bare(first)
            and not has_word(self.text[self.at : first.start])
        ):
            self._urls_as_title(first)
        else:
            self._title()
            self._link_up()
        made.later = Later(self._after)
        return made

    # Before the title

    def _front(self) -> None:
        """Pass tags, numbers, dates, venues and labels that stand before the title."""
        tags: list[Span] = []
        while self.at < self.end:
            self._lead()
            tag = self._symbols(self.at)
            if tag > self.at:
                if self.text[self.at : tag].strip():
                    tags += self._split_tags(self.at, tag)
                self.at = tag
                continue
            following = (
                self._number()
                or self._styled_tag(tags)
                or self._group(tags)
                or self._bare_date()
                or self._nickname()
                or self._authors_first()
                or self._label()
            )
            if not following:
                break
            self.at = following
        self.front = self.at
        for picture in self.shown.pictures:
            if picture.at <= self.front and not self._linked_picture(picture):
                self._note_picture(picture, tags)
        self.details.tags = tuple(sorted(tags, key=lambda one: one.start))

    def _lead(self) -> None:
        while self.at < self.end and self.text[self.at] in _LEAD:
            if self.text[self.at] == ":" and _SHORTCODE.match(self.text, self.at, self.end):
                break
            self.at += 1

    def _split_tags(self, start: int, end: int) -> Iterator[Span]:
        for part in _PART.finditer(self.text, start, end):
            yield self.shown.span(*part.span())

    def _symbols(self, at: int) -> int:
        """Where emoji, shortcodes and the blanks among them end."""
        last = at
        while at < self.end:
            char = self.text[at]
            if _is_symbol(char):
                at += 1
                last = at
            elif char == ":" and (code := _SHORTCODE.match(self.text, at, self.end)):
                at = last = code.end()
            elif (char in " +/&·•|\u00a0" and last == at) or char in " +":
                at += 1
            else:
                break
        return last

    def _rest_names(self, at: int) -> bool:
        """Whether words follow that may be a title."""
        return has_word(self.text[at : self.end])

    def _number(self) -> int:
        match = _NUMBER.match(self.text, self.at, self.end)
        if match is None or not self._rest_names(match.end()) or self.shown.link_at(self.at):
            return 0
        if self.text[self.at] in _BRACKETS:
            self._cite(self.at, match.end())
        return match.end()

    def _styled_tag(self, tags: list[Span]) -> int:
        """Code, or bold and italic words, that hold no title: a date, a number, a tag before a link."""
        code = self.shown.style_at(self.at, "code")
        if code is not None and code.end < self.end and not self.shown.link_at(self.at):
            words = self.text[code.start : code.end]
            following = self._next(code.end)
            if self._cite(code.start, code.end):
                return code.end
            if not has_word(words) or self._begins_title(following):
                tags.append(self.shown.span(code.start, code.end))
                return code.end
        bold = self.shown.style_at(self.at, "strong", "emphasis")
        if bold is None or not self._rest_names(bold.end) or self.shown.link_at(self.at):
            return 0
        words = self.text[bold.start : bold.end]
        inner = words.strip(" \t[]()（）【】:：.,-|")
        if not has_word(words) or (inner.isdigit() and len(inner) <= 4):
            return bold.end
        if dates.citation(inner) and self._cite(bold.start, bold.end):
            return bold.end
        behind = self.text[bold.end : bold.end + 2].strip()[:1]
        if role_of(inner) and (words.rstrip().endswith((":", "：")) or behind in {":", "："}):
            return bold.end
        return 0

    def _next(self, at: int) -> int:
        while at < self.end and self.text[at] in _LEAD:
            at += 1
        return at

    def _begins_title(self, at: int) -> bool:
        """Whether a link, bold words or a quotation begin here."""
        if at >= self.end:
            return False
        link = self.shown.link_at(at)
        if link is not None:
            return role_of(self.text[link.start : link.end]) is None
        return (
            self.shown.style_at(at, "strong") is not None
            or self.text[at] in _QUOTES
            or self.text[at] in "[【"
        )

    def _group(self, tags: list[Span]) -> int:
        """A bracketed date, venue, number, tag or role link before the title."""
        closing = self._closing(self.at)
        if not closing:
            link = self.shown.link_at(self.at)
            labelled = link is not None and self._is_label_link(link)
            return link.end if link and labelled and self._title_follows(link.end) else 0
        start, end = self.at + 1, closing
        words = self.text[start:end]
        links = [one for one in self.shown.links if start <= one.start < end]
        if links:
            whole = all(self._is_label_link(one) for one in links)
            return closing + 1 if whole and self._title_follows(closing + 1) else 0
        if not self._rest_names(closing + 1):
            return 0
        if not has_word(words) or self._cite(start, end):
            return closing + 1
        following = self._next(closing + 1)
        link = self.shown.link_at(following)
        bare = link is not None and self._is_bare(link)
        strong = self.shown.style_at(self.at, "strong")
        named = strong is not None and strong.end == closing + 1 and len(words.split()) <= 3
        if named and not bare and self.made.nickname is None:
            self.made.nickname = self.shown.span(start, end)
            return closing + 1
        if len(words) <= 30 and self._begins_title(following) and not bare:
            tags.append(self.shown.span(start, end))
            return closing + 1
        return 0

    def _is_label_link(self, link: Placed) -> bool:
        words = self.text[link.start : link.end]
        return role_of(words) is not None or dates.citation(words.strip(" []()")) is not None

    def _title_follows(self, at: int) -> bool:
        """Whether words that no link holds follow: `[[paper]](…) Title`."""
        begin = self._next(at)
        between = self.text[at:begin].strip()
        if begin >= self.end or between in {":", "："}:
            return False
        if self.shown.style_at(begin, "strong") or self.text[begin] in _QUOTES:
            return True
        first = next((one for one in self.named if one.start >= at), None)
        if first is not None and not has_word(self.text[at : first.start]):
            return not self._is_label_link(first) and not self._is_bare(first)
        set_off = between[:1] in {"-", "–", "—"}  # “[Paper](…) - words” describes what is linked
        if set_off or self.text[begin].islower() or self.text[begin] in "([（【":
            return False
        ahead = self.text[begin : first.start if first else self.end]
        return len(ahead.split()) >= 3 or (len(ahead) >= 8 and not ahead.isascii())

    def _bare_date(self) -> int:
        """A date without brackets that a title follows."""
        match = dates.DATE.match(self.text, self.at, self.end)
        if match is None or self.shown.link_at(self.at):
            return 0
        following = self._next(match.end())
        marked = bool(self.text[match.end() : following].strip())
        separated = following > match.end() and (not match[0].isdigit() or marked)
        titled = self._begins_title(following) or len(match[0]) > 4
        if not separated or not titled or not self._rest_names(following):
            return 0
        self._note_date(dates.date_of(match[0]), match.start())
        return match.end()

    def _nickname(self) -> int:
        """`T0: **"Multitask …"**`: a short name and a colon before a title in bold or quotes."""
        match = _NICKNAME.match(self.text, self.at, self.end)
        if match is None or self.made.nickname is not None or self.shown.link_at(self.at):
            return 0
        follows = match.end()
        strong = self.shown.style_at(follows, "strong")
        quoted = follows < self.end and self.text[follows] in _QUOTES and self._quoted(follows)
        long = (strong.end - follows if strong else quoted - follows if quoted else 0) > LONG_TITLE
        if not long or role_of(match[1]) is not None or column_of(match[1]) in {"title", "name"}:
            return 0
        self.made.nickname = self.shown.span(*match.span(1))
        return follows

    def _authors_first(self) -> int:
        """`Ann Baker et al., "Title"`: authors before a title in quotes."""
        for mark in ('"', "“", "《"):
            quote = self.text.find(mark, self.at + 1, min(self.end, self.at + LONGEST_GROUP))
            if (
                quote > 0
                and self._quoted(quote)
                and names.are_names(self.text[self.at : quote].rstrip(" ,.:"))
            ):
                self._note("authors", self.at, quote)
                return quote
        return 0

    def _label(self) -> int:
        """`论文名称：`, `Title: ` before the title itself; words and a colon before a link."""
        match = _LABEL_TITLE.match(self.text, self.at, self.end)
        if match is None or not self._rest_names(match.end()):
            return 0
        link = self.shown.link_at(match.end())
        words = match[1].strip(" *_")
        if (
            column_of(words) in {"title", "name"}
            and not (link and self._is_bare(link))
            and match.end() < self.end
        ):
            return (
                match.end()
                if not words.isascii() or words.lower() in {"title", "paper", "paper title", "name"}
                else 0
            )
        return 0

    # The title

    def _title(self) -> None:
        at = self.at
        link = self.shown.link_at(at)
        bold = self.shown.style_at(at, "strong")
        if link is None and at < self.end and (self.text[at] in _QUOTES or self.text[at] in "[【"):
            inner = self._next_inside(at)
            link = self.shown.link_at(inner)
            if link is not None and (self._is_bare(link) or self._is_label_link(link)):
                link = None
        if link is not None and self._is_title_link(link, bold):
            self.titled = link if may_name(link.link, self.source) else None
            self._set_title(link.start, link.end, link=link)
            self.at = self._past(link.end)
            return
        lead = self._lead_to_link()
        if lead is not None:
            self.titled = lead
            words = self.text[self.at : lead.start].rstrip(" \t-–—:：•*[(【|.,，、")
            if has_word(words):
                self.made.label = self.shown.span(self.at, self.at + len(words))
            self._set_title(lead.start, lead.end, link=lead)
            self.at = self._past(lead.end)
            return
        if bold is None:
            bold = self.shown.style_at(at, "emphasis")
        if bold is not None and has_word(self.text[bold.start : bold.end]):
            self._bold_title(bold.start, bold.end)
            return
        if at < self.end and (quoted := self._quoted(at)):
            self._set_title(at + 1, quoted)
            self.at = quoted + 1
            return
        closing = self._closing(at) if at < self.end and self.text[at] in "[【" else 0
        held = any(at < one.start < closing for one in self.shown.links)
        if has_word(self.text[at + 1 : closing]) and not held:
            self._set_title(at + 1, closing)
            self.at = closing + 1
            return
        self._worded_title()

    def _is_title_link(self, link: Placed, bold: Styled | None) -> bool:
        """Whether the text of the link at the front is the title: no label before words, not all that is bold."""
        if self._is_bare(link) or (bold is not None and bold.end > link.end + 1):
            return False
        return not self._is_label_link(link) or not self._title_follows(link.end)

    def _next_inside(self, at: int) -> int:
        while at < self.end and (
            self.text[at] in _QUOTES or self.text[at] in _BRACKETS or self.text[at] in _BLANK
        ):
            at += 1
        return at

    def _past(self, at: int) -> int:
        """After the brackets, quotes and marks that close right behind the title."""
        while at < self.end and (self.text[at] in _CLOSING or self.text[at] in '”"》』’'):
            opening = _CLOSING.get(self.text[at])
            if opening and self.text.count(
                opening, max(0, at - LONGEST_TITLE), at
            ) <= self.text.count(self.text[at], max(0, at - LONGEST_TITLE), at):
                break
            at += 1
        return at

    def _lead_to_link(self) -> Placed | None:
        """The link that is the title although words stand before it: `第 390 期：[…]`, `Meetup […]`."""
        first = self.named[0] if self.named else None
        if (
            first is None
            or self._is_bare(first)
            or first.end <= first.start
            or first.start <= self.at
        ):
            return None
        words = self.text[self.at : first.start].strip(" \t\u00a0-–—:：•*_#>[(（【|.,，、")
        shown = self.text[first.start : first.end]
        if len(words) > MAX_LEAD or not has_word(shown) or self._is_label_link(first):
            return None
        if any(
            one.start < first.start
            and one.end > self.at
            and has_word(self.text[one.start : one.end])
            for one in self.shown.styles
            if one.style == "strong" and one.start >= self.at
        ):
            return None
        lead = self.text[self.at : first.start]
        if "\n" in lead or (self.text[self.at] in _QUOTES and self._quoted(self.at)):
            return None
        if lead.rstrip().endswith(("(", "（")) or re.search(r"\s[-–—]\s", lead.rstrip(" -–—")):
            return None
        if _JOINING.search(lead):
            return None
        return first

    def _bold_title(self, start: int, end: int) -> None:
        """Bold words; with a quotation or more words behind a colon they are the nickname, and those the title."""
        while (
            joined := self.shown.style_at(self._blank(end), "strong")
        ) is not None and joined.end > end:
            if self.shown.link_at(joined.start) or "\n" in self.text[end : joined.start]:
                break
            end = joined.end
        bar = self._first_break(start, end)
        held = next((one.start for one in self.shown.links if start < one.start < end), -1)
        if bar > start or (held > start and has_word(self.text[start:held])):
            self.end, until = min(end if bar < 0 else bar, held if held > 0 else end), self.end
            self._worded_title()
            self.end = until
            return
        words = self.text[start:end].rstrip()
        behind = self._blank(end)
        colon = words.endswith((":", "：")) or self.text[behind : behind + 1] in {":", "："}
        if colon or self.text[behind : behind + 1] in _QUOTES:
            begin = (
                self._blank(behind + 1) if self.text[behind : behind + 1] in {":", "："} else behind
            )
            quoted = self._quoted(begin) if begin < self.end else 0
            if quoted and quoted - begin > 12:
                self._name(start, end)
                self._set_title(begin + 1, quoted)
                self.at = quoted + 1
                return
            emphasised = self.shown.style_at(begin, "emphasis")
            if (
                emphasised
                and emphasised.end - begin > 20
                and not names.are_names(self.text[begin : emphasised.end])
            ):
                self._name(start, end)
                self._set_title(begin, emphasised.end)
                self.at = emphasised.end
                return
        self._set_title(start, end)
        self.at = end

    def _name(self, start: int, end: int) -> None:
        words = self.text[start:end].rstrip(" :：")
        if words:
            self.made.nickname = self.shown.span(start, start + len(words))

    def _blank(self, at: int) -> int:
        while at < self.end and self.text[at] in _BLANK and self.text[at] != "\n":
            at += 1
        return at

    def _quoted(self, at: int) -> int:
        """Where the quotation that opens at `at` closes."""
        closing = _QUOTES.get(self.text[at])
        if closing is None:
            return 0
        end = self.text.find(closing, at + 1, min(self.end, at + LONGEST_TITLE))
        return end if end > 0 and has_word(self.text[at + 1 : end]) else 0

    def _worded_title(self) -> None:
        """Plain words up to their links, a citation, authors or a description."""
        start = self.at
        limit = self._limit(start)
        end = self._cut(start, limit)
        self._set_title(start, end)
        self.at = end

    def _limit(self, start: int) -> int:
        """Where plain words must end: at a break, at links with labels, at the end."""
        limit = self.end
        for mark in ("\n", "|"):
            place = self.text.find(mark, start, limit)
            if place >= 0 and has_word(self.text[start:place]):
                limit = place
        for one in self.shown.links:
            if start <= one.start < limit and (
                self._is_label_link(one) or self._is_bare(one) or one.end == one.start
            ):
                limit = one.start
                break
            if one.start > limit:
                break
        while limit > start and (
            self.text[limit - 1] in _BRACKETS or self.text[limit - 1] in _BLANK
        ):
            limit -= 1
        return limit

    def _cut(self, start: int, limit: int) -> int:
        """The first place in `start:limit` where something else than the title begins."""
        cuts = [limit]
        at = start
        styled = sorted(place for place in self.shown.styled if start < place < limit)
        while at < limit and at - start < LONGEST_TITLE * 4:
            at = self._next_mark(at, limit, styled)
            if at >= limit:
                break
            char = self.text[at]
            if char in _BRACKETS and at > start and (closing := self._closing(at)):
                inner = self.text[at + 1 : closing]
                if dates.citation(inner) or dates.STARS.fullmatch(inner.strip()):
                    cuts.append(at)
                    break
                at = closing + 1
                continue
            if (
                char == " "
                and self.text[at + 1] == " "
                and self.text.startswith("  ", at)
                and has_word(self.text[start:at])
                and len(self.text[at:limit].split()) > 5
            ):
                cuts.append(at)
                break
            if (
                char == "."
                and self.text[at + 1 : at + 2] in {" ", ""}
                and at > start + 3
                and self._ends_title(at + 1, limit)
            ):
                cuts.append(at)
                break
            if char == "," and at > start + 3 and self._ends_title(at + 1, limit):
                cuts.append(at)
                break
            if (
                char in " –—-"
                and at > start
                and (dash := _DASH.match(self.text, at, limit))
                and self._describes(dash.end(), limit)
            ):
                cuts.append(at)
                break
            emphasis = self.shown.style_at(at, "emphasis", "code") if at > start else None
            if emphasis and (emphasis.style == "code" or self._ends_title(at, emphasis.end)):
                cuts.append(at)
                break
            at += 1
        match = _BY_NAMES.search(self.text, start + 1, min(cuts))
        named = self._names_at(match.end()) if match else 0
        if match and named and self._are_certain(self.text[match.end() : named]):
            cuts.append(match.start())
        return min(cuts)

    def _next_mark(self, at: int, limit: int, styled: Sequence[int]) -> int:
        """The next place at or after `at` at which a title may end: a mark, or where a style begins."""
        match = _MARK.search(self.text, at, limit)
        found = match.start() if match else limit
        index = bisect_left(styled, at)
        return min(found, styled[index]) if index < len(styled) else found

    @staticmethod
    def _are_certain(words: str) -> bool:
        """Names that no title holds behind “by”: several, or one with an initial."""
        return names.are_names(words) or re.match(r"[A-Z]\.", words) is not None

    def _ends_title(self, at: int, limit: int) -> bool:
        """Whether a citation or authors, and nothing else, stand here up to the next mark."""
        rest = self.text[at:limit].strip(" .,;*_-")
        if not rest:
            return False
        if names.are_names(rest) or dates.citation(rest):
            return True
        head = _HEAD.split(rest, maxsplit=1)[0].strip(" .,")
        tail = rest[len(head) :].strip(" .,;()[]-–—")
        if not head or head == rest:
            return False
        return (names.are_names(head) and (not tail or len(tail) < 200)) or (
            dates.citation(head) is not None
            and (dates.citation(tail) is not None or names.are_names(tail))
        )

    def _describes(self, at: int, limit: int) -> bool:
        """Whether what follows a dash describes: it begins small, in Han, or is a sentence."""
        rest = self.text[at:limit].strip()
        if not rest or not has_word(rest):
            return True
        first = rest[0]
        title = self.text[self.at : at]
        if not title.isascii() or not rest.isascii():
            return len(title.strip()) <= 60
        if first.islower():
            return True
        named, told = len(title.split()), len(rest.split())
        return rest.endswith(".") and (named <= 4 or (told >= 5 and named <= 9))

    def _set_title(self, start: int, end: int, link: Placed | None = None) -> None:
        """Take `start:end` for the title, without the blanks, quotes, dates and numbers around it."""
        start, end = self._stripped(start, end)
        if link is None or end - start > 8:
            start, end = self._undated(start, end)
        start, end = self._stripped(start, end)
        if start >= end or not has_word(self.text[start:end]):
            return
        self.made.title = self.shown.span(start, end)
        self.made.title_text = " ".join(self.text[start:end].split())
        if link is not None and link.link.kind in {"bare", "autolink"}:
            self.made.title_is_url = True

    def _stripped(self, start: int, end: int) -> tuple[int, int]:
        while True:
            before = (start, end)
            while start < end and self.text[start] in _BLANK:
                start += 1
            while start < end and (
                self.text[end - 1] in _BLANK
                or self.text[end - 1] in ",，;；:：|·"
                or (
                    self.text[end - 1] == "."
                    and not self.text[start:end].endswith(("..", "al.", "Inc.", "etc."))
                    and end - start > 3
                )
                or (self.text[end - 1] in "-–—" and self.text[end - 2] in " -–—")
            ):
                end -= 1
            if start + 1 < end:
                closing = _QUOTES.get(self.text[start]) or (
                    "】" if self.text[start] == "【" else "]" if self.text[start] == "[" else None
                )
                inner = self.text[start + 1 : end - 1]
                if (
                    closing
                    and self.text[end - 1] == closing
                    and self.text[start] not in inner
                    and closing not in inner
                ):
                    start, end = start + 1, end - 1
            if (start, end) == before:
                return start, end

    def _undated(self, start: int, end: int) -> tuple[int, int]:
        """Without a bracketed date or venue, number or emoji at the front, and a citation at the back."""
        symbols = self._symbols(start)
        if start < symbols < end and has_word(self.text[symbols:end]):
            self.details.tags = (*self.details.tags, *self._split_tags(start, symbols))
            start = symbols
            while start < end and self.text[start] in _BLANK:
                start += 1
        number = _NUMBER_TITLE.match(self.text, start, end)
        if number and has_word(self.text[number.end() : end]):
            start = number.end()
        if start < end and self.text[start] in _BRACKETS:
            closing = self._closing(start)
            if (
                closing
                and closing + 1 < end
                and has_word(self.text[closing + 1 : end])
                and self._cite(start + 1, closing)
            ):
                start = closing + 1
                while start < end and self.text[start] in _LEAD:
                    start += 1
        dated = _LAST_DATE.search(self.text, max(start + 1, end - 24), end)
        if dated and has_word(self.text[start : dated.start()]):
            self._note_date(dates.date_of(dated[1]), dated.start(1))
            end = dated.start()
        if end - start > 4 and self.text[end - 1] in _CLOSING:
            opening = self.text.rfind(_CLOSING[self.text[end - 1]], start + 1, end)
            if (
                opening > 0
                and has_word(self.text[start:opening])
                and self._cite(opening + 1, end - 1)
            ):
                end = opening
        return start, end

    def _link_up(self) -> None:
        """Roles of all links; the one that the title carries, else the paper or the first, is the main one."""
        held = [(one, EntryLink(one.link, self._role(one))) for one in self.named]
        named = {id(one) for one in self.named}
        others = [one for one in self.shown.links if id(one) not in named]
        held += [(one, pictured) for one in others if (pictured := self._pictured(one))]
        held.sort(key=lambda pair: pair[0].link.start)
        if not held:
            return
        links = [link for _, link in held]
        main = next((link for one, link in held if one is self.titled), None) or main_link(links)
        self.made.links = [
            EntryLink(main.link, "primary"),
            *(link for link in links if link is not main),
        ]

    def _role(self, one: Placed) -> Role:
        own = role_of(self.text[one.start : one.end]) if one.end > one.start else None
        if own not in {None, "other"}:
            return own or "other"
        if one.end <= one.start:
            return self._badge_role(one) or "other"
        label = self._label_to(one.start)
        told = role_of(self.text[label[0] : label[1]]) if label else None
        if told is None and own is None and self.made.links:
            told = None
        return told or own or "other"

    def _pictured(self, one: Placed) -> EntryLink | None:
        """A badge that names its role (`![Paper](…)` within a link) is a link of the entry."""
        if one.end > one.start or not is_picture(one.link, self.source):
            return None
        role = self._badge_role(one)
        return EntryLink(one.link, role) if role else None

    def _badge_role(self, one: Placed) -> Role | None:
        at = bisect_left(self.shown.pictures, one.link.start, key=_start)
        if at == len(self.shown.pictures) or self.shown.pictures[at].start >= one.link.end:
            return None
        picture = self.shown.pictures[at]
        of_code = one.link.identity is not None and one.link.identity.kind == "code"
        return "code" if of_code and "/stars/" in picture.url else role_of_picture(picture)

    def _urls_as_title(self, first: Placed) -> None:
        """Bare URLs where the title should be: all that stand together at the front."""
        made, front = self.made, [first]
        for one in self.named[1:]:
            if not self._is_bare(one) or has_word(self.text[front[-1].end : one.start]):
                break
            front.append(one)
        rest = self.text[front[-1].end : self.end].strip()
        last = front[-1]
        made.title = Span(first.link.start, last.link.end)
        made.title_is_url = (
            not rest
            or bool(_SEPARATOR.match(rest))
            or not has_word(rest)
            or rest.startswith(("(", "（"))
        )
        made.title_text = " ".join(
            self.source[first.link.start : last.link.end].strip("<>").split()
        )
        made.links = [
            EntryLink(first.link, "primary"),
            *(EntryLink(one.link, "other") for one in front[1:]),
        ]
        made.links += [EntryLink(one.link, self._role(one)) for one in self.named[len(front) :]]
        self.at = last.end

    def _is_bare(self, one: Placed) -> bool:
        return one.link.kind in {"bare", "autolink"}

    # After the title

    def _after(self) -> Details:
        """What follows the title: what is known of it at both ends, a description between them."""
        tags: list[Span] = []
        self._trim_back(tags)
        separator = self._trim_front(tags)
        self.details.tags = tuple(sorted({*self.details.tags, *tags}, key=lambda one: one.start))
        start, end = self._middle()
        while start < end and self.text[end - 1] in _TRAIL:
            end -= 1
        while start < end and self.text[start] in _TRAIL:
            start += 1
        if start < end and self._says(start, end, separator=separator):
            self._describe(start, end)
        return self.details

    def _describe(self, start: int, end: int) -> None:
        if "authors" not in self.details.metadata and names.are_names(self.text[start:end]):
            self._note("authors", start, end)
            return
        closing = self._closing(start)
        if closing == end - 1 and self.text[start] in "(（":
            start, end = start + 1, end - 1
        self.details.description = self.shown.span(start, end)

    def _says(self, start: int, end: int, *, separator: bool) -> bool:
        """Whether words stand here that no link holds."""
        words: list[str] = []
        at = start
        for one in self.shown.links:
            if start <= one.start and one.end <= end and one.end > one.start:
                words.append(self.text[at : one.start])
                at = one.end
        words.append(self.text[at:end])
        said = "".join(words)
        if separator or not words[1:]:
            return has_word(self.text[start:end]) and (has_word(said) or separator)
        return len(re.findall(r"\w+", said)) >= 3 or sum(not c.isascii() for c in said) >= 4

    def _trim_back(self, tags: list[Span]) -> None:
        """Take links with labels, tags, dates and stars from the back."""
        last_links = {one.end: one for one in self.shown.links if one.start >= self.at}
        codes = {
            one.end: one
            for one in self.shown.styles
            if one.style == "code" and one.start >= self.at and one.end > one.start
        }
        for picture in self.shown.pictures:
            if picture.at > self.front and not self._linked_picture(picture):
                self._note_picture(picture, tags)
        decorates = False  # an emoji before a link with a label belongs to that link
        while self.end > self.at:
            char = self.text[self.end - 1]
            if char in _TRAIL and not (char == ":" and self._shortcode_before()):
                self.end -= 1
            elif (
                (one := last_links.get(self.end)) and one.end > one.start and one is not self.titled
            ):
                code = codes.get(self.end)
                if (
                    not self._is_label_link(one)
                    and not (self._is_bare(one) and self._role(one) != "other")
                    and not (code and code.start <= one.start)
                ) and not self._bracketed_alone(one):
                    break
                self.end = one.start
                self._drop_opening()
                decorates = True
            elif code := codes.get(self.end):
                self._note_tag(code.start, code.end, tags)
                self.end = code.start
            elif char in _CLOSING and (taken := self._trailing_group(tags)):
                self.end = taken
            elif (
                char == "."
                and self.text[self.end - 2] in _CLOSING
                and (self._trailing_meta(self.end - 1))
            ):
                self.end -= 1
            elif _is_symbol(char) or char in "\u200d\ufe0f\u20e3":
                begin = self.end
                while begin > self.at and (
                    _is_symbol(self.text[begin - 1])
                    or self.text[begin - 1] in "\u200d\ufe0f\u20e3 "
                ):
                    begin -= 1
                tags += () if decorates else self._split_tags(begin, self.end)
                self.end = begin
            elif char == ":" and (
                code_word := _CODE_WORD.search(self.text, max(self.at, self.end - 44), self.end)
            ):
                self.end = code_word.start()
                tags += () if decorates else (self.shown.span(*code_word.span()),)
            elif match := self._label_before():
                self.end = match
            else:
                break

    def _shortcode_before(self) -> bool:
        return _CODE_WORD.search(self.text, max(self.at, self.end - 44), self.end) is not None

    def _trailing_meta(self, closing: int) -> bool:
        opening = self.text.rfind(_CLOSING[self.text[closing - 1]], self.at, closing)
        return opening >= 0 and dates.citation(self.text[opening + 1 : closing - 1]) is not None

    def _bracketed_alone(self, one: Placed) -> bool:
        """`[[Some name](…)]`: a link that stands in brackets of its own."""
        return (
            self.text[one.start - 1 : one.start] == "[" and self.text[one.end : one.end + 1] == "]"
        )

    def _label_before(self) -> int:
        """`Code:`, `论文：` that the links taken from the back have left behind."""
        colon = self.end
        while colon < len(self.text) and self.text[colon] in _BLANK:
            colon += 1
        if self.text[colon : colon + 1] not in {":", "："}:
            return 0
        label = self._label_to(colon + 1, minimum=self.at)
        return label[0] if label and role_of(self.text[label[0] : label[1]]) else 0

    def _label_to(self, end: int, minimum: int = 0) -> tuple[int, int] | None:
        """The label that ends with a colon right before `end`: `Code: `, `论文：[`."""
        while end > minimum and (self.text[end - 1] in _BLANK or self.text[end - 1] in _BRACKETS):
            end -= 1
        if end <= minimum or self.text[end - 1] not in ":：":
            return None
        end -= 1
        while end > minimum and self.text[end - 1] in _BLANK:
            end -= 1
        start = end
        while (
            start > minimum
            and end - start < LONGEST_LABEL
            and self.text[start - 1] not in _NOT_IN_LABEL
        ):
            start -= 1
        dash = self.text.rfind("- ", start, end)
        start = dash + 2 if dash >= 0 else start
        while start < end and self.text[start] in _BLANK:
            start += 1
        return (start, end) if start < end else None

    def _note_picture(self, picture: Picture, tags: list[Span]) -> None:
        """A badge is a tag if it has words; one that counts stars is no tag."""
        place = Span(picture.start, picture.end)
        if "/stars/" in picture.url or "stars" in picture.alt.casefold():
            self.details.metadata.setdefault("stars", place)
        elif picture.alt or "/badge/" in picture.url:
            tags.append(place)

    def _linked_picture(self, picture: Picture) -> bool:
        at = bisect_right(self.shown.links, picture.start, key=_link_start)
        return at > 0 and picture.start < self.shown.links[at - 1].link.end

    def _drop_opening(self) -> None:
        while self.end > self.at and (
            self.text[self.end - 1] in _BRACKETS or self.text[self.end - 1] in _BLANK
        ):
            self.end -= 1

    def _trailing_group(self, tags: list[Span]) -> int:
        """The start of a bracketed group at the back that is no description, 0 for one that is."""
        closing = self.text[self.end - 1]
        opening = self._opening(self.end - 1)
        if opening < 0:
            return 0
        inner = self.text[opening + 1 : self.end - 1]
        links = [
            one
            for one in self.shown.links
            if opening < one.start < self.end and one.end > one.start
        ]
        if links:
            rest = inner
            for one in links:
                rest = rest.replace(self.text[one.start : one.end], " ", 1)
            labelled = all(self._is_label_link(one) or self._role(one) != "other" for one in links)
            rest = _BETWEEN_LINKS.sub("", rest)
            return opening if labelled and (not rest or role_of(rest)) else 0
        if not has_word(inner):
            return opening
        if self._cite(opening + 1, self.end - 1):
            return opening
        if dates.STARS.fullmatch(inner.strip()):
            self._note("stars", opening + 1, self.end - 1)
            return opening
        few = len(inner.split()) <= 3 and len(inner) <= (30 if inner.isascii() else 6)
        alone = not has_word(self.text[self.at : opening])
        if (
            few
            and (closing == "]" or not alone or inner.isupper() or inner.islower())
            and (
                closing == "]"
                or (len(inner.split()) == 1 and not alone)
                or (inner.isupper() and inner.isalpha())
                or (inner.islower() and inner.isascii() and len(inner.split()) == 1)
            )
        ):
            self._note_tag(opening + 1, self.end - 1, tags)
            return opening
        return 0

    def _opening(self, closing: int) -> int:
        """Where the bracket that closes at `closing` opens, -1 if none does."""
        end, begin, depth = self.text[closing], _CLOSING[self.text[closing]], 0
        for place in range(closing, max(self.at, closing - LONGEST_GROUP) - 1, -1):
            depth += (self.text[place] == end) - (self.text[place] == begin)
            if depth == 0:
                return place
        return -1

    def _note_tag(self, start: int, end: int, tags: list[Span]) -> None:
        words = self.text[start:end].strip()
        if not words:
            return
        if LICENCES.fullmatch(words.strip("❗️ ")) and "licence" not in self.details.metadata:
            self.details.metadata["licence"] = self.shown.span(start, end)
        if dates.citation(words):
            self._cite(start, end)
            return
        tags.append(self.shown.span(start, end))

    def _trim_front(self, tags: list[Span]) -> bool:
        """Take stars, dates, venues, tags, authors, a separator behind the title; tell whether there was one."""
        separator = False
        while self.at < self.end:
            char = self.text[self.at]
            link = self.shown.link_at(self.at)
            if link is not None and not self._is_label_link(link):
                break
            if char in _BLANK or (separator and char in ",，.。;；"):
                self.at += 1
            elif (
                not separator
                and (match := _SEPARATOR.match(self.text, self.at, self.end))
                and has_word(self.text[match.end() : self.end])
                and match[0].strip()
            ):
                begin = match.start()
                while begin > 0 and self.text[begin - 1] in " \t\u00a0":
                    begin -= 1
                self.details.separator = self.shown.span(begin, match.end())
                self.at, separator = match.end(), True
            elif char in ',，.。;；|·•"”*_`':
                self.at += 1
            elif _is_symbol(char) or (
                char == ":" and _SHORTCODE.match(self.text, self.at, self.end)
            ):
                after = max(self._symbols(self.at), self.at + 1)
                stars = dates.STARS.match(self.text, self.at, self.end)
                if stars:
                    self._note("stars", *stars.span())
                    after = max(after, stars.end())
                else:
                    tags += self._split_tags(self.at, after)
                self.at = after
            elif code := self.shown.style_at(self.at, "code"):
                if separator and self._blank(code.end) < self.end:
                    break
                self._note_tag(code.start, code.end, tags)
                self.at = code.end
            elif (italic := self.shown.style_at(self.at, "emphasis")) and self._take(
                italic.start, italic.end, loose=True
            ):
                self.at = italic.end
            elif (
                (char in _BRACKETS and (taken := self._leading_group(tags, separator=separator)))
                or (taken := self._names_after_by())
                or (taken := self._leading_words(separator=separator))
            ):
                self.at = taken
            elif self._leading_label_link():
                pass
            else:
                break
        return separator

    def _leading_label_link(self) -> bool:
        """Pass links with labels that stand before the description."""
        at = self.at
        while at < self.end and self.text[at] in _BRACKETS:
            at += 1
        link = self.shown.link_at(at)
        if link is None or not self._is_label_link(link) or link is self.titled:
            return False
        after = link.end
        while after < self.end and self.text[after] in _CLOSING:
            after += 1
        following = self.text[after : after + 1]
        if following.isalnum() or self.text[after : after + 2].strip()[:1].islower():
            return False
        self.at = after
        return True

    def _leading_group(self, tags: list[Span], *, separator: bool) -> int:
        closing = self._closing(self.at)
        if not closing or closing >= self.end:
            return 0
        start, end = self.at + 1, closing
        inner = self.text[start:end]
        if any(start <= one.start < end for one in self.shown.links):
            return 0
        if not has_word(inner) or self._cite(start, end):
            return closing + 1
        if dates.STARS.search(inner) and len(inner) < 60:
            stars = dates.STARS.search(self.text, start, end)
            if stars:
                self._note("stars", *stars.span())
            for part in re.finditer(r"[^·|,]+", inner):
                words = part.group().strip()
                if words and not dates.STARS.fullmatch(words):
                    offset = start + part.start() + len(part.group()) - len(part.group().lstrip())
                    tags.append(self.shown.span(offset, offset + len(words)))
            return closing + 1
        if names.are_names(inner):
            self._note("authors", start, end)
            return closing + 1
        more = has_word(self.text[closing + 1 : self.end])
        if more and not separator and len(inner) <= 40 and len(inner.split()) <= 4:
            self._note_tag(start, end, tags)
            return closing + 1
        return 0

    def _names_after_by(self) -> int:
        match = _BY.match(self.text, self.at, self.end)
        end = self._names_at(match.end()) if match else 0
        if match is None or not end:
            return 0
        self._note("authors", match.end(), end)
        return end

    def _names_at(self, start: int) -> int:
        """The end of the names (or of one name after “by”) that begin at `start`, 0 for none."""
        at = start
        while at <= self.end:
            match = _END_OF_NAMES.search(self.text, at, self.end)
            end = match.start() if match else self.end
            words = self.text[start:end].strip()
            if names.are_names(words, loose=True) and not (
                match and match[0].strip() == "." and len(words.split()[-1]) == 1
            ):
                return end
            if match is None or match[0].strip() != "." or end - start > 200:
                return 0
            at = match.end() if match.end() > at else at + 1
        return 0

    def _leading_words(self, *, separator: bool) -> int:
        """The end of a citation or of authors in plain words: up to a break, a full stop, a separator."""
        window = min(self.end, self.at + 800)
        if self.text[self.at].islower() and not dates.begins_with_venue(self.text, self.at):
            return 0  # neither a name nor a venue
        marks = islice(_STOP.finditer(self.text, self.at, window), MOST_STOPS)
        stops = [match.start() for match in marks]
        for stop in [*stops, window]:
            words = self.text[self.at : stop].strip(" .,，*_-–—")
            if not words:
                continue
            if dates.citation(words) and (
                not separator or stop >= self.end or self.text[stop] in "\n.-|"
            ):
                start = self.text.find(words[:1], self.at)
                self._cite(start, start + len(words))
                return stop
            if "authors" not in self.details.metadata and names.are_names(words):
                start = self.text.find(words[:1], self.at)
                self._note("authors", start, start + len(words))
                return stop
        return 0

    def _middle(self) -> tuple[int, int]:
        """What is left, without lines that are authors or citations."""
        start, end = self.at, self.end
        while (cut := self._first_break(start, end)) >= 0:
            if not self._take(start, cut):
                break
            start = cut + 1
        while (
            cut := max(self.text.rfind("\n", start, end), self.text.rfind("|", start, end))
        ) >= 0:
            if not self._take(cut + 1, end):
                break
            end = cut
        return start, end

    def _first_break(self, start: int, end: int) -> int:
        """Where the first line break or bar stands, -1 if none does."""
        places = [self.text.find(mark, start, end) for mark in ("\n", "|")]
        found = min((place for place in places if place >= 0), default=-1)
        linked = (
            any(one.start < found < one.end for one in self.shown.links) if found >= 0 else False
        )
        return -1 if linked else found

    def _take(self, start: int, end: int, *, loose: bool = False) -> bool:
        """Take a stretch that is nothing but authors or a citation, or has no words."""
        words = self.text[start:end].strip(" .,*_;|")
        if not has_word(words):
            return True
        begin = self.text.find(words[:1], start)
        if self._cite(begin, begin + len(words)):
            return True
        if ("authors" not in self.details.metadata and names.are_names(words)) or (
            loose
            and "authors" not in self.details.metadata
            and len(words.split()) in {2, 3}
            and names.are_names(words, loose=True)
        ):
            self._note("authors", begin, begin + len(words))
            return True
        return False

    # Facts

    def _closing(self, at: int) -> int:
        """Where the bracket that opens at `at` closes, 0 if none does."""
        closing = _BRACKETS.get(self.text[at]) if at < len(self.text) else None
        if closing is None:
            return 0
        opening, depth = self.text[at], 0
        for place in range(at, min(len(self.text), at + LONGEST_GROUP)):
            char = self.text[place]
            depth += (char == opening) - (char == closing)
            if depth == 0:
                return place
        return 0

    def _cite(self, start: int, end: int) -> bool:
        """Note the venue, year and date that `start:end` is, if it is nothing else."""
        found = dates.citation(self.text[start:end].strip("[]()（）【】 \t:：,"))
        if found is None:
            return False
        begin = start
        while begin < end and self.text[begin] in "[]()（）【】 \t:：,":
            begin += 1
        self._note_date(found, begin)
        return True

    def _note_date(self, found: dates.Citation | None, offset: int) -> None:
        if found is None:
            return
        for name, part in (("venue", found.venue), ("year", found.year), ("date", found.date)):
            if part is not None and name not in self.details.metadata:
                self.details.metadata[name] = self.shown.span(offset + part[0], offset + part[1])

    def _note(self, name: str, start: int, end: int) -> None:
        while start < end and self.text[start] in _BLANK:
            start += 1
        while start < end and self.text[end - 1] in _TRAIL:
            end -= 1
        if start < end and name not in self.details.metadata:
            self.details.metadata[name] = self.shown.span(start, end)


def main_link(held: Sequence[EntryLink]) -> EntryLink:
    """The link that names an entry whose title carries none: its paper, else the first."""
    return next((one for one in held if one.role in {"paper", "pdf"}), held[0])


def _start(picture: Picture) -> int:
    return picture.start


def _link_start(placed: Placed) -> int:
    return placed.link.start


def role_of_picture(picture: Picture) -> Role | None:
    """The role that a badge names: in its alternative text, or in its label at shields.io."""
    role = role_of(picture.alt)
    if role is None and "/badge/" in picture.url:
        label = picture.url.split("/badge/", 1)[1].split("?")[0]
        for part in label.split("-")[:2]:
            role = role or role_of(part.replace("_", " ").replace("%20", " "))
    return role


def _is_symbol(char: str) -> bool:
    return char in "\u200d\ufe0f\u20e3" or (
        char not in "^`´¨"
        and not char.isascii()
        and char not in "●■▪◆○✦•◦□▶►→©®™℃№"
        and category(char) in {"So", "Sk", "Cs"}
    )
