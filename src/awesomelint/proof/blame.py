"""Which fixes of a refused pass to withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.proof.prove import prove
from awesomelint.proof.view import View
from awesomelint.source import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.proof.change import Claim, Refusal

TRIALS = 24
"""How many trial parses the search for culprits may cost."""


def blame(
    before: View, after: View, claims: Sequence[Claim], refusals: Sequence[Refusal] = ()
) -> set[int]:
    """The indexes of the claims to withdraw; never empty when the proof refuses.

    Claims that the refusals point at come first; among several, groups of them are tried alone, in
    halves.
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
    return _search(before, claims, suspects) or set(suspects[: (len(suspects) + 1) // 2])


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


def _search(before: View, claims: Sequence[Claim], suspects: list[int]) -> set[int]:
    """Culprits among `suspects`: those whose groups fail alone, halved while trials last."""
    culprits: set[int] = set()
    groups = [suspects[: len(suspects) // 2], suspects[len(suspects) // 2 :]]
    trials = TRIALS
    while groups:
        group = groups.pop(0)
        if trials and _holds(before, [claims[index] for index in group]):
            trials -= 1
            continue
        trials = max(trials - 1, 0)
        if len(group) == 1 or not trials:
            culprits.update(group)
        else:
            groups += [group[: len(group) // 2], group[len(group) // 2 :]]
    return culprits


def _holds(before: View, claims: Iterable[Claim]) -> bool:
    """Whether some claims are proven when they are applied alone."""
    from awesomelint.syntax import parse  # noqa: PLC0415 - only failed proofs parse

    chosen = list(claims)
    edits = [edit for claim in chosen for edit in claim.fix.edits]
    text = apply_edits(before.text, edits)
    after = View(text, parse(text))
    return not prove(before, after, chosen)
