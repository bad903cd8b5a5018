"""Anchors of headings: a function of their texts, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.proof.change import Change, Refusal
    from awesomelint.proof.prune import Mask
    from awesomelint.proof.view import View

_DROPPED = re.compile(r"[^\w\- ]")
_ID = re.compile(r"""\b(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE)


def slugs(view: View) -> list[tuple[nodes.Heading, str]]:
    """Every heading with its anchor, as GitHub makes it."""
    found: list[tuple[nodes.Heading, str]] = []
    taken: dict[str, int] = {}
    for node in view.root.walk():
        if not isinstance(node, nodes.Heading):
            continue
        base = _DROPPED.sub("", nodes.plain(node, view.text).strip().lower()).replace(" ", "-")
        slug = base
        while slug in taken:
            taken[base] += 1
            slug = f"{base}-{taken[base]}"
        taken[slug] = 0
        found.append((node, slug))
    return found


def anchors(view: View) -> set[str]:
    """Every fragment that a link in this text may point to."""
    found = {slug for _, slug in slugs(view)} | {"", "top"}
    for node in view.root.walk():
        if isinstance(node, nodes.Html | nodes.HtmlBlock):
            for match in _ID.finditer(view.text, node.start, node.end):
                name = next(group for group in match.groups() if group is not None)
                found |= {name, f"user-content-{name}"}
    return found


def leads(url: str, known: set[str]) -> bool:
    """Whether `url` is no fragment, or one of `known`, percent-encoded or not."""
    fragment = url.removeprefix("#")
    return fragment == url or fragment in known or unquote(fragment).lower() in known or unquote(fragment) in known


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
        if slug != now and not any(node.start <= span.end and span.start <= node.end for span in risky):
            yield change.refuse(f"the anchor #{slug} became #{now}", node.start, node.end)


def _masked(node: nodes.Node, mask: Mask) -> bool:
    if id(node) in mask.removed or id(node) in mask.emptied:
        return True
    return any(held.start <= node.start and node.end <= held.end for held in mask.removed.values())
