"""The title of a line: the text of a link, bold words, a quotation, else plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation import dates, names
from awesomelint.curation.document import EntryLink
from awesomelint.curation.line.links import is_bare, may_name
from awesomelint.curation.line.marks import (
    BLANK,
    BRACKETS,
    CLOSING,
    QUOTES,
    group_end,
    has_word,
    past_blanks,
    past_closings,
    past_marks,
    past_openings,
    quotation_end,
    symbols_end,
)
from awesomelint.curation.line.roles import is_label_link, role_of_link, title_follows
from awesomelint.curation.line.words import first_break, words_end
from awesomelint.model import Span
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation.line.fields import Line
    from awesomelint.curation.shown import Placed, Styled

# more words than this before a link are a sentence, and not what stands before a title
MAX_LEAD = 40
_LONG_QUOTATION = 12
_LONG_EMPHASIS = 20
_NUMBER = regex(r"(?:\d{1,3}(?:[.、．)](?!\d)|/\d{1,3}[.、])|\[\d{1,4}\])\s{0,9}")
_LAST_DATE = regex(r"\s{1,4}((?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9]))\Z")
_JOINING = regex(
    r"\b(?:by|from|via|see|with|for|using|on|in|of|and|the|a|an|to|is)\s{0,9}\Z", re.IGNORECASE
)
_SET_OFF = regex(r"\s[-–—]\s")
_SEPARATOR = regex(r"[ \t]{0,9}(?::?\s?[-–—:：|~]{1,3}|=>|→)\s{0,9}")
_WITH_STOP = ("..", "al.", "Inc.", "etc.")


def read_title(line: Line, at: int, source: str) -> int:
    """Find the title that begins at `at`; return where what follows it begins."""
    link = _link_at(line, at)
    bold = line.shown.style_at(at, "strong")
    if link is not None and _is_title(line, link, bold):
        line.titled = link if may_name(link.link, source) else None
        return _linked(line, link)
    lead = _lead_to_link(line, at)
    if lead is not None:
        line.titled = lead
        words = line.text[at : lead.start].rstrip(" \t-–—:：•*[(【|.,，、")
        if has_word(words):
            line.fields.label = line.shown.span(at, at + len(words))
        return _linked(line, lead)
    bold = bold or line.shown.style_at(at, "emphasis")
    if bold is not None and has_word(line.text, bold.start, bold.end):
        return _bold(line, at, bold)
    return _enclosed(line, at) or _worded(line, at, len(line.text))


def _link_at(line: Line, at: int) -> Placed | None:
    """The link that begins here, within quotes or brackets unless it is a label."""
    link = line.shown.link_at(at)
    if link is not None or at >= len(line.text):
        return link
    if line.text[at] not in QUOTES and line.text[at] not in "[【":
        return None
    link = line.shown.link_at(past_openings(line.text, at, len(line.text)))
    if link is None or is_bare(link) or is_label_link(line.shown, link):
        return None
    return link


def _is_title(line: Line, link: Placed, bold: Styled | None) -> bool:
    """Whether the text of the link at the front is the title.

    A label before words is none, nor is a link in text that is bold as a whole.
    """
    if is_bare(link) or (bold is not None and bold.end > link.end + 1):
        return False
    return not is_label_link(line.shown, link) or not title_follows(line, link.end)


def _linked(line: Line, link: Placed) -> int:
    _set_title(line, link.start, link.end, link)
    return past_closings(line.text, link.end, len(line.text))


def _lead_to_link(line: Line, at: int) -> Placed | None:
    """The link that is the title although words stand before it: `第 390 期：[…]`, `Meetup […]`."""
    first = line.named[0] if line.named else None
    if first is None or is_bare(first) or first.end <= first.start or first.start <= at:
        return None
    lead = line.text[at : first.start]
    if len(lead.strip(" \t\u00a0-–—:：•*_#>[(（【|.,，、")) > MAX_LEAD or "\n" in lead:
        return None
    if not has_word(line.text, first.start, first.end) or is_label_link(line.shown, first):
        return None
    if _is_bold_before(line, at, first.start) or quotation_end(line.text, at, len(line.text)):
        return None
    if lead.rstrip().endswith(("(", "（")) or _SET_OFF.search(lead.rstrip(" -–—")):
        return None
    return None if _JOINING.search(lead) else first


def _is_bold_before(line: Line, start: int, end: int) -> bool:
    """Whether bold words begin in `start:end`: they are the title."""
    return any(
        start <= one.start < end
        and one.style == "strong"
        and one.end > start
        and has_word(line.text, one.start, one.end)
        for one in line.shown.styles
    )


def _bold(line: Line, at: int, bold: Styled) -> int:
    """Bold words, which are the title, or the nickname before one.

    They are the nickname if a quotation, or a colon and more words, follow: those are the title.
    """
    start, end = bold.start, _joined(line, bold.end)
    bar = first_break(line.shown, start, end)
    link = next((one.start for one in line.shown.links if start < one.start < end), -1)
    if bar > start or (link > start and has_word(line.text, start, link)):
        return _worded(line, at, min(end if bar < 0 else bar, link if link > 0 else end))
    named = _named_by_bold(line, start, end)
    if named:
        return named
    _set_title(line, start, end)
    return end


def _joined(line: Line, end: int) -> int:
    """Where bold words end that go on after a blank."""
    while True:
        start = past_blanks(line.text, end, len(line.text))
        joined = line.shown.style_at(start, "strong")
        if joined is None or joined.end <= end:
            return end
        if line.shown.link_at(joined.start) or "\n" in line.text[end : joined.start]:
            return end
        end = joined.end


def _named_by_bold(line: Line, start: int, end: int) -> int:
    """`**VoxPoser**: "Composable …"`: the end of the title, 0 where the bold words are it."""
    text, limit = line.text, len(line.text)
    words = text[start:end].rstrip()
    behind = past_blanks(text, end, limit)
    begin = (
        past_blanks(text, behind + 1, limit) if text[behind : behind + 1] in (":", "：") else behind
    )
    if (
        begin == behind
        and not words.endswith((":", "："))
        and text[behind : behind + 1] not in QUOTES
    ):
        return 0
    quoted = quotation_end(text, begin, limit)
    emphasised = line.shown.style_at(begin, "emphasis")
    if quoted - begin > _LONG_QUOTATION:
        _name(line, start, end)
        _set_title(line, begin + 1, quoted)
        return quoted + 1
    if (
        emphasised is not None
        and emphasised.end - begin > _LONG_EMPHASIS
        and not names.are_names(text[begin : emphasised.end])
    ):
        _name(line, start, end)
        _set_title(line, begin, emphasised.end)
        return emphasised.end
    return 0


def _name(line: Line, start: int, end: int) -> None:
    words = line.text[start:end].rstrip(" :：")
    if words:
        line.fields.nickname = line.shown.span(start, start + len(words))


def _enclosed(line: Line, at: int) -> int:
    """A title in quotes, or in brackets without a link; 0 for none."""
    quoted = quotation_end(line.text, at, len(line.text))
    if quoted:
        _set_title(line, at + 1, quoted)
        return quoted + 1
    closing = group_end(line.text, at) if line.text[at : at + 1] in ("[", "【") else 0
    if not closing or any(at < one.start < closing for one in line.shown.links):
        return 0
    if not has_word(line.text, at + 1, closing):
        return 0
    _set_title(line, at + 1, closing)
    return closing + 1


def _worded(line: Line, start: int, end: int) -> int:
    """Plain words up to their links, a citation, authors or a description."""
    until = words_end(line, start, end)
    _set_title(line, start, until)
    return until


def _set_title(line: Line, start: int, end: int, link: Placed | None = None) -> None:
    """Take `start:end` for the title, without the blanks, quotes, dates and numbers around it."""
    start, end = _stripped(line.text, start, end)
    if link is None or end - start > 8:
        start, end = _undated(line, start, end)
        start, end = _stripped(line.text, start, end)
    if start >= end or not has_word(line.text, start, end):
        return
    line.fields.title = line.shown.span(start, end)
    line.fields.title_text = " ".join(line.text[start:end].split())
    if link is not None and is_bare(link):
        line.fields.title_is_url = True


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Without blanks and stops around it, and without quotes around all of it."""
    while True:
        before = (start, end)
        while start < end and text[start] in BLANK:
            start += 1
        while start < end and _is_stop(text, start, end):
            end -= 1
        if _is_enclosed(text, start, end):
            start, end = start + 1, end - 1
        if (start, end) == before:
            return start, end


def _is_stop(text: str, start: int, end: int) -> bool:
    """Whether the last character of `start:end` does not belong to a title."""
    last = text[end - 1]
    if last in BLANK or last in ",，;；:：|·":
        return True
    if last == ".":
        return end - start > 3 and not text[start:end].endswith(_WITH_STOP)
    return last in "-–—" and text[end - 2] in " -–—"


def _is_enclosed(text: str, start: int, end: int) -> bool:
    if start + 1 >= end:
        return False
    closing = QUOTES.get(text[start]) or {"【": "】", "[": "]"}.get(text[start])
    if closing is None or text[end - 1] != closing:
        return False
    inner = text[start + 1 : end - 1]
    return text[start] not in inner and closing not in inner


def _undated(line: Line, start: int, end: int) -> tuple[int, int]:
    """The title without a bracketed fact, number or emoji before it and a citation behind it."""
    text = line.text
    symbols = symbols_end(text, start, end)
    if start < symbols < end and has_word(text, symbols, end):
        line.notes.symbols(start, symbols)
        start = symbols
        while start < end and text[start] in BLANK:
            start += 1
    number = _NUMBER.match(text, start, end)
    if number and has_word(text, number.end(), end):
        start = number.end()
    start = _past_citation(line, start, end)
    dated = _LAST_DATE.search(text, max(start + 1, end - 24), end)
    if dated and has_word(text, start, dated.start()):
        line.notes.date(dates.date_of(dated[1]), dated.start(1))
        end = dated.start()
    return start, _before_citation(line, start, end)


def _past_citation(line: Line, start: int, end: int) -> int:
    if start >= end or line.text[start] not in BRACKETS:
        return start
    closing = group_end(line.text, start)
    after = closing + 1
    if not closing or after >= end or not has_word(line.text, after, end):
        return start
    if not line.notes.cite(start + 1, closing):
        return start
    return past_marks(line.text, after, end)


def _before_citation(line: Line, start: int, end: int) -> int:
    last = line.text[end - 1 : end]
    if end - start <= 4 or last not in CLOSING:
        return end
    opening = line.text.rfind(CLOSING[last], start + 1, end)
    if opening <= 0 or not has_word(line.text, start, opening):
        return end
    return opening if line.notes.cite(opening + 1, end - 1) else end


def address_as_title(line: Line, first: Placed, source: str) -> int:
    """Bare URLs where the title should be, all that stand together; return where they end."""
    fields, front = line.fields, [first]
    for one in line.named[1:]:
        if not is_bare(one) or has_word(line.text, front[-1].end, one.start):
            break
        front.append(one)
    last = front[-1]
    fields.title = Span(first.link.start, last.link.end)
    fields.title_is_url = _stands_alone(line.text[last.end :].strip())
    fields.title_text = " ".join(source[first.link.start : last.link.end].strip("<>").split())
    behind = line.named[len(front) :]
    fields.links = [
        EntryLink(first.link, "primary"),
        *(EntryLink(one.link, "other") for one in front[1:]),
        *(EntryLink(one.link, role_of_link(line.shown, one)) for one in behind),
    ]
    return last.end


def _stands_alone(rest: str) -> bool:
    """Whether nothing, or a description, follows an address."""
    return not has_word(rest) or bool(_SEPARATOR.match(rest)) or rest.startswith(("(", "（"))
