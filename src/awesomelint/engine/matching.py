"""Which places of a list were there before: entries and lines of the head, each with its old self in the base."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesomelint.curation.vocabulary import role_of
from awesomelint.engine.keys import Keys, anchor_of, bare
from awesomelint.identity.titles import title_key

if TYPE_CHECKING:
    from awesomelint.curation import Document, Entry

# Pairs of places in one run that are compared by their words, and the share of words that both must
# have to be one place.
COMPARED = 2500
ALIKE = 1 / 3
_WORDS = re.compile(r"[a-z0-9]+|\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """An entry without its nested ones, or a line outside of entries.

    `text` is what it says, without white space and what layout decides; `section` the slug of an
    entry's section.
    """

    start: int
    end: int
    text: str
    entry: Entry | None = None
    section: str = ""

    @property
    def anchor(self) -> str:
        """What the entry is known by; of a line nothing."""
        return anchor_of(self.entry) if self.entry else ""


class Places:
    """The places of a document, in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._keys = Keys(document)
        self.all = sorted((*self._entries(), *self._lines()), key=lambda place: place.start)
        self._by_entry = {id(p.entry): i for i, p in enumerate(self.all) if p.entry}
        self._by_line = {self._line(p.start): i for i, p in enumerate(self.all) if not p.entry}

    def at(self, offset: int) -> int | None:
        """The index of the place that holds `offset`: the innermost entry, else the line."""
        entry = self._keys.entry_at(offset)
        return self._by_line.get(self._line(offset)) if entry is None else self._by_entry[id(entry)]

    def _line(self, offset: int) -> int:
        return self.document.source.position(offset)[0]

    def _entries(self) -> Iterator[Place]:
        entries = sorted(self.document.entries, key=lambda entry: (entry.start, -entry.end))
        starts = [*(entry.start for entry in entries[1:]), len(self.document.text)]
        for entry, following in zip(entries, starts, strict=False):
            end = min(entry.end, max(following, entry.start + 1))
            text = bare(self.document.text[entry.start : end])
            yield Place(entry.start, end, text, entry, entry.section.slug if entry.section else "")

    def _lines(self) -> Iterator[Place]:
        start = 0
        for line in self.document.text.split("\n"):
            first, end = start + len(line) - len(line.lstrip()), start + len(line)
            if first < end and self._keys.entry_at(first) is None:
                yield Place(first, end, bare(line) or line.strip())
            start = end + 1


class Matching:
    """The old self that each place of `head` has in `base`, if it has one.

    It is the place with the same text, else the entry with the same identity, else the one with
    the same title, else what stands between the same neighbours. Of places that are alike, those
    are matched that have the same neighbours.
    """

    def __init__(self, base: Document, head: Document) -> None:
        self.base = Places(base)
        self.head = Places(head)
        self._old: dict[int, int] = {}
        self._new: dict[int, int] = {}
        for names in (_framed, _after, _before, _sectioned, _said, _known, _named, _titled):
            self._same(names)
        self._between()

    def old(self, index: int) -> Place | None:
        """The old self of the place `index` of the head."""
        return self.base.all[self._old[index]] if index in self._old else None

    def new(self, index: int) -> int | None:
        """The index in the head of what was the place `index` of the base."""
        return self._new.get(index)

    def unchanged(self, index: int) -> bool:
        """Whether the place `index` of the head says what its old self said."""
        old = self.old(index)
        return old is not None and old.text == self.head.all[index].text

    def _match(self, base: int, head: int) -> None:
        self._old[head] = base
        self._new[base] = head

    def _same(self, names: Names) -> None:
        """Match the places without another self that have a name in common, in order."""
        waiting: defaultdict[object, deque[int]] = defaultdict(deque)
        for base in range(len(self.base.all)):
            if base not in self._new:
                for name in names(self.base.all, base):
                    waiting[name].append(base)
        for head in range(len(self.head.all)) if waiting else ():
            if head not in self._old:
                self._first(head, [waiting[n] for n in names(self.head.all, head) if n in waiting])

    def _first(self, head: int, queues: Sequence[deque[int]]) -> None:
        for queue in queues:
            while queue:
                base = queue.popleft()
                if base not in self._new:
                    self._match(base, head)
                    return

    def _between(self) -> None:
        """Match each run of places without an old self with what stood between the same neighbours."""
        runs: list[list[int]] = []
        for head in range(len(self.head.all)):
            if head in self._old:
                continue
            if runs and runs[-1][-1] == head - 1:
                runs[-1].append(head)
            else:
                runs.append([head])
        for run in runs:
            self._in_place(run)

    def _in_place(self, run: Sequence[int]) -> None:
        """One by one where there are as many, else by what they say."""
        first = self._old[run[0] - 1] + 1 if run[0] else 0
        after = run[-1] + 1
        last = self._old[after] if after < len(self.head.all) else len(self.base.all)
        gone = [base for base in range(first, last) if base not in self._new]
        if len(gone) == len(run):
            for base, head in zip(gone, run, strict=True):
                self._match(base, head)
        elif len(gone) * len(run) <= COMPARED:
            self._alike(gone, run)

    def _alike(self, gone: Sequence[int], run: Sequence[int]) -> None:
        """The most similar first."""
        was = {base: _words(self.base, base) for base in gone}
        now = {head: _words(self.head, head) for head in run}
        shares = [(_share(was[base], now[head]), -base, -head) for base in gone for head in run]
        for share, base, head in sorted(shares, reverse=True):
            if share >= ALIKE and -base not in self._new and -head not in self._old:
                self._match(-base, -head)


Names = Callable[[Sequence[Place], int], Iterator[object]]
"""What a place is known by: it may have several names or none."""


def _text(places: Sequence[Place], index: int) -> str:
    return places[index].text if 0 <= index < len(places) else ""


def _framed(places: Sequence[Place], index: int) -> Iterator[object]:
    yield _text(places, index), _text(places, index - 1), _text(places, index + 1)


def _after(places: Sequence[Place], index: int) -> Iterator[object]:
    yield _text(places, index), _text(places, index - 1)


def _before(places: Sequence[Place], index: int) -> Iterator[object]:
    yield _text(places, index), _text(places, index + 1)


def _sectioned(places: Sequence[Place], index: int) -> Iterator[object]:
    yield _text(places, index), places[index].section


def _said(places: Sequence[Place], index: int) -> Iterator[object]:
    yield _text(places, index)


def _known(places: Sequence[Place], index: int) -> Iterator[object]:
    place = places[index]
    if place.anchor:
        yield place.anchor, place.section


def _named(places: Sequence[Place], index: int) -> Iterator[object]:
    place = places[index]
    if place.anchor:
        yield place.anchor
    for identity in place.entry.identities if place.entry else ():
        yield identity.key


def _titled(places: Sequence[Place], index: int) -> Iterator[object]:
    entry = places[index].entry
    title = entry.title_text if entry and not entry.title_is_url else ""
    if title and not role_of(title):
        yield title_key(title) or title.casefold()


def _words(places: Places, index: int) -> frozenset[str]:
    place = places.all[index]
    return frozenset(_WORDS.findall(places.document.text[place.start : place.end].casefold()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)
