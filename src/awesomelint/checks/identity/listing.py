"""What a finding about a pair of entries says, shows, and offers to delete."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.identity.pairs import Pair, pairs
from awesomelint.checks.identity.titles import quoted
from awesomelint.model import Edit, Finding, Fix, Related, Span
from awesomelint.syntax.nodes import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Entry, ListLink
    from awesomelint.identity import Identity
    from awesomelint.model import Safety

DELETABLE = ("bullet", "number", "row")
_URL = re.compile(r"https?://\S+").sub
_WORD = re.compile(r"\w+").findall


def findings(document: Document, rule: str) -> Iterator[Finding]:
    """The findings of `rule` among the pairs of `document`."""
    for pair in pairs(document):
        if pair.rule == rule:
            yield finding(document, pair)


def finding(document: Document, pair: Pair) -> Finding:
    """What to say of `pair`, at its second entry."""
    here, there = place(pair.second, pair.identity), place(pair.first, pair.identity)
    line = document.source.position(there.start)[0]
    return Finding(
        here.start,
        here.end,
        message(pair, line),
        level=pair.level,
        fixes=deletions(document, pair),
        related=(Related(there.start, there.end, "first listed here"),),
        key=str(pair.identity.id) if pair.identity else "title",
    )


def place(entry: Entry, identity: Identity | None) -> Span:
    """Where `entry` names `identity`: the link, else its title, else its first line."""
    if identity is not None:
        for held in entry.links:
            if held.link.identity is not None and held.link.identity.key == identity.key:
                return Span(held.link.start, held.link.end)
    return entry.title or Span(entry.start, entry.end)


def message(pair: Pair, line: int) -> str:
    """The repeated thing with its title, and where it stands already under which title."""
    here, there = (e.title_text if not e.title_is_url else "" for e in (pair.second, pair.first))
    if pair.rule == "conflicting-titles":
        end = "one of the links is wrong" if pair.level == "apart" else "is it one paper?"
        return f"{name(pair)} is {quoted(here)} here and {quoted(there)} on line {line}; {end}"
    if not there:
        other = ""
    elif here == there:
        other = " under this title" if pair.identity else ""
    else:
        other = f" as {quoted(there)}"
    what = f"{name(pair)} {quoted(here) if here else ''}".strip()
    return f"{what} is listed already on line {line}{other}{_difference(pair)}"


def _difference(pair: Pair) -> str:
    """For pairs by title: how their links differ."""
    if pair.identity is not None:
        return ""
    if pair.rule == "duplicate-paper":
        return ", under the id of another registry"
    links = [entry.primary for entry in (pair.first, pair.second)]
    keys = {_address(link) for link in links if link}
    return " with another link" if len(keys) > 1 else ""


def name(pair: Pair) -> str:
    """The shared identity as readers know it."""
    identity = pair.identity
    if identity is None:
        return ""
    return identity.id if identity.scheme in {"arxiv", "url", "github", "doi"} else f"{identity.scheme}:{identity.id}"


def deletions(document: Document, pair: Pair) -> tuple[Fix, ...]:
    """Deleting the entry that the other one covers: offered inside a group, suggested inside a section."""
    if pair.rule in {"conflicting-titles", "duplicate-title"} or pair.level == "same-file":
        return ()
    inside = pair.first.group is not None and pair.first.group is pair.second.group
    for which, gone, kept in (("second", pair.second, pair.first), ("first", pair.first, pair.second)):
        if covers(document.text, kept, gone) and (edit := deletion(document.text, gone)):
            safety: Safety = "unsafe" if inside else "suggestion"
            return (Fix((edit,), safety, ("entries",), f"Delete the {which} entry"),)
    return ()


def covers(text: str, kept: Entry, gone: Entry) -> bool:
    """Whether nothing is lost with `gone`: its identities, links and words are all in `kept`, and it holds no more."""
    if gone.notes or gone.children:
        return False
    if gone.title_text and not gone.title_is_url and gone.title_text != kept.title_text:
        return False
    has = {_address(held.link) for held in kept.links}
    known = {identity.key for identity in kept.identities}
    if not ({i.key for i in gone.identities} <= known and all(_address(held.link) in has for held in gone.links)):
        return False
    return _words(text, gone) <= _words(text, kept)


def _words(text: str, entry: Entry) -> set[str]:
    """All words of an entry that readers see, but for its URLs."""
    return set(_WORD(_URL(" ", plain(entry.node, text))))


def _address(link: ListLink) -> object:
    return link.identity.key if link.identity else link.url


def deletion(text: str, entry: Entry) -> Edit | None:
    """The edit that deletes the lines of `entry`, if they hold nothing else."""
    if entry.shape not in DELETABLE:
        return None
    start = text.rfind("\n", 0, entry.start) + 1
    end = text.find("\n", max(entry.end - 1, entry.start))
    if text[start : entry.start].strip(" \t>|"):
        return None
    if end < 0:
        return Edit(max(start - 1, 0), len(text), "")
    return Edit(start, end + 1, "") if not text[entry.end : end].strip(" \t|") else None
