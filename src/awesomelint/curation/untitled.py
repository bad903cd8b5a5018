"""Entries that show a URL, an id or a label where their title should be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation.vocabulary import role_of
from awesomelint.identity import identify
from awesomelint.text.patterns import regex
from awesomelint.text.scripts import CJK_LETTERS

if TYPE_CHECKING:
    from awesomelint.curation.document import Document, Entry, ListLink

# Where a title is expected, and the entries of a group that tell whether labels are titles there.
ITEMS = frozenset({"bullet", "number", "row"})
NEIGHBOURS = 32
FEW = 3
LONGEST_LABEL = 40
LABEL = regex(
    r"(?:the )?(?:paper|link|pdf|abs|arxiv|url|here|this|download"
    r"|论文|链接|下载|地址|here|論文|リンク|논문|링크)s?",
    re.IGNORECASE,
)
_SCHEME = regex(r"https?://|arxiv:", re.IGNORECASE)
# What a title has at least; without it, tags stand before the URL, or what damage made of them.
WORDS = regex(rf"[^\W_]{{3}}|[{CJK_LETTERS}]")


def untitled(document: Document, entry: Entry) -> list[ListLink]:
    """The links that stand in place of a title in an item or row.

    There are none if it, or what is above it, has a title.
    """
    if entry.shape not in ITEMS or entry.parent is not None:
        return []
    links = _in_place_of_title(document, entry)
    return [] if links and _belongs_above(document.text, entry) else links


def _in_place_of_title(document: Document, entry: Entry) -> list[ListLink]:
    """The links of an entry that stand where its title should."""
    subject = entry.subject
    if entry.shape == "row" and WORDS.search(subject) and identify(subject) is None:
        return []
    held = [
        e.link for e in entry.links if e.link.kind not in {"image", "html-image", "code", "comment"}
    ]
    bare = [link for link in held if link.kind in {"bare", "autolink"}]
    if entry.title_is_url:
        return bare or [link for link in held if _shows_itself(document, link)]
    primary = entry.primary
    if entry.title is None or primary is None:
        return []
    if primary.kind == "bare":
        shown = [] if WORDS.search(entry.title_text) else bare
    elif _shows_itself(document, primary) and _is_title(document, entry, primary):
        has_role = role_of(entry.title_text) is not None
        shown = [primary] if not has_role or _stands_among_titles(entry) else []
    else:
        return []
    # the description comes last: reading one reads those of all entries
    return shown if shown and entry.description is None else []


def _belongs_above(text: str, entry: Entry) -> bool:
    """Whether `entry` needs no title, for it is a link of the words above it or before it."""
    return _is_named_above(entry) or is_labelled(text, entry)


def is_labelled(text: str, entry: Entry) -> bool:
    """Whether words stand before a link that shows its address, as in "arxiv: https://…".

    Then it is a link of what is above it.
    """
    primary = entry.primary
    start = entry.marker.end if entry.marker else entry.start
    if primary is None or primary.start <= start:
        return False
    before = text[start : min(primary.start, start + LONGEST_LABEL)]
    shown = text[primary.text.start : primary.text.end].strip("*_` []<>")
    return bool(WORDS.search(before)) and (
        role_of(before) is not None
        or (_SCHEME.match(shown) is not None and identify(shown) is not None)
    )


def _is_named_above(entry: Entry) -> bool:
    """Whether `entry` is alone and untagged under a label or heading, which is its title."""
    group, section = entry.group, entry.section
    if group is None or len(group.entries) > 1 or entry.tags:
        return False
    return bool(group.label or (section is not None and section.title and section.level > 1))


def _stands_among_titles(entry: Entry) -> bool:
    """Whether the other entries of the group have titles; else labels belong to what is above."""
    near = entry.group.entries[:NEIGHBOURS] if entry.group is not None else []
    titled = sum(
        not other.title_is_url
        and role_of(other.title_text) is None
        and bool(WORDS.search(other.title_text))
        for other in near
    )
    return titled >= FEW and titled * 2 > len(near)


def _is_title(document: Document, entry: Entry, link: ListLink) -> bool:
    """Whether the text of `link` is all the title there is."""
    return entry.title_text.strip("*_` []<>") == document.text[
        link.text.start : link.text.end
    ].strip("*_` []")


def _shows_itself(document: Document, link: ListLink) -> bool:
    """Whether the text of a link is its URL, its id, or a label."""
    text = document.text[link.text.start : link.text.end].strip("*_` []")
    if not text:
        return False
    if link.identity and link.identity.kind == "paper" and LABEL.fullmatch(text):
        return True
    named = identify(text)
    return named is not None and link.identity is not None and named.key == link.identity.key
