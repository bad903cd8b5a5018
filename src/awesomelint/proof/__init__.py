"""Proof that a fix does what it says, and no more."""

from awesomelint.proof.change import Claim, Refusal
from awesomelint.proof.difference import Difference, diff
from awesomelint.proof.prove import prove
from awesomelint.proof.residue import residue
from awesomelint.proof.view import View, view

__all__ = [
    "Claim",
    "Difference",
    "Refusal",
    "View",
    "diff",
    "prove",
    "residue",
    "view",
]
