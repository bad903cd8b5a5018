"""Fixes with effects beside layout: which edit has which, and what none of them covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.proof.change import Change
from awesomelint.proof.compare import compare
from awesomelint.proof.entries import keeps_entries, mask_entries, named_places, writes_links
from awesomelint.proof.layout import laid_out, rearranges
from awesomelint.proof.links import redirects
from awesomelint.proof.markup import expected, hole_kept, only_delimiters, replaced
from awesomelint.proof.prune import Mask, prune
from awesomelint.proof.region import keep_regions
from awesomelint.proof.repair import keep_structure, leaf_blocks, repairs
from awesomelint.proof.slugs import moved_slugs
from awesomelint.proof.text import rewrites_text
from awesomelint.proof.witness import agreed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.model import Effect
    from awesomelint.proof.change import Claim, PlacedEdit, Refusal
    from awesomelint.proof.view import View
    from awesomelint.syntax import nodes


def refusals(before: View, after: View, claims: Sequence[Claim]) -> list[Refusal]:
    """Why `after` is not what `claims` make of `before`; the edits are those that they name."""
    change = Change(before, after, claims)
    return list(_classify(change)) or list(_whole(change))


def _classify(change: Change) -> Iterator[Refusal]:
    """Settle which of its fix's effects every edit has; refuse those that have none."""
    for place in change.places:
        claim = change.claims[place.claim]
        place.effect = next(
            (effect for effect in claim.fix.effects if _fits(change, place, effect)), None
        )
    for index, (claim, places) in enumerate(zip(change.claims, change.by_claim(), strict=True)):
        loose = [place for place in places if place.effect is None]
        if claim.fix.shows and not writes_links(change, places, claim.fix.shows, claim.fix.expects):
            reason = "the new link is not the declared text and destination alone"
            yield change.refuse(reason, places[0].old.start, places[-1].old.end, index)
        if not loose:
            continue
        if "markup" in claim.fix.effects and only_delimiters(change, loose):
            for place in loose:
                place.effect = "markup"
            if not expected(change, loose, claim.fix.expects):
                yield change.refuse(
                    "links do not end up as declared", loose[0].old.start, loose[-1].old.end, index
                )
        else:
            reason = f"an edit is not of the kind {' or '.join(claim.fix.effects)}"
            yield change.refuse(reason, loose[0].old.start, loose[0].old.end, index)


def _fits(change: Change, place: PlacedEdit, effect: Effect) -> bool:
    match effect:
        case "text":
            return rewrites_text(change, place)
        case "links":
            return redirects(change, place)
        case "repair":
            return repairs(change, place)
        case "layout":
            return rearranges(change, place)
        case "entries" | "region":
            return True
        case "markup" | "bytes":
            return False


def _whole(change: Change) -> Iterator[Refusal]:
    """Compare everything that no edit covers."""
    old, new = Mask(), Mask()
    yield from _mask(change, old, new)
    left = prune(change.before.text, change.before.stream, old)
    right = prune(change.after.text, change.after.stream, new)
    yield from compare(change, left, right)
    yield from moved_slugs(change, old, new)
    yield from keep_structure(change)
    effects = {place.effect for place in change.places}
    if "layout" in effects:
        yield from laid_out(change)
    elif not agreed(change, effects):
        first, last = change.places[0].old, change.places[-1].old
        yield change.refuse(
            "GitHub's parser sees other links or blocks afterwards (html)", first.start, last.end
        )


def _mask(change: Change, old: Mask, new: Mask) -> Iterator[Refusal]:
    """Find what the edits cover, and prove what lies inside."""
    rewritten = [place for place in named_places(change) if mask_entries(change, place, old, new)]
    yield from _moves(change)
    yield from keep_regions(change, old, new)
    yield from _holes(change, rewritten, old, new)
    yield from _holes(change, change.chosen(frozenset({"markup"})), old, new)
    for place in change.chosen(frozenset({"repair"})):
        for node in leaf_blocks(change.before.root, place.old.start, place.old.end):
            old.empty(node)
            for successor in _successors(change, node):
                new.empty(successor)


def _successors(change: Change, node: nodes.Node) -> list[nodes.Node]:
    """The span afterwards of a block of the text before.

    It is right also where the last characters of the block are blanks now.
    """
    start, end = change.moved(node.start), change.moved(node.end, late=True)
    blocks = leaf_blocks(change.after.root, start, end)
    return [block for block in blocks if block.end > start or start == end]


def _moves(change: Change) -> Iterator[Refusal]:
    """Entries that a fix moves are the same entries afterwards."""
    for index, (claim, places) in enumerate(zip(change.claims, change.by_claim(), strict=True)):
        if claim.fix.moves and not keeps_entries(change, places):
            yield change.refuse(
                "entries changed while they moved", places[0].old.start, places[-1].old.end, index
            )


def _holes(change: Change, places: Sequence[PlacedEdit], old: Mask, new: Mask) -> Iterator[Refusal]:
    """Leave out the blocks that edits of markup touch, once they are proven to be kept."""
    by_block: dict[int, tuple[nodes.Node, list[PlacedEdit]]] = {}
    for place in places:
        for node in leaf_blocks(change.before.root, place.old.start, place.old.end):
            by_block.setdefault(id(node), (node, []))[1].append(place)
    for node, inside in by_block.values():
        successors = _successors(change, node)
        if reason := hole_kept(change, [node], successors, inside):
            alone = {place.claim for place in inside}
            yield change.refuse(
                reason, node.start, node.end, alone.pop() if len(alone) == 1 else -1
            )
        gone, come = replaced(change, node, successors, inside)
        for mask, whole, blocks in ((old, gone, [node]), (new, come, successors)):
            for one in whole:
                mask.remove(one)
            for one in blocks:
                if id(one) not in mask.removed:
                    mask.empty(one)
