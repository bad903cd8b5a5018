"""Lint and fix: the only two loops. Text goes in, results come out; no files, no globals."""

from awesomelint.engine.fix import (
    PHASES,
    Applied,
    CycleError,
    Fixed,
    Lint,
    Mender,
    State,
    UnprovenError,
    Withheld,
    fix,
    lint,
    lint_bytes,
    permit,
)

__all__ = [
    "PHASES",
    "Applied",
    "CycleError",
    "Fixed",
    "Lint",
    "Mender",
    "State",
    "UnprovenError",
    "Withheld",
    "fix",
    "lint",
    "lint_bytes",
    "permit",
]
