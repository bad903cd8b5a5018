"""Links to headings in the same file follow when a fix mends the heading's text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from awesomelint.curation.slugs import Slugs, heading_text
from awesomelint.model import Edit
from awesomelint.source import apply_edits
from awesomelint.syntax import nodes, parse
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.curation import Document, Section
    from awesomelint.model import Finding, Fix

Place = tuple[int, int]
"""Start and end of a destination."""


def with_anchors(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The `findings` of a rule that mends characters, with links to mended headings in each fix.

    Several headings may have the same anchor but for its number, so the anchors are computed for
    all fixes together; for a safe fix, as if only the safe ones were made.
    """
    findings = list(findings)
    fixes = [fix for finding in findings for fix in finding.fixes]
    every = _renamed(document, fixes)
    if not every:
        yield from findings
        return
    safe = _renamed(document, [fix for fix in fixes if fix.safety == "safe"])
    links = _links(document)
    for finding in findings:
        followed = [
            _followed(fix, safe if fix.safety == "safe" else every, links) for fix in finding.fixes
        ]
        yield replace(finding, fixes=tuple(followed))


def led_to(document: Document) -> set[Place]:
    """The destinations that name the present anchor of a heading, which repeat its text."""
    slugs = {section.slug for section in document.sections if section.slug}
    return {
        place for anchor, places in _links(document).items() if anchor in slugs for place in places
    }


def _links(document: Document) -> dict[str, list[Place]]:
    """The destinations in this file, by the anchors that they name."""
    places = {
        (link.destination.start, link.destination.end)
        for link in document.links
        if link.destination
    }
    by_anchor: dict[str, list[Place]] = {}
    for start, end in sorted(places):
        if document.text.startswith("#", start):
            anchor = unquote(document.text[start + 1 : end])
            by_anchor.setdefault(anchor, []).append((start, end))
    return by_anchor


class _Renamed(NamedTuple):
    """A heading that gets another anchor."""

    start: int
    end: int
    old: str
    new: str


def _renamed(document: Document, fixes: Sequence[Fix]) -> list[_Renamed]:
    """The headings whose anchors change if all `fixes` are made, in order."""
    edits = sorted(edit for fix in fixes for edit in fix.edits)
    edited = Spans((edit.start, max(edit.end, edit.start + 1)) for edit in edits)
    headings = [
        (section, section.node) for section in document.sections if section.node is not None
    ]
    if not any(edited.meet(node.start, node.end) for _, node in headings):
        return []
    before, after = Slugs(), Slugs()
    renamed: list[_Renamed] = []
    for section, node in headings:
        if section.kind != "heading":
            continue
        title, mended = _titles(document, section, edits)
        old = before.of(title)
        new = after.of(mended)
        is_own = title != mended and old == section.slug
        if is_own and old != new:
            renamed.append(_Renamed(node.start, node.end, old, new))
    return renamed


def _titles(document: Document, section: Section, edits: Sequence[Edit]) -> tuple[str, str]:
    """What the anchor of `section` is made from, before and after."""
    node = section.node
    if not isinstance(node, nodes.Heading):
        return section.title, section.title
    title = heading_text(node, document.text)
    first = bisect_left(edits, Edit(node.start, 0, ""))
    last = bisect_left(edits, Edit(node.end, 0, ""))
    if first == last:
        return title, title
    source = document.text[node.start : node.end]
    if _title(source).strip() != title.strip():
        return title, title  # the heading reads otherwise when it stands alone
    own = [
        Edit(edit.start - node.start, edit.end - node.start, edit.text)
        for edit in edits[first:last]
    ]
    return title, _title(apply_edits(source, own))


def _title(heading: str) -> str:
    """What the anchor of a heading is made from, by its source alone."""
    blocks = parse(heading).children
    if not blocks:
        return ""
    return heading_text(blocks[0], heading)


def _followed(fix: Fix, renamed: Sequence[_Renamed], links: dict[str, list[Place]]) -> Fix:
    """`fix` with the links to the headings it changes, unless it changes one of these itself."""
    starts = [heading.start for heading in renamed]
    indices = sorted({bisect_right(starts, edit.start) - 1 for edit in fix.edits} - {-1})
    headings = [renamed[index] for index in indices if renamed[index].end > fix.edits[0].start]
    moved = {heading.old: heading.new for heading in headings}
    retargets = [
        Edit(start + 1, end, new) for old, new in moved.items() for start, end in links.get(old, ())
    ]
    own = Spans((edit.start, edit.end) for edit in fix.edits)
    if not retargets or any(own.meet(edit.start, edit.end) for edit in retargets):
        return fix
    changes = ", ".join(f"#{old} becomes #{new}" for old, new in moved.items())
    return replace(
        fix,
        edits=(*fix.edits, *retargets),
        effects=(*fix.effects, "links"),
        description=f"{fix.description}; {changes}",
    )
