"""Which entries and lines of the head of a change its base has, and where."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesomelint.curation.vocabulary import role_of
from awesomelint.engine.keys import Keys, anchor_of, bare
from awesomelint.identity.titles import title_key
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.curation import Document, Entry

# Pairs of passages in one run that are compared by their words, and the share of words that both
# must have to be one passage.
COMPARED = 2500
ALIKE = 1 / 3
_WORDS = regex(r"[a-z0-9]+|\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """An entry without its nested ones, or a line outside of entries.

    `text` is what it says, without white space and layout; `section` is the slug of an entry's
    section.
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


class Passages:
    """The passages of a document, in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._keys = Keys(document)
        passages = [*self._entries(), *self._lines()]
        self.all = sorted(passages, key=lambda passage: passage.start)
        self._by_entry: dict[int, int] = {}
        self._by_line: dict[int, int] = {}
        for index, passage in enumerate(self.all):
            if passage.entry is None:
                self._by_line[self._line(passage.start)] = index
            else:
                self._by_entry[id(passage.entry)] = index

    def at(self, offset: int) -> int | None:
        """The index of the passage that holds `offset`: the innermost entry, else the line."""
        entry = self._keys.entry_at(offset)
        if entry is None:
            return self._by_line.get(self._line(offset))
        return self._by_entry[id(entry)]

    def _line(self, offset: int) -> int:
        return self.document.source.position(offset)[0]

    def _entries(self) -> Iterator[Passage]:
        text = self.document.text
        entries = sorted(self.document.entries, key=lambda entry: (entry.start, -entry.end))
        next_starts = [entry.start for entry in entries[1:]] + [len(text)]
        for entry, next_start in zip(entries, next_starts, strict=False):
            end = min(entry.end, max(next_start, entry.start + 1))
            own_text = bare(text[entry.start : end])
            section = entry.section.slug if entry.section else ""
            yield Passage(entry.start, end, own_text, entry, section)

    def _lines(self) -> Iterator[Passage]:
        line_start = 0
        for line in self.document.text.split("\n"):
            end = line_start + len(line)
            start = end - len(line.lstrip())
            if start < end and self._keys.entry_at(start) is None:
                yield Passage(start, end, bare(line) or line.strip())
            line_start = end + 1


class Matching:
    """The old version that each passage of `head` has in `base`, if it has one.

    It is the passage with the same text, else the entry with the same identity, else the one with
    the same title, else what stands between the same neighbours. Of passages that are alike, those
    with the same neighbours are matched.
    """

    def __init__(self, base: Document, head: Document) -> None:
        self.base = Passages(base)
        self.head = Passages(head)
        self._old: dict[int, int] = {}
        self._new: dict[int, int] = {}
        for names in _NAMES:
            self._match_names(names)
        self._match_between()

    def old(self, index: int) -> Passage | None:
        """The old version of the passage `index` of the head."""
        return self.base.all[self._old[index]] if index in self._old else None

    def new(self, index: int) -> int | None:
        """The index in the head of the passage `index` of the base."""
        return self._new.get(index)

    def unchanged(self, index: int) -> bool:
        """Whether the passage `index` of the head has the text of its old version."""
        old = self.old(index)
        return old is not None and old.text == self.head.all[index].text

    def _match(self, base: int, head: int) -> None:
        self._old[head] = base
        self._new[base] = head

    def _match_names(self, names: Names) -> None:
        """Match the unmatched passages that have a name in common, in order."""
        by_name: defaultdict[object, deque[int]] = defaultdict(deque)
        for base in range(len(self.base.all)):
            if base not in self._new:
                for name in names(self.base.all, base):
                    by_name[name].append(base)
        if not by_name:
            return
        for head in range(len(self.head.all)):
            if head not in self._old:
                shared = [name for name in names(self.head.all, head) if name in by_name]
                self._match_first(head, [by_name[name] for name in shared])

    def _match_first(self, head: int, queues: Sequence[deque[int]]) -> None:
        for queue in queues:
            while queue:
                base = queue.popleft()
                if base not in self._new:
                    self._match(base, head)
                    return

    def _match_between(self) -> None:
        """Match each run of unmatched passages with what stood between the same neighbours."""
        runs: list[list[int]] = []
        for head in range(len(self.head.all)):
            if head in self._old:
                continue
            if runs and runs[-1][-1] == head - 1:
                runs[-1].append(head)
            else:
                runs.append([head])
        for run in runs:
            self._match_run(run)

    def _match_run(self, run: Sequence[int]) -> None:
        """Match a run one by one if the base has as many passages there, else by their words."""
        before, after = run[0] - 1, run[-1] + 1
        first, last = 0, len(self.base.all)
        if before >= 0:
            first = self._old[before] + 1
        if after < len(self.head.all):
            last = self._old[after]
        gone = [base for base in range(first, last) if base not in self._new]
        if len(gone) == len(run):
            for base, head in zip(gone, run, strict=True):
                self._match(base, head)
        elif len(gone) * len(run) <= COMPARED:
            self._match_similar(gone, run)

    def _match_similar(self, gone: Sequence[int], run: Sequence[int]) -> None:
        """Match passages that share enough words, the most similar first."""
        old_words = {base: _words(self.base, base) for base in gone}
        new_words = {head: _words(self.head, head) for head in run}
        pairs: list[tuple[float, int, int]] = []
        for base in gone:
            for head in run:
                share = _share(old_words[base], new_words[head])
                if share >= ALIKE:
                    pairs.append((-share, base, head))
        for _, base, head in sorted(pairs):
            if base not in self._new and head not in self._old:
                self._match(base, head)


Names = Callable[[Sequence[Passage], int], Iterator[object]]
"""What a passage is known by: it may have several names or none."""


def _text(passages: Sequence[Passage], index: int) -> str:
    return passages[index].text if 0 <= index < len(passages) else ""


def _between_neighbours(passages: Sequence[Passage], index: int) -> Iterator[object]:
    yield _text(passages, index), _text(passages, index - 1), _text(passages, index + 1)


def _after_neighbour(passages: Sequence[Passage], index: int) -> Iterator[object]:
    yield _text(passages, index), _text(passages, index - 1)


def _before_neighbour(passages: Sequence[Passage], index: int) -> Iterator[object]:
    yield _text(passages, index), _text(passages, index + 1)


def _in_section(passages: Sequence[Passage], index: int) -> Iterator[object]:
    yield _text(passages, index), passages[index].section


def _by_text(passages: Sequence[Passage], index: int) -> Iterator[object]:
    yield _text(passages, index)


def _by_anchor_in_section(passages: Sequence[Passage], index: int) -> Iterator[object]:
    passage = passages[index]
    if passage.anchor:
        yield passage.anchor, passage.section


def _by_identity(passages: Sequence[Passage], index: int) -> Iterator[object]:
    passage = passages[index]
    if passage.anchor:
        yield passage.anchor
    for identity in passage.entry.identities if passage.entry else ():
        yield identity.key


def _by_title(passages: Sequence[Passage], index: int) -> Iterator[object]:
    entry = passages[index].entry
    title = entry.title_text if entry and not entry.title_is_url else ""
    if title and not role_of(title):
        yield title_key(title) or title.casefold()


def _words(passages: Passages, index: int) -> frozenset[str]:
    passage = passages.all[index]
    text = passages.document.text[passage.start : passage.end]
    return frozenset(_WORDS.findall(text.casefold()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


_NAMES: tuple[Names, ...] = (
    _between_neighbours,
    _after_neighbour,
    _before_neighbour,
    _in_section,
    _by_text,
    _by_anchor_in_section,
    _by_identity,
    _by_title,
)
"""The names by which passages are matched, the most telling first."""
