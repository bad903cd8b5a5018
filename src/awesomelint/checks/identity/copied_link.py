"""An entry that carries the link of another one: a line was copied, and its link not changed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from awesomelint.checks.identity._copies import owner
from awesomelint.checks.identity._listing import name
from awesomelint.checks.identity._pairs import pairs, place
from awesomelint.identity.titles import quoted
from awesomelint.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Entry
    from awesomelint.identity import Identity


def check(document: Document) -> Iterator[Finding]:
    """A finding for each pair of entries with one link, at the entry that it does not name."""
    for pair in pairs(document):
        if pair.rule != "copied-link" or pair.identity is None:
            continue
        named = owner(pair.first, pair.second, pair.identity)
        entry, other = pair.second, pair.first
        if named is pair.second:
            entry, other = other, entry
        yield _finding(document, entry, other, pair.identity, pair.level, named=bool(named))
    yield from _second_links(document)


def _second_links(document: Document) -> Iterator[Finding]:
    """Secondary links to a repository that two neighbours share and one is named after."""
    for group in document.groups:
        carriers: defaultdict[tuple[str, str], list[tuple[Entry, Identity]]] = defaultdict(list)
        for entry in group.entries:
            for key, identity in _repositories(entry).items():
                carriers[key].append((entry, identity))
        for held in carriers.values():
            if len(held) == 2:
                (first, identity), (second, _) = held
                if bearer := owner(first, second, identity):
                    entry = second if bearer is first else first
                    yield _finding(document, entry, bearer, identity, "neighbours", named=True)


def _repositories(entry: Entry) -> dict[tuple[str, str], Identity]:
    """The repositories that `entry` links to besides what it is."""
    primary = entry.primary.identity if entry.primary else None
    return {
        identity.key: identity
        for held in entry.links
        if (identity := held.link.identity)
        and identity.kind == "code"
        and (primary is None or identity.key != primary.key)
    }


def _finding(
    document: Document, entry: Entry, other: Entry, identity: Identity, level: str, *, named: bool
) -> Finding:
    here, there = place(entry, identity), place(other, identity)
    line, _ = document.source.position(there.start)
    end = (
        "and is named after that one; give this entry its own link"
        if named
        else "so one of the two leads readers to the wrong place, unless they share a page"
    )
    return Finding(
        here.start,
        here.end,
        f"{quoted(entry.title_text)} has the link of {quoted(other.title_text)} on line {line}: "
        f"{name(identity)} stands in both, {end}",
        level=level,
        related=(Related(there.start, there.end, "the other entry with this link"),),
        key=str(identity.id),
    )
