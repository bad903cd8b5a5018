"""The roles of the links of a line, by their own text, the label before them, or a badge."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from awesomelint.curation import dates
from awesomelint.curation.document import EntryLink
from awesomelint.curation.line.links import (
    first_link,
    is_bare,
    is_picture,
    main_link,
    role_of_picture,
)
from awesomelint.curation.line.marks import BLANK, BRACKETS, QUOTES, has_word, past_marks
from awesomelint.curation.vocabulary import role_of

if TYPE_CHECKING:
    from awesomelint.curation.document import Role
    from awesomelint.curation.line.fields import Line
    from awesomelint.curation.shown import Picture, Placed, Shown

LONGEST_LABEL = 32
_NOT_IN_LABEL = frozenset("\n,，;；|:：()（）[]【】、/·•")


def is_label_link(shown: Shown, link: Placed) -> bool:
    """Whether the text of a link is a label, a date or a venue."""
    words = shown.text[link.start : link.end]
    return role_of(words) is not None or dates.citation(words.strip(" []()")) is not None


def role_of_link(shown: Shown, one: Placed) -> Role:
    """What a link is for; "other" where the line does not say."""
    if one.end <= one.start:
        return _badge_role(shown, one) or "other"
    own = role_of(shown.text[one.start : one.end])
    if own not in {None, "other"}:
        return own or "other"
    label = label_before(shown.text, one.start)
    told = role_of(shown.text[label[0] : label[1]]) if label else None
    return told or own or "other"


def _badge_role(shown: Shown, one: Placed) -> Role | None:
    at = bisect_left(shown.pictures, one.link.start, key=_start)
    if at == len(shown.pictures) or shown.pictures[at].start >= one.link.end:
        return None
    picture = shown.pictures[at]
    of_code = one.link.identity is not None and one.link.identity.kind == "code"
    return "code" if of_code and "/stars/" in picture.url else role_of_picture(picture)


def _start(picture: Picture) -> int:
    return picture.start


def label_before(text: str, end: int, minimum: int = 0) -> tuple[int, int] | None:
    """The label that ends with a colon right before `end`: `Code: `, `论文：[`."""
    while end > minimum and (text[end - 1] in BLANK or text[end - 1] in BRACKETS):
        end -= 1
    if end <= minimum or text[end - 1] not in ":：":
        return None
    end -= 1
    while end > minimum and text[end - 1] in BLANK:
        end -= 1
    start = end
    while start > minimum and end - start < LONGEST_LABEL and text[start - 1] not in _NOT_IN_LABEL:
        start -= 1
    dash = text.rfind("- ", start, end)
    start = dash + 2 if dash >= 0 else start
    while start < end and text[start] in BLANK:
        start += 1
    return (start, end) if start < end else None


def title_follows(line: Line, at: int) -> bool:
    """Whether words that no link holds follow: `[[paper]](…) Title`."""
    text, end = line.text, len(line.text)
    begin = past_marks(text, at, end)
    between = text[at:begin].strip()
    if begin >= end or between in {":", "："}:
        return False
    if line.shown.style_at(begin, "strong") or text[begin] in QUOTES:
        return True
    first = first_link(line.named, at)
    if first is not None and not has_word(text, at, first.start):
        return not is_label_link(line.shown, first) and not is_bare(first)
    set_off = between[:1] in {"-", "–", "—"}  # “[Paper](…) - words” describes what is linked
    if set_off or text[begin].islower() or text[begin] in "([（【":
        return False
    ahead = text[begin : first.start if first else end]
    return len(ahead.split()) >= 3 or (len(ahead) >= 8 and not ahead.isascii())


def links_by_role(line: Line, source: str) -> list[EntryLink]:
    """All links with their roles, one of them primary.

    It is the link that carries the title, else the paper, else the first.
    """
    shown = line.shown
    held = [(one, EntryLink(one.link, role_of_link(shown, one))) for one in line.named]
    if len(shown.links) > len(held):
        held += _badges(line, source)
        held.sort(key=lambda pair: pair[0].link.start)
    if not held:
        return []
    links = [link for _, link in held]
    main = next((link for one, link in held if one is line.titled), None) or main_link(links)
    return [EntryLink(main.link, "primary"), *(link for link in links if link is not main)]


def _badges(line: Line, source: str) -> list[tuple[Placed, EntryLink]]:
    """Badges that name their role (`![Paper](…)` within a link) are links of the entry."""
    named = {id(one) for one in line.named}
    badges = [
        (one, _badge_role(line.shown, one))
        for one in line.shown.links
        if id(one) not in named and one.end <= one.start and is_picture(one.link, source)
    ]
    return [(one, EntryLink(one.link, role)) for one, role in badges if role]
