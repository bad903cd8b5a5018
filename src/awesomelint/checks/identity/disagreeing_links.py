"""Entries whose link and badge, or whose link and labelled link, name different things."""

from __future__ import annotations

from bisect import bisect_left
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.identity.badges import badge_identity, is_badge
from awesomelint.identity.titles import quoted
from awesomelint.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document, Entry, ListLink
    from awesomelint.identity import Identity

# What badges name, in the words of messages.
KINDS = {"arxiv": "paper", "github": "repository"}


class _Badge(NamedTuple):
    """A badge, and what its image and its link name: at most one paper or repository each."""

    link: ListLink
    names: tuple[str, ...]

    def agreements(self, name: str) -> list[bool]:
        """For each of its names, whether it agrees with `name`."""
        return [_agree(shown, name) for shown in self.names]


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each entry whose badges name another work than its link."""
    starts = [link.start for link in document.links]
    for entry in document.entries:
        primary = entry.primary
        if primary is None or primary.identity is None or primary.identity.scheme not in KINDS:
            continue
        until = min((child.start for child in entry.children), default=entry.end)
        inside = document.links[bisect_left(starts, entry.start) : bisect_left(starts, until)]
        badges = list(_badges(inside, primary, primary.identity.scheme))
        badge = _disagreeing(primary.identity, badges)
        if badge is not None:
            yield _finding(entry, primary, primary.identity, badge)
        elif (other := _other_paper(entry, primary)) is not None:
            yield _of_label(document.text, entry, primary, other)


def _badges(links: Sequence[ListLink], primary: ListLink, scheme: str) -> Iterator[_Badge]:
    """The badges among `links` that name something in `scheme`, up to the link of another work."""
    around: ListLink | None = None
    for link, following in zip_longest(links, links[1:]):
        if link.kind not in {"image", "html-image"}:
            around = link
            shows_image = following is not None and following.end <= link.end
            if not shows_image and link.start >= primary.end and _scheme(link) == scheme:
                return
            continue
        if not is_badge(link.url):
            continue
        linked = around if around is not None and link.end <= around.end else None
        named = (badge_identity(link.url), linked.identity if linked else None)
        names = tuple(_name(one) for one in named if one is not None and one.scheme == scheme)
        if names:
            yield _Badge(linked or link, names)


def _other_paper(entry: Entry, primary: ListLink) -> ListLink | None:
    """The link that says “paper” or “pdf” and leads to another paper than the title.

    There must be one such paper alone: entries about several works name each.
    """
    title = entry.title
    if title is None or not primary.text.start <= title.start < title.end <= primary.text.end:
        return None
    if primary.identity is None or primary.identity.scheme != "arxiv":
        return None
    papers = [
        held.link
        for held in entry.links
        if held.role in {"paper", "pdf"} and _scheme(held.link) == "arxiv"
    ]
    names = {link.identity.id for link in papers if link.identity is not None}
    return papers[0] if len(names) == 1 and primary.identity.id not in names else None


def _of_label(text: str, entry: Entry, primary: ListLink, other: ListLink) -> Finding:
    """The finding about a labelled link; both links name papers."""
    names = [link.identity.id for link in (primary, other) if link.identity is not None]
    label = quoted(text[other.text.start : other.text.end].strip("[]() "))
    subject = quoted(entry.subject) if entry.subject else "the entry"
    return Finding(
        other.start,
        other.end,
        f"{subject} links to the paper {names[0]}, but {label} leads to {names[1]};"
        " one of them was copied from another entry, so correct it",
        related=(Related(primary.start, primary.end, f"the link to {names[0]}"),),
        key=names[1],
    )


def _scheme(link: ListLink) -> str:
    return link.identity.scheme if link.identity is not None else ""


def _disagreeing(identity: Identity, badges: Sequence[_Badge]) -> _Badge | None:
    """The badge that is at fault, or None.

    It is the first if no badge names `identity`, else one that shows something else than it leads
    to. Entries about several works have badges for each of them.
    """
    name = _name(identity)
    agreeing = [badge for badge in badges if any(badge.agreements(name))]
    if not agreeing:
        return next(iter(badges), None)
    return next((badge for badge in agreeing if not all(badge.agreements(name))), None)


def _name(identity: Identity) -> str:
    """The id of a paper, or owner and name of a repository, whatever place in it is meant."""
    return "/".join(identity.id.split("/")[:2]) if identity.scheme == "github" else identity.id


def _agree(one: str, other: str) -> bool:
    """Whether two names are one; a repository may have moved to another owner."""
    return one == other or ("/" in one and one.partition("/")[2] == other.partition("/")[2])


def _finding(entry: Entry, primary: ListLink, identity: Identity, badge: _Badge) -> Finding:
    name = _name(identity)
    other = next(one for one in badge.names if not _agree(one, name))
    what = KINDS[identity.scheme]
    subject = quoted(entry.subject) if entry.subject and not entry.title_is_url else "the entry"
    return Finding(
        badge.link.start,
        badge.link.end,
        f"{subject} links to the {what} {name}, but its badge names {other};"
        " one of them was copied from another entry, so correct it",
        related=(Related(primary.start, primary.end, f"the link to {name}"),),
        key=other,
    )
