"""Whether the fixes of one pass do what they declare, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.proof.change import Refusal
from awesomelint.proof.layout import layout_alone
from awesomelint.proof.window import equal_around
from awesomelint.source import apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.proof.change import Claim
    from awesomelint.proof.view import View


def prove(before: View, after: View, claims: Sequence[Claim]) -> list[Refusal]:
    """Why `after`, which is `before` with the edits of all `claims`, is not what they declare.

    Empty when proven. The fixes of a pass are proven together: each may have effects of its own,
    and whatever none covers is equal.
    """
    edits = [edit for claim in claims for edit in claim.fix.edits]
    if apply_edits(before.text, edits) != after.text:
        return [Refusal("the text is not what the edits make", 0, len(before.text))]
    if all(claim.fix.effects == ("layout",) for claim in claims):
        return [] if equal_around(before, after, edits) else list(layout_alone(before, after))
    from awesomelint.proof.effects import refusals  # noqa: PLC0415 - layout needs none of it

    return refusals(before, after, claims)
