"""Links of a line: which may name an entry, which are pictures, what a badge says."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from awesomelint.curation.line.marks import has_word
from awesomelint.curation.vocabulary import role_of
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import EntryLink, ListLink, Role
    from awesomelint.curation.shown import Picture, Placed

BADGES = (
    "img.shields.io", "shields.io", "badgen.net", "badge.fury.io", "travis-ci", "awesome.re/badge",
    "badge.svg", "/badge/", "star-history",
)  # fmt: skip
ANCHORS = ("#", "./#")
_NO_PAGE = (*ANCHORS, "mailto:")
_NEVER = frozenset({"image", "html-image", "code", "comment"})
_TAG = regex(r"<[^<>]{0,2000}>")


def is_picture(link: ListLink, text: str) -> bool:
    """Whether a link shows nothing but images."""
    if isinstance(link.node, nodes.Link):
        if link.node.children and type(link.node.children[0]) is nodes.Text:
            return False
        shown = [
            child
            for child in link.node.children
            if not isinstance(child, nodes.SoftBreak | nodes.HardBreak)
        ]
        return bool(shown) and all(isinstance(child, nodes.Image) for child in shown)
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
            badge in child.url
            for child in link.node.children
            for badge in BADGES
            if isinstance(child, nodes.Image)
        )
    return link.kind != "html" or not is_picture(link, text)


def links_in(links: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Those of the links, which are in order, that begin in `start:end`."""
    first = bisect_left(links, start, key=_start)
    return links[first : bisect_left(links, end, first, key=_start)]


def first_link(links: Sequence[Placed], at: int) -> Placed | None:
    """The first of the links, which are in order, that begins at or after `at`."""
    index = bisect_left(links, at, key=_start)
    return links[index] if index < len(links) else None


def _start(placed: Placed) -> int:
    return placed.start


def is_bare(one: Placed) -> bool:
    """Whether a link shows its address."""
    return one.link.kind in {"bare", "autolink"}


def main_link(held: Sequence[EntryLink]) -> EntryLink:
    """The link that names an entry whose title carries none: its paper, else the first."""
    return next((one for one in held if one.role in {"paper", "pdf"}), held[0])


def role_of_picture(picture: Picture) -> Role | None:
    """The role that a badge names: in its alternative text, or in its label at shields.io."""
    role = role_of(picture.alt)
    if role is None and "/badge/" in picture.url:
        label = picture.url.split("/badge/", 1)[1].split("?")[0]
        for part in label.split("-")[:2]:
            role = role or role_of(part.replace("_", " ").replace("%20", " "))
    return role
