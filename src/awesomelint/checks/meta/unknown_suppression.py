"""Suppression comments that silence nothing since they name no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.suppressions import KINDS
from awesomelint.model import Finding
from awesomelint.rules import all_rules, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.suppressions import Directive, Suppressions


def check(suppressions: Suppressions) -> Iterator[Finding]:
    """Yield a finding for each comment of unknown kind or without a rule, and for each unknown rule in one."""
    for comment in suppressions.comments:
        for message, key in _faults(comment):
            yield Finding(comment.start, comment.end, message, key=key)


def _faults(comment: Directive) -> Iterator[tuple[str, str]]:
    if comment.kind not in KINDS:
        hint = nearest(comment.kind, list(KINDS)) or f"; there are {', '.join(KINDS)}"
        yield f"there is no suppression comment {comment.kind!r}{hint}", comment.kind
    elif not comment.rules and comment.kind != "enable":
        yield f"awesomelint-{comment.kind} must name the rules to suppress", comment.kind
    for rule in comment.rules:
        if rule not in all_rules():
            yield f"there is no rule {rule!r}{nearest(rule, list(all_rules()))}", rule
