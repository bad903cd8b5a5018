"""All pairs of entries that name one thing, each judged once, by the first rule that fits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, cast

from awesomelint.checks.identity._copies import copied
from awesomelint.checks.identity._nearest import Listed, Nearest, closer
from awesomelint.checks.identity._pair import Pair
from awesomelint.checks.identity._subjects import (
    is_citation,
    is_name,
    nothing_in_common,
    one_subject,
    subject_of,
    work_title,
)
from awesomelint.checks.identity._tellings import (
    cells_held,
    is_label_of_url,
    one_paper,
    other_names,
    other_numbers,
    other_words,
    telling,
)
from awesomelint.checks.identity._views import without_views
from awesomelint.curation.suppressions import SilencedPlaces, directives
from awesomelint.curation.untitled import is_labelled
from awesomelint.curation.vocabulary import role_of
from awesomelint.identity.titles import folded, likeness, title_key
from awesomelint.model import Span
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.checks.identity._nearest import Closeness
    from awesomelint.checks.identity._subjects import Subject
    from awesomelint.curation import Document, Entry
    from awesomelint.identity import Identity

# Things that share an identity and have so many subjects are parts of it: models of a paper,
# chapters of a book.
COLLECTION = 3
LABELLED = 4  # links of one title that make it a label, such as "Test this expression"
TITLE = 6  # words of a subject that is a title whatever the first cell of its row is
_ADDRESS = regex(r"[\[<*]{0,4}https?://", re.IGNORECASE)


def pairs(document: Document) -> tuple[Pair, ...]:
    """All pairs of `document`, in the order of their second entries.

    They are computed once and kept with the document.
    """
    found = document.memo.get("pairs")
    if found is None:
        found = document.memo["pairs"] = tuple(
            without_views(list(_Search(document).run(document.entries)))
        )
    return cast("tuple[Pair, ...]", found)


def place(entry: Entry, identity: Identity | None) -> Span:
    """Where `entry` names `identity`: the link, else its title, else its first line."""
    if identity is not None:
        for held in entry.links:
            link = held.link
            if link.identity is not None and link.identity.key == identity.key:
                return Span(link.start, link.end)
    return entry.title or Span(entry.start, entry.end)


class _Search:
    """One walk over the entries, which compares each with earlier ones like it.

    Two entries are compared if they share an identity or a title.
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.silenced = SilencedPlaces(directives(document))
        self.by_identity: defaultdict[tuple[str, str], Nearest] = defaultdict(Nearest)
        self.by_subject: defaultdict[tuple[str, str, str], Nearest] = defaultdict(Nearest)
        self.by_title: defaultdict[str, Nearest] = defaultdict(Nearest)
        self.subjects: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self.shared: frozenset[object] = frozenset()
        self._told: set[tuple[str, int]] = set()

    def run(self, entries: Sequence[Entry]) -> Iterator[Pair]:
        times = Counter(name for entry in entries for name in _names(entry))
        self.shared = frozenset(name for name, count in times.items() if count > 1)
        listed = [
            one
            for one in self._listed(entries)
            if not (self._is_link_of_another(one) or is_citation(one.entry))
        ]
        for one in listed:
            for identity in self._shared(one):
                subjects = self.subjects[identity.key]
                if len(subjects) < COLLECTION and one.subject.key:
                    subjects.add(one.subject.key)
        titles = [_title_key(one.entry) for one in listed]
        labels = _labels(listed, titles)
        for one, title in zip(listed, titles, strict=True):
            yield from self._judge(one)
            for identity in self._shared(one):
                self.by_identity[identity.key].add(one)
                self.by_subject[(*identity.key, one.subject.key)].add(one)
            if title in self.shared and title not in labels:
                self.by_title[title].add(one)

    def _listed(self, entries: Sequence[Entry]) -> Iterator[Listed]:
        """Each entry that shares a name with another one, as few do, and the topmost around it."""
        roots: dict[int, Entry] = {}
        for entry in entries:
            root = entry
            if entry.parent is not None:
                root = roots.get(id(entry.parent), entry)
            roots[id(entry)] = root
            if not self.shared.isdisjoint(_names(entry)):
                yield Listed(entry, subject_of(entry), root)

    def _shared(self, one: Listed) -> list[Identity]:
        """The identities that an entry shares with others."""
        return [identity for identity in one.entry.identities if identity.key in self.shared]

    def _is_link_of_another(self, one: Listed) -> bool:
        """Whether an entry is only a link of what stands above it (`Code: URL`, `[paper](…)`)."""
        entry = one.entry
        if entry.shape == "row":
            return False
        shows_address = entry.title is not None and _ADDRESS.match(
            self.text, entry.title.start, entry.title.end
        )
        if shows_address and is_labelled(self.text, entry):
            return True
        return role_of(entry.title_text) is not None and not one.subject.key

    def _judge(self, one: Listed) -> Iterator[Pair]:
        met: set[tuple[str, str]] = set()  # the identities by which pairs were found
        seen: set[tuple[str, str]] = set()
        for identity in sorted(self._shared(one), key=_rank):
            if identity.key not in seen and not identity.reason:
                seen.add(identity.key)
                yield from self._sharing(one, identity, met)
        yield from self._titled(one, frozenset(met))

    # By identity

    def _sharing(
        self, one: Listed, identity: Identity, met: set[tuple[str, str]]
    ) -> Iterator[Pair]:
        """The pair of `one` and the closest earlier entry that shares `identity`.

        Entries that share one of the identities in `met` already have their pair.
        """
        passed: list[Listed] = []
        before = frozenset(met)

        def fits(other: Listed) -> bool:
            known = identity.scheme != "arxiv" and _shares(other.entry, before)
            return not known and other not in passed and not other.related(one)

        def copies(other: Listed) -> bool:
            return fits(other) and self._one_subject(other, one, identity)

        same = self.by_subject[(*identity.key, one.subject.key)]
        any_ = self.by_identity[identity.key]
        while close := closer(any_.closest(one, copies), same.closest(one, copies)):
            met.add(identity.key)
            level, first = close
            rule = self._duplicate(identity, level, first, one)
            if rule is None:
                return
            if not self._silenced(rule[0], first.entry, identity):
                yield Pair(*rule, first.entry, one.entry, identity)
                return
            passed.append(first)
            yield from self._once(Pair(*rule, first.entry, one.entry, identity, silenced=True))
        if close := any_.closest(one, fits):
            yield from self._differing(identity, *close, one)

    def _one_subject(self, first: Listed, second: Listed, identity: Identity) -> bool:
        """Whether two entries that share `identity` are about one thing."""
        if first.subject.key == second.subject.key:
            is_title = len(first.subject.shown.split()) >= TITLE
            return is_title or not other_names(self.text, first.entry, second.entry)
        if identity.kind == "code" and _names_one(identity, first.subject, second.subject):
            return True
        if any(self._is_part(listed.entry, identity) for listed in (first, second)):
            return False
        return one_subject(first.subject, second.subject)

    def _is_part(self, entry: Entry, identity: Identity) -> bool:
        """Whether a row is about something that the work brought, and not about the work."""
        if entry.shape != "row":
            return False
        if is_name(entry.subject):
            return True
        work = work_title(self.text, entry, identity)
        return bool(work) and folded(work) != folded(entry.subject)

    def _duplicate(
        self, identity: Identity, level: Closeness, first: Listed, second: Listed
    ) -> tuple[str, str] | None:
        """Rule and level for two entries of one identity and subject; None if both belong there."""
        if first.is_child or second.is_child or self._tells_other_results(first, second, identity):
            level = "same-file"
        if identity.kind == "paper":
            return (
                "duplicate-arxiv-id" if identity.scheme == "arxiv" else "duplicate-paper",
                level,
            )
        if not (_is_primary(identity, first.entry) and _is_primary(identity, second.entry)):
            return None
        if identity.kind == "code":
            apart = level == "same-section" and other_words(self.text, first.entry, second.entry)
            far = apart or level == "same-file"
            return "duplicate-repository", "same-file" if far else "same-section"
        titles = {_title(listed.entry).casefold() for listed in (first, second)}
        if len(titles) > 1:
            return None
        return "duplicate-title" if level == "same-file" else "duplicate-link", level

    def _tells_other_results(self, first: Listed, second: Listed, identity: Identity) -> bool:
        """Whether two rows of one model or data set give different settings, scores or versions."""
        one, other = first.entry, second.entry
        if one.shape != "row" or other.shape != "row":
            return False
        if not (self._is_part(one, identity) or self._is_part(other, identity)):
            return False
        held = cells_held(self.text, one, other) or cells_held(self.text, other, one)
        return not held and other_numbers(self.text, one, other)

    def _differing(
        self, identity: Identity, level: Closeness, first: Listed, second: Listed
    ) -> Iterator[Pair]:
        """What to say of two entries that share `identity`, and no subject."""
        if first.is_child or second.is_child:
            return
        if identity.kind == "paper":
            rule = self._conflict(identity, level, first.entry, second.entry)
        elif identity.kind == "code":
            rule = self._copied(identity, level, first, second) or self._elsewhere(
                identity, first, second
            )
        else:
            rule = self._copied(identity, level, first, second) or self._renamed(
                identity, level, first, second
            )
        if rule and not self._silenced(rule[0], first.entry, identity):
            yield Pair(*rule, first.entry, second.entry, identity)

    def _conflict(
        self, identity: Identity, level: Closeness, first: Entry, second: Entry
    ) -> tuple[str, str] | None:
        """Rule and level for two entries that give one paper two titles."""
        if len(self.subjects[identity.key]) >= COLLECTION:
            return None
        one = work_title(self.text, first, identity)
        other = work_title(self.text, second, identity)
        near = level != "same-file"
        if near and nothing_in_common(self.text, (first, one), (second, other)):
            return "conflicting-titles", "apart"
        if self._is_part(first, identity) or self._is_part(second, identity):
            return None
        if near:
            return "conflicting-titles", "alike"
        return "duplicate-arxiv-id" if identity.scheme == "arxiv" else "duplicate-paper", level

    def _copied(
        self, identity: Identity, level: Closeness, first: Listed, second: Listed
    ) -> tuple[str, str] | None:
        """Rule and level for two things of which one carries the link of the other."""
        if len(self.subjects[identity.key]) >= COLLECTION:
            return None
        if not (_is_primary(identity, first.entry) and _is_primary(identity, second.entry)):
            return None
        certainty = copied(first.entry, second.entry, identity, level)
        return ("copied-link", certainty) if certainty else None

    def _renamed(
        self, identity: Identity, level: Closeness, first: Listed, second: Listed
    ) -> tuple[str, str] | None:
        """Rule and level for a page that a group lists twice, under two forms of one title."""
        if level != "same-group" or len(self.subjects[identity.key]) >= COLLECTION:
            return None
        if not (_is_primary(identity, first.entry) and _is_primary(identity, second.entry)):
            return None
        if first.subject.numbers != second.subject.numbers:
            return None
        titles = _title(first.entry), _title(second.entry)
        alike = all(titles) and likeness(*titles) == "same"
        return ("duplicate-link", "same-section") if alike else None

    def _elsewhere(
        self, identity: Identity, first: Listed, second: Listed
    ) -> tuple[str, str] | None:
        """Rule and level for two things of one repository."""
        if len(self.subjects[identity.key]) >= COLLECTION:
            return None
        if not (_is_primary(identity, first.entry) and _is_primary(identity, second.entry)):
            return None
        return "duplicate-repository", "same-file"

    # By title

    def _titled(self, one: Listed, met: frozenset[tuple[str, str]]) -> Iterator[Pair]:
        """The pair of `one` and the closest earlier entry of the same title.

        An entry that is the same paper is preferred.
        """
        entry = one.entry
        listed = self.by_title.get(_title_key(entry))
        if listed is None or one.is_child or is_label_of_url(entry):
            return
        passed: list[Listed] = []
        # what shares a paper was judged by it: rows of one paper tell different results
        judged = met | {one.key for one in entry.identities if one.kind == "paper"}

        def fits(other: Listed) -> bool:
            return (
                not other.is_child
                and not _shares(other.entry, judged)
                and other not in passed
                and other.subject.key == one.subject.key
                and not other.related(one)
                and not _are_properties(other.entry, entry)
            )

        def is_paper(other: Listed) -> bool:
            return fits(other) and one_paper(other.entry, entry)

        while close := listed.closest(one, is_paper) or listed.closest(one, fits):
            level, first = close
            rule, of_rule = "duplicate-paper", str(level)
            if not one_paper(first.entry, entry):
                near = level != "same-file" and telling(self.text, first.entry, entry)
                rule, of_rule = "duplicate-title", "same-section" if near else "same-file"
            pair = Pair(rule, of_rule, first.entry, entry, None)
            if not self._silenced(rule, first.entry, None):
                yield pair
                return
            passed.append(first)
            yield from self._once(pair._replace(silenced=True))

    def _silenced(self, rule: str, entry: Entry, identity: Identity | None) -> bool:
        """Whether a comment silences `rule` at the first entry, which then does not count."""
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


def _names(entry: Entry) -> list[object]:
    """What an entry may share with others: keys of its identities, and its title."""
    title = _title_key(entry)
    keys: list[object] = [identity.key for identity in entry.identities]
    return [*keys, title] if title else keys


def _shares(entry: Entry, keys: frozenset[tuple[str, str]]) -> bool:
    return bool(keys) and any(identity.key in keys for identity in entry.identities)


def _rank(identity: Identity) -> int:
    """First ids of arXiv, then other papers, repositories, all else."""
    if identity.scheme == "arxiv":
        return 0
    return {"paper": 1, "code": 2}.get(identity.kind, 3)


def _names_one(identity: Identity, one: Subject, other: Subject) -> bool:
    """Whether two subjects both name the repository itself, or share the name of "Name: text".

    A repository is named as `owner/name` or `name`.
    """
    _, _, name = identity.id.rpartition("/")
    names = {folded(identity.id), folded(name)}
    if {one.key, other.key} <= names:
        return True
    if not one.name or one.name != other.name:
        return False
    return one.numbers == other.numbers


def _are_properties(first: Entry, second: Entry) -> bool:
    """Whether two items without a link stand in two lists: properties that two things share."""
    if first.links or second.links or "row" in {first.shape, second.shape}:
        return False
    if first.group is None or second.group is None:
        return False
    return first.group is not second.group


def _labels(listed: Iterable[Listed], titles: Iterable[str]) -> set[str]:
    """The titles that so many links have that they are labels."""
    urls: defaultdict[str, set[str]] = defaultdict(set)
    for one, title in zip(listed, titles, strict=True):
        if title and one.entry.primary is not None:
            urls[title].add(one.entry.primary.url)
    return {title for title, leading in urls.items() if len(leading) >= LABELLED}


def _title_key(entry: Entry) -> str:
    return title_key(_title(entry))


def _title(entry: Entry) -> str:
    return "" if entry.title_is_url else entry.title_text


def _is_primary(identity: Identity, entry: Entry) -> bool:
    primary = entry.primary
    return (
        primary is not None
        and primary.identity is not None
        and primary.identity.key == identity.key
    )
