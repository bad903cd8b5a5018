"""Entries → records of plain values, with the keys that `schema.json` promises."""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from typing import TYPE_CHECKING, TypedDict, cast
from urllib.parse import unquote

from awesomelint.curation.names import split
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Entry, ListLink, Section
    from awesomelint.identity import Identity
    from awesomelint.model import Span

_TAG = regex(r"</?[a-zA-Z][^<>]*>")
_BADGE = regex(r"/badge/([^/)?\s]{1,99}?)-[^-/)?\s]{1,30}[)?\s]")
_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LEAVES = (
    nodes.Paragraph,
    nodes.Heading,
    nodes.Cell,
    nodes.HtmlBlock,
    nodes.Fence,
    nodes.CodeBlock,
)
# Two digits of a year up to this are of this century.
_CENTURY = 60


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
    subject: str | None
    nickname: str | None
    date: str | None
    licence: str | None
    stars: str | None
    columns: dict[str, str]


def records(document: Document) -> Iterator[Record]:
    """The entries of `document` as records, in their order.

    A nested entry names its parent's line.
    """
    for entry in document.entries:
        entry.later.get()  # all are asked for, so they are read once and kept
    for entry in document.entries:
        primary = entry.primary
        said = _metadata(document, entry)
        yield Record(
            path=document.path,
            line=document.source.position(entry.start)[0],
            section=_path(_above(entry)),
            group=_words(entry.group.label) if entry.group and entry.group.label else None,
            parent=document.source.position(entry.parent.start)[0] if entry.parent else None,
            title=None if entry.title_is_url else _words(entry.title_text) or None,
            url=primary.url if primary else None,
            identities=[_named(identity) for identity in entry.identities],
            links=[_linked(document, held.link, held.role) for held in entry.links],
            description=_plain(document, entry.description),
            year=_year(said.get("year", "")),
            venue=said.get("venue") or None,
            authors=split(said.get("authors", "")),
            tags=[tag for span in entry.tags if (tag := _tag(document, span))],
            notes=[note for span in entry.notes if (note := _plain(document, span))],
            subject=_words(entry.subject) or None,
            nickname=_plain(document, entry.nickname),
            date=said.get("date") or None,
            licence=said.get("licence") or None,
            stars=said.get("stars") or None,
            columns={
                header: cell
                for header, span in entry.columns.items()
                if (cell := _plain(document, span))
            },
        )


def _metadata(document: Document, entry: Entry) -> dict[str, str]:
    """The metadata that an entry gives, by name.

    Numbers inside its URLs (2002.08909) are no years.
    """
    urls = [held.link.destination for held in entry.links if held.link.destination]
    metadata: dict[str, str] = {}
    for name, span in entry.metadata.items():
        if not any(url.start <= span.start < url.end for url in urls):
            metadata[name] = _plain(document, span) or ""
    return metadata


def _year(text: str) -> int | None:
    """The year that `2024`, `'24` or `24` means."""
    digits = "".join(re.findall(r"[0-9]", text))
    if len(digits) == 4:
        return int(digits)
    if len(digits) == 2:
        return (2000 if int(digits) <= _CENTURY else 1900) + int(digits)
    return None


def _above(entry: Entry) -> Section | None:
    """The section around an entry; one that the entry itself opens does not count."""
    section = entry.section
    if section is None or section.parent is None:
        return section
    opens = section.start == entry.start if entry.shape == "heading" else entry.shape == "summary"
    return section.parent if opens else section


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
    return " ".join(_TAG.sub(" ", text).replace("**", "").split())


def _plain(document: Document, span: Span | None) -> str | None:
    """What readers see of a stretch of the document, on one line."""
    if span is None:
        return None
    leaves = _leaves(document)
    parts: list[str] = []
    index = max(bisect_right(leaves, span.start, key=lambda leaf: leaf.start) - 1, 0)
    while index < len(leaves) and leaves[index].start < span.end:
        leaf = leaves[index]
        index += 1
        start, end = max(leaf.start, span.start), min(leaf.end, span.end)
        if start < end:
            parts.append(_seen(document.text, leaf, start, end))
    seen = " ".join(" ".join(parts).split())
    return seen or _words(document.text[span.start : span.end]) or None


def _tag(document: Document, span: Span) -> str | None:
    """What a tag shows; a badge without words for those who cannot see it shows its label."""
    if document.text.startswith("![](", span.start):
        label = _BADGE.search(document.text, span.start, span.end)
        return " ".join(unquote(label[1]).replace("_", " ").split("-")) if label else None
    return _plain(document, span)


def _leaves(document: Document) -> list[nodes.Node]:
    """The blocks that hold text, in their order."""
    known = document.memo.get("export.leaves")
    if known is None:
        known = document.memo["export.leaves"] = [
            node for node in document.root.walk() if isinstance(node, _LEAVES)
        ]
    return cast("list[nodes.Node]", known)


def _seen(text: str, leaf: nodes.Node, start: int, end: int) -> str:
    """What readers see of `start:end` of one block."""
    if isinstance(leaf, nodes.HtmlBlock):
        return unescape(_COMMENT.sub(" ", _TAG.sub(" ", text[start:end])))
    first = max(bisect_right(leaf.children, start, key=lambda child: child.start) - 1, 0)
    parts: list[str] = []
    for child in leaf.children[first:]:
        if child.start >= end:
            break
        parts += _shown(text, child, start, end)
    return "".join(parts)


def _shown(text: str, top: nodes.Node, start: int, end: int) -> Iterator[str]:
    hidden = 0
    for node in top.walk():
        left, right = max(node.start, start), min(node.end, end)
        if left >= right or node.start < hidden:
            continue
        match node:
            case nodes.Text():
                yield text[left:right]
            case nodes.Escape() | nodes.Entity() | nodes.Code():
                yield node.value
            case nodes.SoftBreak() | nodes.HardBreak() | nodes.Html():
                yield " "
            case nodes.Image() if top is not node or start > node.start or end < node.end:
                hidden = node.end
            case _:
                pass
