"""What stands before the title of a line: tags, numbers, dates, venues, authors, labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation import dates, names
from awesomelint.curation.line.links import is_bare, links_in
from awesomelint.curation.line.marks import (
    BRACKETS,
    LONGEST_GROUP,
    QUOTES,
    group_end,
    has_word,
    past_lead,
    past_marks,
    quotation_end,
    symbols_end,
)
from awesomelint.curation.line.roles import is_label_link, title_follows
from awesomelint.curation.vocabulary import column_of, role_of
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation.line.fields import Line
    from awesomelint.curation.shown import Styled

LONG_TITLE = 12
LONGEST_TAG = 30
_NUMBER = regex(
    r"(?:[\[(（#]?\d{1,4}(?:[)\]）]\.?|[.、．](?!\d)|/\d{1,3}[.、])|\[\d{1,4}\]|[①-⑳⓪❶-❿])\s{0,9}"
)
_LABEL = regex(r"([^\n:：|\[\]()（）《》\"“]{1,24})[:：]\s{0,9}")
_NICKNAME = regex(r"([^\W_][\w.+ /-]{0,30}?)\s{0,2}[:：]\s{0,4}")
_TITLE_LABELS = frozenset({"title", "paper", "paper title", "name"})


def pass_front(line: Line) -> int:
    """Note what stands before the title; return where that begins."""
    text, at = line.text, 0
    end = len(text)
    while at < end:
        at = past_lead(text, at, end)
        tag = symbols_end(text, at, end)
        if tag > at:
            line.notes.symbols(at, tag)
            at = tag
            continue
        following = _part(line, at) if at < end else 0
        if not following:
            break
        at = following
    line.notes.pictures(0, at + 1)
    return at


def _part(line: Line, at: int) -> int:
    """Where the part before the title that begins at `at` ends, 0 if the title begins."""
    if line.shown.link_at(at):
        return _group(line, at) or _authors_first(line, at) or _label(line, at)
    return (
        _number(line, at)
        or _code(line, at)
        or _bold(line, at)
        or _group(line, at)
        or _bare_date(line, at)
        or _nickname(line, at)
        or _authors_first(line, at)
        or _label(line, at)
    )


def _label_link(line: Line, at: int) -> int:
    """A link with a label before the words it belongs to."""
    link = line.shown.link_at(at)
    if link is None or not is_label_link(line.shown, link):
        return 0
    return link.end if title_follows(line, link.end) else 0


def _number(line: Line, at: int) -> int:
    match = _NUMBER.match(line.text, at)
    if match is None or not has_word(line.text, match.end()):
        return 0
    if line.text[at] in BRACKETS:
        line.notes.cite(at, match.end())
    return match.end()


def _code(line: Line, at: int) -> int:
    """Code that holds no title: a date, or a tag before a title."""
    code = line.shown.style_at(at, "code")
    if code is None or code.end >= len(line.text):
        return 0
    if line.notes.cite(code.start, code.end):
        return code.end
    following = past_marks(line.text, code.end, len(line.text))
    if has_word(line.text, code.start, code.end) and not _begins_title(line, following):
        return 0
    line.notes.tags.append(line.shown.span(code.start, code.end))
    return code.end


def _bold(line: Line, at: int) -> int:
    """Bold or italic words that are no title: a number, a date, a label before a colon."""
    bold = line.shown.style_at(at, "strong", "emphasis")
    if bold is None or not has_word(line.text, bold.end):
        return 0
    words = line.text[bold.start : bold.end]
    inner = words.strip(" \t[]()（）【】:：.,-|")
    if not has_word(words) or (inner.isdigit() and len(inner) <= 4):
        return bold.end
    if dates.citation(inner) and line.notes.cite(bold.start, bold.end):
        return bold.end
    return bold.end if role_of(inner) and _before_colon(line, bold) else 0


def _before_colon(line: Line, bold: Styled) -> bool:
    words = line.text[bold.start : bold.end].rstrip()
    behind = line.text[bold.end : bold.end + 2].strip()
    return words.endswith((":", "：")) or behind[:1] in {":", "："}


def _begins_title(line: Line, at: int) -> bool:
    """Whether a link, bold words or a quotation begin here."""
    if at >= len(line.text):
        return False
    link = line.shown.link_at(at)
    if link is not None:
        return role_of(line.text[link.start : link.end]) is None
    return (
        line.shown.style_at(at, "strong") is not None
        or line.text[at] in QUOTES
        or line.text[at] in "[【"
    )


def _group(line: Line, at: int) -> int:
    """A bracketed date, venue, number, tag or role link before the title."""
    closing = group_end(line.text, at)
    if not closing:
        return _label_link(line, at)
    start, after = at + 1, closing + 1
    links = links_in(line.shown.links, start, closing)
    if links:
        labels = all(is_label_link(line.shown, one) for one in links)
        return after if labels and title_follows(line, after) else 0
    if not has_word(line.text, after):
        return 0
    words = line.text[start:closing]
    if not has_word(words) or line.notes.cite(start, closing):
        return after
    return after if _is_named(line, at, closing) or _is_tag(line, at, closing) else 0


def _is_named(line: Line, at: int, closing: int) -> bool:
    """Note a bold name in brackets: the nickname of what follows."""
    strong = line.shown.style_at(at, "strong")
    if strong is None or strong.end != closing + 1 or line.fields.nickname is not None:
        return False
    if len(line.text[at + 1 : closing].split()) > 3 or _bare_follows(line, closing + 1):
        return False
    line.fields.nickname = line.shown.span(at + 1, closing)
    return True


def _is_tag(line: Line, at: int, closing: int) -> bool:
    """Note a few words in brackets before a title."""
    following = past_marks(line.text, closing + 1, len(line.text))
    if closing - at - 1 > LONGEST_TAG or not _begins_title(line, following):
        return False
    if _bare_follows(line, closing + 1):
        return False
    line.notes.tags.append(line.shown.span(at + 1, closing))
    return True


def _bare_follows(line: Line, at: int) -> bool:
    link = line.shown.link_at(past_marks(line.text, at, len(line.text)))
    return link is not None and is_bare(link)


def _bare_date(line: Line, at: int) -> int:
    """A date without brackets that a title follows."""
    match = dates.DATE.match(line.text, at)
    if match is None:
        return 0
    following = past_marks(line.text, match.end(), len(line.text))
    marked = bool(line.text[match.end() : following].strip())
    separated = following > match.end() and (not match[0].isdigit() or marked)
    titled = _begins_title(line, following) or len(match[0]) > 4
    if not separated or not titled or not has_word(line.text, following):
        return 0
    line.notes.date(dates.date_of(match[0]), match.start())
    return match.end()


def _nickname(line: Line, at: int) -> int:
    """`T0: **"Multitask …"**`: a short name and a colon before a title in bold or quotes."""
    match = _NICKNAME.match(line.text, at)
    if match is None or line.fields.nickname is not None:
        return 0
    follows = match.end()
    strong = line.shown.style_at(follows, "strong")
    end = strong.end if strong else quotation_end(line.text, follows, len(line.text))
    if end - follows <= LONG_TITLE:
        return 0
    if role_of(match[1]) is not None or column_of(match[1]) in {"title", "name"}:
        return 0
    line.fields.nickname = line.shown.span(*match.span(1))
    return follows


def _authors_first(line: Line, at: int) -> int:
    """`Ann Baker et al., "Title"`: authors before a title in quotes."""
    text, end = line.text, len(line.text)
    for mark in ('"', "“", "《"):
        quote = text.find(mark, at + 1, min(end, at + LONGEST_GROUP))
        if (
            quote > 0
            and quotation_end(text, quote, end)
            and names.are_names(text[at:quote].rstrip(" ,.:"))
        ):
            line.notes.fact("authors", at, quote)
            return quote
    return 0


def _label(line: Line, at: int) -> int:
    """`论文名称：`, `Title: ` before the title itself."""
    match = _LABEL.match(line.text, at)
    if match is None or not has_word(line.text, match.end()):
        return 0
    words = match[1].strip(" *_")
    link = line.shown.link_at(match.end())
    if column_of(words) not in {"title", "name"} or (link and is_bare(link)):
        return 0
    return match.end() if not words.isascii() or words.lower() in _TITLE_LABELS else 0
