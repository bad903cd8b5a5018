"""Lint and fix: the only two loops. Text goes in, results come out; no files, no globals."""

from awesomelint.engine.before import Before
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
from awesomelint.engine.lint import judge_before, lint, lint_bytes
from awesomelint.engine.offers import with_proven_fixes
from awesomelint.engine.prover import State
from awesomelint.outcome import Lint, Withheld

__all__ = [
    "PHASES",
    "Applied",
    "Before",
    "CycleError",
    "Fixed",
    "Fixer",
    "Lint",
    "State",
    "UnprovenError",
    "Withheld",
    "fix",
    "judge_before",
    "lint",
    "lint_bytes",
    "permit",
    "with_proven_fixes",
]
