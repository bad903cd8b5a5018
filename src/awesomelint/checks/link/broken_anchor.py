"""Fragments without the heading or id that they name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from awesomelint.checks._links import place, writable
from awesomelint.curation.relative import relative_links
from awesomelint.curation.targets import targets_of
from awesomelint.model import Candidate, Edit, Finding, Fix
from awesomelint.text.patterns import regex
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.curation.document import Document, Section
    from awesomelint.curation.relative import Relative
    from awesomelint.curation.slugs import Host
    from awesomelint.model import Facts

# What GitHub's pages have beside the headings, and line numbers of code.
# Letters of a name that is compared with others, and how many it is compared with.
LONGEST = 100
COMPARED = 32
SHORTEST = 4  # letters of a word that may be misspelt
_ROUNDED = 0.01
_ALIKE = 0.8  # the share of two words that is in both, if one may be the other misspelt
_WORDS = regex(r"[^\W_]+")
_FILLING = frozenset({"and", "the", "of", "a", "an", "new", "amp"})
_BUILT_IN = frozenset({"", "top", "readme", "readme-ov-file"})
_LINES = regex(r"L\d+(C\d+)?(-L?\d+(C\d+)?)?")
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
# The bot of https://allcontributors.org links kinds of work to anchors that no page has.
_CONTRIBUTORS = "<!-- ALL-CONTRIBUTORS-LIST:START"


def check(document: Document, facts: Facts, *, anchors: Host) -> Iterator[Finding]:
    """Yield each link to a place that is not there.

    Links to other Markdown files of the repository are judged by GitHub's anchors.
    """
    known: dict[str, _Anchors] = {}
    contributors = _contributors(document)
    for relative in relative_links(document):
        path, fragment = relative.path, relative.fragment
        if not path and contributors.hold(relative.link.start):
            continue
        if path and (anchors != "github" or not path.lower().endswith(_MARKDOWN)):
            continue
        there = known.get(path)
        if there is None:
            found = _anchors_of(document, facts, path, anchors)
            if found is None:
                continue
            there = known[path] = found
        if not there.has(fragment):
            yield _absent(document, relative, there)
        elif not path and (exact := there.in_other_case(fragment)):
            yield _other_case(document, relative, exact)


def _contributors(document: Document) -> Spans:
    """The tables of contributors that a bot writes."""
    text = document.text
    tables = (region for region in document.regions if text.startswith(_CONTRIBUTORS, region.start))
    return Spans((table.start, table.end) for table in tables)


def _anchors_of(document: Document, facts: Facts, path: str, host: Host) -> _Anchors | None:
    """The places of a file; None where they are not known."""
    if path:
        others = (facts.files or {}).get(path)
        return None if others is None else _Anchors(others, ())
    if host == "github":
        return _Anchors(document.anchors, document.sections)
    targets = targets_of(document, host)
    return _Anchors(targets.anchors, targets.sections)


def _absent(document: Document, relative: Relative, there: _Anchors) -> Finding:
    """A place that is not there.

    What is meant is certain only where one heading is called as the link.
    """
    link, path, fragment = relative
    start, end = place(link)
    shown = document.text[link.text.start : link.text.end]
    certain = there.titled(shown)
    if re.fullmatch(rf"{re.escape(certain)}-\d{{1,4}}", fragment, re.IGNORECASE):
        certain = ""  # a numbered anchor is that of one of several headings, perhaps of a lost one
    near = certain or there.nearest(fragment, shown)
    where = path or "this file"
    advice = f"did you mean #{near}?" if near else "correct it, or remove the link"
    edits = _edits(document, relative, near)
    fixes = (Fix(edits, "unsafe", ("links",), f"Write #{near}"),) if certain and edits else ()
    return Finding(
        start,
        end,
        f"no heading or id in {where} matches #{fragment}; {advice}",
        level="absent",
        fixes=fixes,
        candidates=(Candidate(f"#{near}", 0.7, edits),) if edits and not fixes else (),
        key=f"{path}#{fragment}",
    )


def _other_case(document: Document, relative: Relative, exact: str) -> Finding:
    start, end = place(relative.link)
    edits = _edits(document, relative, exact)
    return Finding(
        start,
        end,
        f"#{relative.fragment} differs from the anchor #{exact} in case, which GitHub forgives and "
        f"other hosts do not; write #{exact}",
        level="other-case",
        fixes=(Fix(edits, "safe", ("links",), f"Write #{exact}"),) if edits else (),
        key=f"#{relative.fragment}",
    )


class _Anchors:
    """The places of one file: which are there, and which is meant by a name that none has."""

    def __init__(self, anchors: Iterable[str], sections: Sequence[Section]) -> None:
        # GitHub finds anchors in any case
        self._names = {anchor.lower() for anchor in anchors}
        self._plain: dict[str, str] = {}
        for anchor in sorted(anchors, reverse=True):
            self._plain[_letters(anchor)] = anchor
        self._exact = {anchor.lower(): anchor for anchor in sorted(anchors)}
        self._spelt = frozenset(anchors)
        self._titles: dict[str, str] = {}
        titles: Counter[str] = Counter()
        for section in sections:
            title = section.title.strip().lower()
            if section.slug:
                titles[title] += 1
                self._titles.setdefault(title, section.slug)
        self._once = {title for title, count in titles.items() if count == 1}
        self._holding: defaultdict[str, list[str]] | None = None

    def has(self, fragment: str) -> bool:
        """Whether `#fragment` leads to a place."""
        if _LINES.fullmatch(fragment):
            return True
        name, _, _ = fragment.partition(":~:")
        name = name.lower().removeprefix("user-content-")
        if name in _BUILT_IN:
            return True
        # a heading that ends in badges has a hyphen for each blank before them
        spellings = {name, f"user-content-{name}", name.rstrip("-")}
        return not spellings.isdisjoint(self._names)

    def in_other_case(self, fragment: str) -> str:
        """The anchor that `fragment` is but for its case; "" where there is none."""
        return "" if fragment in self._spelt else self._exact.get(fragment.lower(), "")

    def titled(self, shown: str) -> str:
        """The anchor of the one heading that is called `shown`; "" where several are, or none."""
        title = shown.strip().lower()
        return self._titles[title] if title in self._once else ""

    def nearest(self, fragment: str, shown: str) -> str:
        """The anchor of the heading with the link's text, else the one spelt most alike."""
        if slug := self._titles.get(shown.strip().lower()):
            return slug
        wanted = _letters(fragment)
        if wanted in self._plain:
            return self._plain[wanted]
        return self._meant(fragment) or self._meant(shown)

    def _meant(self, name: str) -> str:
        """The anchor that has all words of `name`, perhaps misspelt, and the fewest others.

        It is "" if there is no such anchor, or more than one.
        """
        wanted = _letters(name)
        if not wanted or len(wanted) > LONGEST:
            return ""
        surplus: dict[str, int] = {}
        for anchor in self._alike(wanted):
            count = _others(name, anchor)
            if count is not None:
                surplus[anchor] = count
        fewest = min(surplus.values(), default=0)
        best = [anchor for anchor, count in surplus.items() if count == fewest]
        return best[0] if len(best) == 1 else ""

    def _alike(self, wanted: str) -> list[str]:
        """A few anchors that share the most, and the rarest, runs of letters with `wanted`."""
        if self._holding is None:
            self._holding = _by_run(self._plain)
        holding = self._holding
        known_runs = _runs(wanted) & holding.keys()
        shared: Counter[str] = Counter()
        for run in sorted(known_runs, key=lambda run: (len(holding[run]), run)):
            shared.update(holding[run][:COMPARED])
        return [self._plain[name] for name, _ in shared.most_common(COMPARED)]


def _others(name: str, anchor: str) -> int | None:
    """How many words `anchor` has beside those of `name`; None if it lacks one."""
    wanted, words = _WORDS.findall(name.lower()), _WORDS.findall(anchor.lower())
    matched: set[str] = set()
    for word in wanted:
        if word not in _FILLING:
            like = _spelt_like(word, words)
            if not like:
                return None
            matched.add(like)
    return len(set(words) - matched) if matched else None


def _spelt_like(word: str, words: Sequence[str]) -> str:
    """The one of `words` that is `word`, begins with it, or is spelt nearly so; "" if none is."""
    if word in words:
        return word
    if len(word) < SHORTEST:
        return ""
    for other in words:
        if other.startswith(word) or word.startswith(other + "s"):
            return other
    likeness, other = max(((_likeness(word, other), other) for other in words), default=(0.0, ""))
    return other if likeness >= _ALIKE else ""


@lru_cache(maxsize=10_000)
def _likeness(word: str, other: str) -> float:
    """How much of two words is in both, in order; 0 if their lengths or letters differ too much."""
    both = len(word) + len(other)
    shorter = min(len(word), len(other))
    most = 2 * shorter
    if most < _ALIKE * both:
        return 0.0
    unlike = Counter(word)
    unlike.subtract(other)
    if sum(map(abs, unlike.values())) > (1 - _ALIKE) * both + _ROUNDED:
        return 0.0
    return SequenceMatcher(None, other, word).ratio()


def _by_run(names: Iterable[str]) -> defaultdict[str, list[str]]:
    """`names` by each run of letters that they hold."""
    holding: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) <= LONGEST:
            for run in _runs(name):
                holding[run].append(name)
    return holding


def _letters(anchor: str) -> str:
    return re.sub(r"[\W_]+", "", anchor.lower())


def _runs(name: str) -> set[str]:
    """All two letters that stand side by side in `name`; a single one stands for itself."""
    return {name[at : at + 2] for at in range(max(len(name) - 1, 1))}


def _edits(document: Document, relative: Relative, near: str) -> tuple[Edit, ...]:
    """What writes `#near` for the fragment of a link, where it can be written."""
    span = writable(relative.link)
    if not near or span is None:
        return ()
    start = document.text.find("#", span.start, span.end)
    return (Edit(start, span.end, f"#{near}"),) if start >= 0 else ()
