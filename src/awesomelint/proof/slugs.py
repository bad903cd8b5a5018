"""Anchors of headings: a function of their texts, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.slugs import Slugs, heading_text
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.proof.change import Change, Refusal
    from awesomelint.proof.prune import Mask
    from awesomelint.proof.view import View


def slugs(view: View) -> list[tuple[nodes.Heading, str]]:
    """Every heading with its anchor, as GitHub makes it."""
    made = Slugs()
    found: list[tuple[nodes.Heading, str]] = []
    for node in view.root.walk():
        if isinstance(node, nodes.Heading):
            title = heading_text(node, view.text)
            found.append((node, made.of(title)))
    return found


def moved_slugs(change: Change, old: Mask, new: Mask) -> Iterator[Refusal]:
    """Headings whose anchors changed although no fix that may change them touches them."""
    left = [(node, slug) for node, slug in slugs(change.before) if not _masked(node, old)]
    right = [slug for node, slug in slugs(change.after) if not _masked(node, new)]
    if len(left) != len(right):
        return
    risky = [
        place.old
        for place in change.places
        if place.effect == "text" and change.claims[place.claim].fix.safety != "safe"
    ]
    for (node, slug), now in zip(left, right, strict=True):
        if slug != now and not any(
            node.start <= span.end and span.start <= node.end for span in risky
        ):
            yield change.refuse(f"the anchor #{slug} became #{now}", node.start, node.end)


def _masked(node: nodes.Node, mask: Mask) -> bool:
    if id(node) in mask.removed or id(node) in mask.emptied:
        return True
    removed = mask.removed.values()
    return any(one.start <= node.start and node.end <= one.end for one in removed)
