"""Which fixes of a refused pass to withdraw."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.model import Edit
from awesomelint.proof.culprits import culprits
from awesomelint.proof.prove import prove
from awesomelint.proof.view import view
from awesomelint.source import apply_edits
from awesomelint.syntax import nodes
from awesomelint.text.lines import line_start, next_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.proof.change import Claim, Refusal
    from awesomelint.proof.culprits import Trial
    from awesomelint.proof.view import View

READ = 8
"""How many times as much as the text the trials of a search for culprits may read."""


def blame(
    before: View, after: View, claims: Sequence[Claim], refusals: Sequence[Refusal] = ()
) -> set[int]:
    """The indexes of the claims to withdraw; never empty when the proof refuses.

    Claims that the refusals point at come first; among several, groups of them are tried alone, in
    halves: with what stands around them, or with all of the text where that tells nothing.
    """
    refusals = refusals or prove(before, after, claims)
    if not refusals or not claims:
        return set()
    if known := {refusal.claim for refusal in refusals if refusal.claim >= 0}:
        return known
    near = sorted({index for refusal in refusals for index in _near(claims, refusal)})
    suspects = near or list(range(len(claims)))
    if len(suspects) == 1:
        return set(suspects)
    room = READ * len(before.text)

    def chosen(group: Sequence[int]) -> list[Claim]:
        return [claims[index] for index in group]

    found = culprits(suspects, lambda group: _window(before, chosen(group)), room) or culprits(
        suspects, lambda group: _whole(before, chosen(group)), room
    )
    return found or set(suspects[: (len(suspects) + 1) // 2])


def _near(claims: Sequence[Claim], refusal: Refusal) -> list[int]:
    """Claims with an edit in the refused blocks or the line before them."""
    return [
        index
        for index, claim in enumerate(claims)
        if any(
            edit.start <= refusal.block_end + 1 and edit.end >= refusal.block_start - 1
            for edit in claim.fix.edits
        )
    ]


def _whole(before: View, claims: list[Claim]) -> Trial:
    """Whether claims are proven when they are applied to all of the text."""
    edits = [edit for claim in claims for edit in claim.fix.edits]
    text = apply_edits(before.text, edits)
    return not prove(before, view(text), claims), len(text)


def _window(before: View, claims: list[Claim]) -> Trial:
    """Whether claims are proven when they are applied only to the text around them.

    That is the blocks, or items of a list, that they touch, one more to each side, and all
    definitions: whether a fix does what it says seldom depends on anything else.
    """
    edits = [edit for claim in claims for edit in claim.fix.edits]
    start, end = _around(before, min(edits).start, max(edit.end for edit in edits))
    if (start, end) == (0, len(before.text)):
        return _whole(before, claims)
    defined = [
        before.text[node.start : node.end]
        for node in before.root.children
        if isinstance(node, nodes.Definition | nodes.FootnoteDefinition)
        and not start <= node.start < end
    ]
    text = "\n\n".join([before.text[start:end], *defined])
    holds, size = _whole(view(text), [_moved(claim, start) for claim in claims])
    return holds, len(text) + size


def _around(before: View, start: int, end: int) -> tuple[int, int]:
    """The lines of the blocks that touch `start:end`, and of one more to each side.

    In a list, only its items count.
    """
    begin, stop = 0, len(before.text)
    blocks: Sequence[nodes.Node] = before.root.children
    for _ in range(2):
        first = bisect_left(blocks, start, key=lambda node: node.end)
        last = bisect_right(blocks, end, key=lambda node: node.start)
        if first:
            begin = line_start(before.text, blocks[first - 1].start)
        if last < len(blocks):
            stop = next_line(before.text, blocks[last].end)
        if last - first != 1 or not isinstance(blocks[first], nodes.List):
            break
        blocks = blocks[first].children
    return begin, stop


def _moved(claim: Claim, start: int) -> Claim:
    """The claim in a text that begins at `start`."""
    edits = tuple(Edit(edit.start - start, edit.end - start, edit.text) for edit in claim.fix.edits)
    return claim._replace(fix=replace(claim.fix, edits=edits, parts=()))
