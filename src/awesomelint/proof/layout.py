"""The proof of `layout`: no view of the text differs, whatever white space and markers do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.proof.change import Refusal
from awesomelint.proof.difference import diff
from awesomelint.proof.html import folded, render
from awesomelint.proof.residue import cut, residue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.model import Span
    from awesomelint.proof.change import Change, PlacedEdit
    from awesomelint.proof.view import View


def layout_alone(before: View, after: View) -> Iterator[Refusal]:
    """Where two texts differ in more than layout."""
    for found in diff(before, after):
        yield Refusal(f"{found.message} ({found.view})", found.start, found.end)


def rearranges(change: Change, place: PlacedEdit) -> bool:
    """Whether this edit changes white space and markers alone.

    A fix with no other effect is proven by its views.
    """
    if change.claims[place.claim].fix.effects == ("layout",):
        return True
    old = change.before.text[place.old.start : place.old.end]
    return residue(old) == residue(place.edit.text)


def laid_out(change: Change) -> Iterator[Refusal]:
    """Layout beside other effects: residue and HTML are equal once all other edits are cut out."""
    others = [place for place in change.places if place.effect != "layout"]
    old, new = [place.old for place in others], [place.new for place in others]
    first, *_, last = [place for place in change.places if place.effect == "layout"] * 2
    if _residue(change.before, old) != _residue(change.after, new):
        yield change.refuse("characters changed (residue)", first.old.start, last.old.end)
    left, right = (
        render(cut(view.text, spans)) for view, spans in ((change.before, old), (change.after, new))
    )
    if left != right and folded(left) != folded(right):
        yield change.refuse(
            "GitHub's parser renders this differently (html)", first.old.start, last.old.end
        )


def _residue(view: View, spans: list[Span]) -> bytes:
    return residue(view.text, sorted([*view.stream.numbers, *spans]))
