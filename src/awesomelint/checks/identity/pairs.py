"""What is listed twice: all pairs of entries that name one thing, each judged once, by the first rule that fits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from awesomelint.checks.identity.titles import likeness, title_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.curation import Document, Entry
    from awesomelint.identity import Identity

Closeness = Literal["same-group", "same-section", "same-file"]
CLOSENESS: tuple[Closeness, ...] = ("same-group", "same-section", "same-file")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that are one thing: what `rule` says of them, at which level, and the identity they share, if any."""

    rule: str
    level: str
    first: Entry
    second: Entry
    identity: Identity | None


def pairs(document: Document) -> tuple[Pair, ...]:
    """All pairs of `document`, in the order of their second entries; found once and kept with it."""
    found = document.memo.get("pairs")
    if found is None:
        found = document.memo["pairs"] = tuple(_Search().run(document.entries))
    return cast("tuple[Pair, ...]", found)


class _Search:
    """One walk over the entries, each compared with those before it that share an identity or a title."""

    def __init__(self) -> None:
        self.by_identity: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.by_title: defaultdict[str, list[Entry]] = defaultdict(list)

    def run(self, entries: Iterable[Entry]) -> Iterator[Pair]:
        for entry in entries:
            yield from self._judge(entry)
            for identity in entry.identities:
                if entry not in self.by_identity[identity.key]:
                    self.by_identity[identity.key].append(entry)
            key = title_key(entry.title_text)
            if key and not entry.title_is_url:
                self.by_title[key].append(entry)

    def _judge(self, entry: Entry) -> Iterator[Pair]:
        met: list[Entry] = []
        seen: set[tuple[str, str]] = set()
        for identity in sorted(entry.identities, key=_rank):
            earlier = [e for e in self.by_identity[identity.key] if not related(e, entry)]
            fresh = [e for e in earlier if e not in met or identity.scheme == "arxiv"]
            if identity.key in seen or not fresh:
                continue
            seen.add(identity.key)
            met += [e for e in earlier if e not in met]
            level, first = closest(fresh, entry)
            rule = _by_identity(identity, level, first, entry)
            if rule:
                yield Pair(*rule, first, entry, identity)
        yield from self._by_title(entry, met)

    def _by_title(self, entry: Entry, met: list[Entry]) -> Iterator[Pair]:
        key = "" if entry.title_is_url else title_key(entry.title_text)
        earlier = [e for e in self.by_title.get(key, ()) if e not in met and not related(e, entry)]
        if not earlier:
            return
        papers = [e for e in earlier if one_paper(e, entry)]
        if papers:
            level, first = closest(papers, entry)
            yield Pair("duplicate-paper", level, first, entry, None)
            return
        level, first = closest(earlier, entry)
        yield Pair("duplicate-title", "same-file" if level == "same-file" else "same-section", first, entry, None)


def _rank(identity: Identity) -> int:
    """First ids of arXiv, then other papers, repositories, all else."""
    if identity.scheme == "arxiv":
        return 0
    return {"paper": 1, "code": 2}.get(identity.kind, 3)


def _by_identity(identity: Identity, level: Closeness, first: Entry, second: Entry) -> tuple[str, str] | None:
    """Rule and level for two entries that share `identity`, None where that is as it should be."""
    if identity.reason:
        return None
    alike = likeness(_title(first), _title(second))
    if identity.kind == "paper":
        if level == "same-group" and alike != "same":
            return "conflicting-titles", "apart" if alike == "apart" else "alike"
        return "duplicate-arxiv-id" if identity.scheme == "arxiv" else "duplicate-paper", level
    if not (_is_primary(identity, first) and _is_primary(identity, second)):
        return None
    if identity.kind == "code":
        return "duplicate-repository", "same-file" if level == "same-file" else "same-section"
    if level == "same-file" or _title(first).casefold() != _title(second).casefold():
        return None
    return "duplicate-link", level


def _title(entry: Entry) -> str:
    return "" if entry.title_is_url else entry.title_text


def _is_primary(identity: Identity, entry: Entry) -> bool:
    primary = entry.primary
    return primary is not None and primary.identity is not None and primary.identity.key == identity.key


def one_paper(first: Entry, second: Entry) -> bool:
    """Whether two entries of one title are one paper under ids of different registries; two ids of one are a veto."""
    mine = {i.scheme: i.id for i in first.identities if i.kind == "paper"}
    yours = {i.scheme: i.id for i in second.identities if i.kind == "paper"}
    return bool(mine and yours) and all(yours.get(scheme, name) == name for scheme, name in mine.items())


def related(one: Entry, other: Entry) -> bool:
    """Whether one entry stands inside the other: an entry does not repeat itself."""
    return one is other or _inside(one, other) or _inside(other, one)


def _inside(inner: Entry, outer: Entry) -> bool:
    parent = inner.parent
    while parent is not None:
        if parent is outer:
            return True
        parent = parent.parent
    return False


def closest(earlier: Sequence[Entry], entry: Entry) -> tuple[Closeness, Entry]:
    """The entry that stands closest by group and section (the first of several), and how close that is."""
    return min(((closeness(e, entry), e) for e in earlier), key=lambda pair: CLOSENESS.index(pair[0]))


def closeness(one: Entry, other: Entry) -> Closeness:
    """Whether two entries share a group, only a section, or only the file."""
    if one.group is not None and one.group is other.group:
        return "same-group"
    return "same-section" if one.section is other.section else "same-file"
