"""Lint and fix: the only two loops. Text goes in, results come out; no files, no globals."""

from awesomelint.engine.fix import (
    PHASES,
    Applied,
    CycleError,
    Fixed,
    Fixer,
    UnprovenError,
    fix,
    permit,
)
from awesomelint.engine.lint import Lint, lint, lint_bytes
from awesomelint.engine.prover import State, Withheld

__all__ = [
    "PHASES",
    "Applied",
    "CycleError",
    "Fixed",
    "Fixer",
    "Lint",
    "State",
    "UnprovenError",
    "Withheld",
    "fix",
    "lint",
    "lint_bytes",
    "permit",
]
