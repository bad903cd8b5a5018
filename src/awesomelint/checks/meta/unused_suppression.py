"""Suppression comments whose rules have nothing to silence any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Edit, Finding, Fix
from awesomelint.rules import all_rules
from awesomelint.text.lines import line_start, next_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.suppressions import Directive, Suppressions


def check(suppressions: Suppressions) -> Iterator[Finding]:
    """Yield a finding for each comment whose rules ran and found nothing where it applies."""
    for comment in suppressions.comments:
        if comment.kind == "enable":
            continue
        idle = [
            rule
            for rule in comment.rules
            if rule in suppressions.ran and rule not in comment.used and _judged(rule)
        ]
        if idle:
            names = ", ".join(idle)
            yield Finding(
                comment.start,
                comment.end,
                f"{names} {'report' if len(idle) > 1 else 'reports'} nothing here; "
                "delete the comment",
                fixes=_fixes(suppressions.document.text, comment, idle),
                key=names,
            )


def _judged(rule: str) -> bool:
    """An aggregate rule judges the file, so whether it was silenced in one place cannot be told."""
    return not (rule in all_rules() and all_rules()[rule].aggregate)


def _fixes(text: str, comment: Directive, idle: Sequence[str]) -> tuple[Fix, ...]:
    """The fix that deletes the comment's line, if nothing else is on it.

    A comment that still silences something is left to its author.
    """
    still_used = len(idle) < len(comment.rules)
    if comment.kind == "disable" or still_used:
        return ()
    start, end = line_start(text, comment.start), next_line(text, comment.end)
    before, after = text[start : comment.start], text[comment.end : end]
    if before.strip() or after.strip():
        return ()
    if start > 1 and text.startswith("\n\n", start - 2) and text.startswith("\n", end):
        end += 1  # the blank line before it parts its neighbours well enough
    edit = Edit(start, end, "")
    return (Fix((edit,), "safe", ("layout", "entries"), "Delete the comment"),)
