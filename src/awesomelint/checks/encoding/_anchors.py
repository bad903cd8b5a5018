"""A heading that is mended gets another anchor: the links of the file that lead to it follow in the same fix."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.curation.slugs import Slugs, heading_text, slug
from awesomelint.model import Edit, Fix, Span
from awesomelint.source import apply_edits
from awesomelint.syntax import nodes, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation import Document, Section
    from awesomelint.model import Safety


def repairing(document: Document, edits: Sequence[Edit], safety: Safety, description: str) -> Fix:
    """A fix that makes `edits` on characters, and keeps the links that lead to the headings among them alive."""
    moved = {
        old: new for section in document.sections for old, new in _moved(document, section, edits)
    }
    if not moved:
        return Fix(tuple(edits), safety, ("repair",), description)
    following = _following(document, moved, edits)
    described = (
        f"{description}; {', '.join(f'#{old} becomes #{new}' for old, new in moved.items())}"
    )
    return Fix(
        (*edits, *following), safety, ("repair", "links") if following else ("repair",), described
    )


def led_to(document: Document) -> set[tuple[int, int]]:
    """Where links name the anchor that a heading has now: that text was made from the heading, and follows it."""
    slugs = {section.slug for section in document.sections if section.slug}
    return {
        place for anchor, places in _links(document).items() if anchor in slugs for place in places
    }


def _links(document: Document) -> dict[str, list[tuple[int, int]]]:
    """The destinations in this file, by the anchors that they name."""
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end in sorted(
        {
            (link.destination.start, link.destination.end)
            for link in document.links
            if link.destination
        }
    ):
        if document.text.startswith("#", start):
            found.setdefault(unquote(document.text[start + 1 : end]), []).append((start, end))
    return found


def following(document: Document, fixes: Sequence[Fix]) -> list[Fix]:
    """The `fixes` of characters, which may be made together, each with the links that lead to its headings.

    Anchors of several damaged headings may be alike but for their numbers, so all are made anew
    together: those of safe fixes as if only these were made.
    """
    safe = _renamed(document, [fix for fix in fixes if fix.safety == "safe"])
    every = _renamed(document, fixes)
    if not every:
        return list(fixes)
    links = _links(document)
    return [_led(fix, safe if fix.safety == "safe" else every, links) for fix in fixes]


def _renamed(document: Document, fixes: Sequence[Fix]) -> dict[Span, tuple[str, str]]:
    """The anchors before and after of the headings that `fixes` change, by their places."""
    edits = sorted(edit for fix in fixes for edit in fix.edits)
    before, after = Slugs(), Slugs()
    found: dict[Span, tuple[str, str]] = {}
    for section in document.sections:
        if section.kind != "heading" or section.node is None:
            continue
        title, now = _titles(document, section, edits)
        old, new = before.of(title), after.of(now)
        if title != now and old == section.slug and old != new:
            found[Span(section.node.start, section.node.end)] = old, new
    return found


def _titles(document: Document, section: Section, edits: Sequence[Edit]) -> tuple[str, str]:
    """What the anchor of `section` is made from, before and after."""
    node = section.node
    if not isinstance(node, nodes.Heading):
        return section.title, section.title
    title = heading_text(node, document.text)
    first, last = (bisect_left(edits, Edit(at, 0, "")) for at in (node.start, node.end))
    if first == last or _title(document.text[node.start : node.end]).strip() != title.strip():
        return title, title
    shifted = [
        Edit(edit.start - node.start, edit.end - node.start, edit.text)
        for edit in edits[first:last]
    ]
    return title, _title(apply_edits(document.text[node.start : node.end], shifted))


def _led(
    fix: Fix, renamed: dict[Span, tuple[str, str]], links: dict[str, list[tuple[int, int]]]
) -> Fix:
    """`fix` with the links to the headings it changes."""
    spans = list(renamed)
    before = sorted(
        {bisect_right(spans, Span(edit.start, edit.end)) - 1 for edit in fix.edits} - {-1}
    )
    moved = dict(renamed[spans[at]] for at in before if spans[at].end > fix.edits[0].start)
    led = [
        Edit(start + 1, end, new) for old, new in moved.items() for start, end in links.get(old, ())
    ]
    if not led or any(
        edit.start < one.end and one.start < edit.end for edit in fix.edits for one in led
    ):
        return fix
    described = (
        f"{fix.description}; {', '.join(f'#{old} becomes #{new}' for old, new in moved.items())}"
    )
    return replace(
        fix, edits=(*fix.edits, *led), effects=(*fix.effects, "links"), description=described
    )


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
    places = {
        (link.destination.start, link.destination.end)
        for link in document.links
        if link.destination
    }
    touched = [
        (start, end)
        for start, end in places
        for edit in edits
        if edit.start < end and start < edit.end
    ]
    found = []
    for start, end in sorted(places.difference(touched)):
        written = document.text[start:end]
        new = moved.get(unquote(written[1:])) if written.startswith("#") else None
        if new:
            found.append(Edit(start + 1, end, new))
    return found
