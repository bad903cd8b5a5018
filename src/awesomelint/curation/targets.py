"""Where fragments lead: the headings of a file by their anchors and ids, for each host."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.curation.html import tags_of
from awesomelint.curation.sections import outline
from awesomelint.curation.vocabulary import heads_no_list
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.document import Document, Section
    from awesomelint.curation.html import Tag
    from awesomelint.curation.slugs import Host

_TAG = regex(r"<[^<>]{0,300}>")
_WORD = regex(r"\w")
NEAR = 300  # characters between an id and the heading that it names
_LETTERS = regex(r"[\W_]+")


def letters_of(title: str) -> str:
    """A title without case, punctuation, emoji and blanks."""
    return _LETTERS.sub("", title.casefold())


class Targets:
    """The headings of `document`, with the anchors that `host` gives them."""

    def __init__(self, document: Document, host: Host = "github") -> None:
        text = document.text
        found = tags_of(document)
        self.sections: Sequence[Section] = document.sections
        self.anchors = document.anchors
        if host != "github":
            self._for_host(document, found, host)
        self.headings = [one for one in self.sections if one.slug and one.node is not None]
        self._starts = [one.start for one in self.sections]
        self.linked: set[int] | None = None
        self._heading_starts = [one.start for one in self.headings]
        self._by_letters: defaultdict[str, list[Section]] | None = None
        self._by_name: dict[str, Section] = {}
        for tag in found:
            for key in ("id", "name"):
                if key in tag.attributes:
                    section = self._named_by(text, tag.start, tag.end)
                    if section is not None:
                        self._by_name.setdefault(tag.attributes[key].lower(), section)
        for section in self.headings:
            for name in (section.slug.lower(), section.slug.lower().strip("-")):
                self._by_name.setdefault(name, section)

    def _for_host(self, document: Document, found: Sequence[Tag], host: Host) -> None:
        """Take the anchors of another host than the one that documents are read for."""
        outlined = outline(document.each(nodes.Heading), document.text, found, host)
        read = {one.start: one.entries for one in document.sections}
        for one in outlined.sections:
            one.entries = read.get(one.start, [])
        self.sections = outlined.sections
        self.anchors = frozenset(outlined.anchors)

    def heading(self, fragment: str) -> Section | None:
        """The heading that `#fragment` leads to; None where it leads elsewhere or nowhere."""
        name = fragment.lower().removeprefix("user-content-")
        return self._by_name.get(name) or self._by_name.get(name.rstrip("-"))

    def called(self, letters: str) -> Sequence[Section]:
        """The headings whose titles have these letters (`letters_of`)."""
        if self._by_letters is None:
            self._by_letters = defaultdict(list)
            for section in self.headings:
                self._by_letters[letters_of(section.title)].append(section)
        return self._by_letters.get(letters, ())

    def between(self, start: int, end: int) -> Sequence[Section]:
        """The headings that start in `start:end`."""
        return self.headings[
            bisect_left(self._heading_starts, start) : bisect_left(self._heading_starts, end)
        ]

    def section_at(self, offset: int) -> Section:
        """The innermost section that holds `offset`."""
        section = self.sections[bisect_right(self._starts, offset) - 1]
        while section.end <= offset and section.parent is not None:
            section = section.parent
        return section

    def misses_hash(self, url: str, letters: str) -> Section | None:
        """The heading meant by a relative address without `#`, by its anchor or title."""
        if not url or any(mark in url for mark in "#/?:") or not letters:
            return None
        section = self._by_name.get(unquote(url).lower())
        if section is None or heads_no_list(section.title):
            return None
        same = letters_of(section.title) == letters
        return section if same else None

    def _named_by(self, text: str, start: int, end: int) -> Section | None:
        """The heading that an id at `start:end` names: that it stands in, or close to."""
        at = bisect_right(self._starts, start)
        before = self.sections[at - 1]
        if before.node is not None and before.slug and start < before.node.end:
            return before
        if at < len(self.sections) and (following := self.sections[at]).slug:
            between = text[end : min(following.start, end + NEAR)]
            if following.start - end < NEAR and not _shows(between):
                return following
        if before.node is not None and before.slug and start - before.node.end < NEAR:
            return None if _shows(text[before.node.end : start]) else before
        return None


def _shows(text: str) -> bool:
    """Whether HTML shows any word."""
    return _WORD.search(_TAG.sub("", text)) is not None


def descendants(section: Section) -> Iterator[Section]:
    """All sections below `section`."""
    stack = list(reversed(section.children))
    while stack:
        one = stack.pop()
        yield one
        stack += reversed(one.children)


def heading_above(section: Section) -> Section | None:
    """The heading over `section`; `<details>` blocks without a heading are no parents."""
    parent = section.parent
    while parent is not None and parent.kind == "details" and not parent.slug:
        parent = parent.parent
    return parent


def targets_of(document: Document, host: Host = "github") -> Targets:
    """The targets of `document`, found once for all checks."""
    name = f"targets {host}"
    known = document.memo.get(name)
    if not isinstance(known, Targets):
        known = document.memo[name] = Targets(document, host)
    return known


def linked_headings(document: Document, targets: Targets) -> set[int]:
    """The headings (by identity) that any link of the file leads to, found once for each host."""
    if targets.linked is None:
        targets.linked = {
            id(targets.heading(unquote(link.url[1:])))
            for link in document.links
            if link.url.startswith("#")
        }
    return targets.linked
