"""What is listed twice: all pairs of entries that name one thing, each judged once, by the first rule that fits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from awesomelint.identity.titles import likeness, title_key, words
from awesomelint.model import Span
from awesomelint.suppress import SilencedPlaces, directives
from awesomelint.syntax.nodes import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from awesomelint.curation import Document, Entry
    from awesomelint.identity import Identity

Closeness = Literal["same-group", "same-section", "same-file"]
# Telling words that a title needs to mean one thing, and to do so whatever is told beside it;
# repeated entries that make a group a second view of another.
TELLING = 3
LONG = 6
VIEW = 4
# Entries that share one thing and are looked at to find the closest of them.
COMPARED = 32
_NO_NAME = re.compile(r"\W*|.*[0-9]{2}.*|arxiv|preprint|paper", re.IGNORECASE | re.DOTALL).fullmatch
_EDITION = re.compile(
    r"\b(?:pdf|epub|mobi|html|video|audio|[0-9]+\.[0-9.]+)\b", re.IGNORECASE
).findall
_URL = re.compile(r"\]\([^()]*\)|https?://\S+").sub


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that are one thing: what `rule` says of them, at which level, and the identity they share, if any.

    `silenced` says that a comment silences `rule` at the first: it is no occurrence, and only the
    comment hears of it.
    """

    rule: str
    level: str
    first: Entry
    second: Entry
    identity: Identity | None
    silenced: bool = False


def pairs(document: Document) -> tuple[Pair, ...]:
    """All pairs of `document`, in the order of their second entries.

    Found once and kept with it.
    """
    found = document.memo.get("pairs")
    if found is None:
        found = document.memo["pairs"] = tuple(
            _without_views(list(_Search(document).run(document.entries)))
        )
    return cast("tuple[Pair, ...]", found)


def place(entry: Entry, identity: Identity | None) -> Span:
    """Where `entry` names `identity`: the link, else its title, else its first line."""
    if identity is not None:
        for held in entry.links:
            if held.link.identity is not None and held.link.identity.key == identity.key:
                return Span(held.link.start, held.link.end)
    return entry.title or Span(entry.start, entry.end)


class _Listed:
    """Entries that share something, by group and by section: the closest to another one is found without a search."""

    def __init__(self) -> None:
        self._by_place: defaultdict[int, list[Entry]] = defaultdict(list)
        self._last: Entry | None = None

    def add(self, entry: Entry) -> None:
        """Take up `entry`, which stands behind all that are there."""
        if entry is self._last:
            return
        self._last = entry
        for key in {0, id(entry.group), id(entry.section)}:
            if len(self._by_place[key]) < COMPARED:
                self._by_place[key].append(entry)

    def closest(
        self, entry: Entry, fits: Callable[[Entry], bool]
    ) -> tuple[Closeness, Entry] | None:
        """The first that fits in the group of `entry`, else in its section, else in the file, and how close it is."""
        for key in (id(entry.group), id(entry.section), 0):
            for other in self._by_place.get(key, ()):
                if fits(other):
                    return closeness(other, entry), other
        return None


class _Search:
    """One walk over the entries, each compared with those before it that share an identity or a title."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.silenced = SilencedPlaces(directives(document))
        self.by_identity: defaultdict[tuple[str, str], _Listed] = defaultdict(_Listed)
        self.by_title: defaultdict[str, _Listed] = defaultdict(_Listed)
        self._told: set[tuple[str, int]] = set()

    def run(self, entries: Iterable[Entry]) -> Iterator[Pair]:
        for entry in entries:
            yield from self._judge(entry)
            for identity in entry.identities:
                self.by_identity[identity.key].add(entry)
            key = title_key(entry.title_text)
            if key and not entry.title_is_url:
                self.by_title[key].add(entry)

    def _judge(self, entry: Entry) -> Iterator[Pair]:
        met: set[tuple[str, str]] = set()  # the identities by which pairs were found
        seen: set[tuple[str, str]] = set()
        for identity in sorted(entry.identities, key=_rank):
            if identity.key not in seen:
                seen.add(identity.key)
                yield from self._sharing(entry, identity, met)
        yield from self._titled(entry, frozenset(met))

    def _sharing(
        self, entry: Entry, identity: Identity, met: set[tuple[str, str]]
    ) -> Iterator[Pair]:
        """The pair of `entry` and the closest before it that shares `identity` and nothing that is `met` already."""
        passed: list[Entry] = []

        before = frozenset(met)

        def fits(other: Entry) -> bool:
            known = identity.scheme != "arxiv" and _shares(other, before)
            return not known and other not in passed and not related(other, entry)

        while close := self.by_identity[identity.key].closest(entry, fits):
            level, first = close
            if two_of_one(self.text, first, entry):
                level = "same-file"
            rule = _by_identity(identity, level, first, entry)
            if rule is None:
                return
            met.add(identity.key)
            if not self._silenced(rule[0], first, identity):
                yield Pair(*rule, first, entry, identity)
                return
            passed.append(first)
            yield from self._once(Pair(*rule, first, entry, identity, silenced=True))

    def _titled(self, entry: Entry, met: frozenset[tuple[str, str]]) -> Iterator[Pair]:
        """The pair of `entry` and the closest before it of the same title, preferably one that is the same paper."""
        listed = self.by_title.get("" if entry.title_is_url else title_key(entry.title_text))
        if listed is None:
            return
        passed: list[Entry] = []

        def fits(other: Entry) -> bool:
            return not _shares(other, met) and other not in passed and not related(other, entry)

        def is_paper(other: Entry) -> bool:
            return fits(other) and one_paper(other, entry)

        while close := listed.closest(entry, is_paper) or listed.closest(entry, fits):
            level, first = close
            rule, of_rule = "duplicate-paper", str(level)
            if not one_paper(first, entry):
                near = level != "same-file" and telling(self.text, first, entry)
                rule, of_rule = "duplicate-title", "same-section" if near else "same-file"
            if not self._silenced(rule, first, None):
                yield Pair(rule, of_rule, first, entry, None)
                return
            passed.append(first)
            yield from self._once(Pair(rule, of_rule, first, entry, None, silenced=True))

    def _silenced(self, rule: str, entry: Entry, identity: Identity | None) -> bool:
        """Whether a comment silences `rule` at `entry`: then it is no occurrence for that rule."""
        if not self.silenced:
            return False
        start = place(entry, identity).start
        return self.silenced.touch(rule, start, start)

    def _once(self, pair: Pair) -> Iterator[Pair]:
        """A pair with a silenced entry: one is enough to show that the comment is of use."""
        key = pair.rule, id(pair.first)
        if key not in self._told:
            self._told.add(key)
            yield pair


def _shares(entry: Entry, keys: frozenset[tuple[str, str]]) -> bool:
    return bool(keys) and any(identity.key in keys for identity in entry.identities)


def _rank(identity: Identity) -> int:
    """First ids of arXiv, then other papers, repositories, all else."""
    if identity.scheme == "arxiv":
        return 0
    return {"paper": 1, "code": 2}.get(identity.kind, 3)


def _by_identity(
    identity: Identity, level: Closeness, first: Entry, second: Entry
) -> tuple[str, str] | None:
    """Rule and level for two entries that share `identity`, None where that is as it should be."""
    if identity.reason:
        return None
    alike = likeness(_title(first), _title(second))
    if identity.kind == "paper":
        if level == "same-group" and alike != "same":
            names = all(len(_title(entry).split()) < 3 for entry in (first, second))
            # two models of one paper have names of their own
            return "conflicting-titles", "apart" if alike == "apart" and not names else "alike"
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
    return (
        primary is not None
        and primary.identity is not None
        and primary.identity.key == identity.key
    )


def one_paper(first: Entry, second: Entry) -> bool:
    """Whether two entries of one title are one paper under ids of different registries.

    Two ids of one are a veto.
    """
    mine = {i.scheme: i.id for i in first.identities if i.kind == "paper"}
    yours = {i.scheme: i.id for i in second.identities if i.kind == "paper"}
    return bool(mine and yours) and all(
        yours.get(scheme, name) == name for scheme, name in mine.items()
    )


def related(one: Entry, other: Entry) -> bool:
    """Whether one entry stands inside the other: an entry does not repeat itself."""
    return one is other or _inside(one, other) or _inside(other, one)


def _inside(inner: Entry, outer: Entry) -> bool:
    if (
        outer.shape in {"summary", "heading"}
        and outer.section is not None
        and outer.section is inner.section
    ):
        return True
    parent = inner.parent
    while parent is not None:
        if parent is outer:
            return True
        parent = parent.parent
    return False


def two_of_one(text: str, first: Entry, second: Entry) -> bool:
    """Whether two rows of a table are two things (data sets, models) that one paper brought: other name, other link."""
    if first.shape != "row" or second.shape != "row" or first.title is None or second.title is None:
        return False
    names = [_name_of_row(text, entry) for entry in (first, second)]
    own = [
        {held.link.url for held in entry.links if held.role != "primary"}
        for entry in (first, second)
    ]
    return all(names) and names[0] != names[1] and own[0] != own[1]


def _name_of_row(text: str, entry: Entry) -> str:
    """The words of the first cell, if that is neither the title nor a number, a date, a venue with its year."""
    cell = entry.node.children[0] if entry.node.children else None
    if cell is None or entry.title is None or cell.start <= entry.title.start < cell.end:
        return ""
    words = plain(cell, text).strip()
    return "" if _NO_NAME(words) else words.casefold()


def telling(text: str, first: Entry, second: Entry) -> bool:
    """Whether one title means one thing: it is long, or has telling words and nothing tells the entries apart."""
    count = len(words(second.title_text))
    mine, yours = _told(text, first), _told(text, second)
    if count < TELLING or count >= LONG:
        return count >= LONG and mine[1] == yours[1]
    return not (mine[0] and yours[0] and mine[0] != yours[0]) and mine[1] == yours[1]


def _told(text: str, entry: Entry) -> tuple[str, frozenset[str]]:
    """What an entry tells beside its title: its description, other cells or authors, and its formats and versions."""
    rest = text[entry.title.end : entry.end] if entry.title else ""
    marks = frozenset(mark.casefold() for mark in _EDITION(_URL("", rest)))
    if entry.description:
        return text[entry.description.start : entry.description.end].strip(), marks
    if entry.shape == "row":
        return " ".join(plain(cell, text) for cell in entry.node.children[1:]).strip(), marks
    authors = rest.split("\n")[1].strip() if "\n" in rest else ""
    return (authors.strip("\\ *_") if authors.startswith(("*", "_")) else ""), marks


def _without_views(found: list[Pair]) -> list[Pair]:
    """Pairs between groups of which one repeats the other, as an index does, and series of one title, are intended."""
    heard = [pair for pair in found if not pair.silenced]
    crossing: Counter[tuple[int, int]] = Counter(
        _groups(pair) for pair in heard if pair.level == "same-section"
    )
    series: Counter[tuple[int, str]] = Counter(
        _series(pair) for pair in heard if pair.rule == "duplicate-title"
    )
    return [
        replace(pair, level="same-section" if pair.rule == "duplicate-link" else "same-file")
        if (pair.level == "same-section" and _repeats(pair, crossing[_groups(pair)]))
        or series[_series(pair)] > 1
        else pair
        for pair in found
    ]


def _repeats(pair: Pair, times: int) -> bool:
    one, other = pair.first.group, pair.second.group
    if one is None or other is None or one is other:
        return False
    return times >= max(VIEW, min(len(one.entries), len(other.entries)) / 2)


def _series(pair: Pair) -> tuple[int, str]:
    """A title within a group, for pairs by title."""
    return (
        (id(pair.second.group), title_key(pair.second.title_text))
        if pair.rule == "duplicate-title"
        else (0, "")
    )


def _groups(pair: Pair) -> tuple[int, int]:
    return id(pair.first.group), id(pair.second.group)


def closeness(one: Entry, other: Entry) -> Closeness:
    """Whether two entries share a group, only a section, or only the file."""
    if one.group is not None and one.group is other.group:
        return "same-group"
    return "same-section" if one.section is other.section else "same-file"
