"""A heading that is mended gets another anchor: the links of the file that lead to it follow in the same fix."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.curation.slugs import heading_text, slug
from awesomelint.model import Edit, Fix
from awesomelint.source import apply_edits
from awesomelint.syntax import nodes, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation import Document, Section
    from awesomelint.model import Safety


def repairing(document: Document, edits: Sequence[Edit], safety: Safety, description: str) -> Fix:
    """A fix that makes `edits` on characters, and keeps the links that lead to the headings among them alive."""
    moved = {old: new for section in document.sections for old, new in _moved(document, section, edits)}
    if not moved:
        return Fix(tuple(edits), safety, ("repair",), description)
    following = _following(document, moved, edits)
    described = f"{description}; {', '.join(f'#{old} becomes #{new}' for old, new in moved.items())}"
    return Fix((*edits, *following), safety, ("repair", "links") if following else ("repair",), described)


def _moved(document: Document, section: Section, edits: Sequence[Edit]) -> list[tuple[str, str]]:
    """The anchor of `section` before and after, if `edits` change it."""
    node = section.node
    if not isinstance(node, nodes.Heading):
        return []
    inside = [edit for edit in edits if node.start <= edit.start and edit.end <= node.end]
    source = document.text[node.start : node.end]
    shifted = [Edit(edit.start - node.start, edit.end - node.start, edit.text) for edit in inside]
    if not inside or _title(source) != section.title:
        return []
    base, now = slug(section.title), slug(_title(apply_edits(source, shifted)))
    new = now + section.slug.removeprefix(base)
    return [] if now == base or new in document.anchors else [(section.slug, new)]


def _title(heading: str) -> str:
    first = next(iter(parse(heading).children), None)
    return heading_text(first, heading) if first else ""


def _following(document: Document, moved: dict[str, str], edits: Sequence[Edit]) -> list[Edit]:
    """Edits of the destinations that are exactly an old anchor, percent-encoded or not."""
    places = {(link.destination.start, link.destination.end) for link in document.links if link.destination}
    touched = [(start, end) for start, end in places for edit in edits if edit.start < end and start < edit.end]
    found = []
    for start, end in sorted(places.difference(touched)):
        written = document.text[start:end]
        new = moved.get(unquote(written[1:])) if written.startswith("#") else None
        if new:
            found.append(Edit(start + 1, end, new))
    return found
