"""Entries → records of plain values, with the keys that `schema.json` promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypedDict

from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Entry, ListLink, Section
    from awesomelint.identity import Identity
    from awesomelint.model import Span

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>").sub
_BETWEEN_AUTHORS = re.compile(r"(?:(?<!\s)\s+)?(?:[,;，；、]|\band\b|&)\s*")


class Named(TypedDict):
    """What a link names; `text` is how `awesomelint identify` spells it."""

    kind: str
    scheme: str
    id: str
    version: str | None
    text: str


class Linked(TypedDict):
    """A link of an entry: where to, what for, with which words, and what it names."""

    url: str
    role: str
    text: str
    identity: str | None


class Record(TypedDict):
    """One entry. What the list does not say is null or empty; nothing is looked up."""

    path: str
    line: int
    section: list[str]
    group: str | None
    parent: int | None
    title: str | None
    url: str | None
    identities: list[Named]
    links: list[Linked]
    description: str | None
    year: int | None
    venue: str | None
    authors: list[str]
    tags: list[str]
    notes: list[str]


def records(document: Document) -> Iterator[Record]:
    """The entries of `document` as records, in their order.

    A nested entry names its parent's line.
    """
    for entry in document.entries:
        primary = entry.primary
        said = _metadata(document, entry)
        year = re.search(r"[12][0-9]{3}", said.get("year", said.get("date", "")))
        yield Record(
            path=document.path,
            line=document.source.position(entry.start)[0],
            section=_path(entry.section),
            group=_words(entry.group.label) if entry.group and entry.group.label else None,
            parent=document.source.position(entry.parent.start)[0] if entry.parent else None,
            title=None if entry.title_is_url else _words(entry.title_text) or None,
            url=primary.url if primary else None,
            identities=[_named(identity) for identity in entry.identities],
            links=[_linked(document, held.link, held.role) for held in entry.links],
            description=_plain(document, entry, entry.description),
            year=int(year[0]) if year else None,
            venue=said.get("venue") or None,
            authors=[name for name in _BETWEEN_AUTHORS.split(said.get("authors", "")) if name],
            tags=[document.text[span.start : span.end].strip("` ") for span in entry.tags],
            notes=[note for span in entry.notes if (note := _plain(document, entry, span))],
        )


def _metadata(document: Document, entry: Entry) -> dict[str, str]:
    """What an entry says of itself, but not what only looks so inside its URLs (2002.08909 is no year)."""
    urls = [held.link.destination for held in entry.links if held.link.destination]
    return {
        name: document.text[span.start : span.end].strip()
        for name, span in entry.metadata.items()
        if not any(url.start <= span.start < url.end for url in urls)
    }


def _path(section: Section | None) -> list[str]:
    """The headings above an entry, outermost first."""
    titles: list[str] = []
    while section is not None:
        if section.title:
            titles.append(_words(section.title))
        section = section.parent
    return titles[::-1]


def _named(identity: Identity) -> Named:
    return Named(
        kind=identity.kind,
        scheme=identity.scheme,
        id=identity.id,
        version=identity.version,
        text=str(identity),
    )


def _linked(document: Document, link: ListLink, role: str) -> Linked:
    shown = document.text[link.text.start : link.text.end]
    identity = str(link.identity) if link.identity else None
    return Linked(
        url=link.url,
        role=role,
        text=_words(shown),
        identity=identity,
    )


def _words(text: str) -> str:
    """Text on one line, without tags and marks of emphasis."""
    return " ".join(_TAG(" ", text).replace("**", "").split())


def _plain(document: Document, entry: Entry, span: Span | None) -> str | None:
    """What readers see of a stretch of an entry, on one line.

    Its source where it is no inline text of the entry.
    """
    if span is None:
        return None
    parts: list[str] = []
    for node in entry.node.walk():
        start, end = max(node.start, span.start), min(node.end, span.end)
        if start >= end:
            continue
        match node:
            case nodes.Text():
                parts.append(document.text[start:end])
            case nodes.Escape() | nodes.Entity() | nodes.Code():
                parts.append(node.value)
            case nodes.SoftBreak() | nodes.HardBreak() | nodes.Html():
                parts.append(" ")
            case _:
                pass
    seen = " ".join("".join(parts).split())
    return seen or _words(document.text[span.start : span.end]) or None
