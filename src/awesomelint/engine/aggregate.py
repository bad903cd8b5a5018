"""Findings that speak for many fixes, and what is left of them without some of these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.curation.suppressions import SilencedPlaces
from awesomelint.engine.prover import Prover
from awesomelint.rules import aggregate_of, all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.curation.suppressions import Directive
    from awesomelint.model import Finding, Fix
    from awesomelint.rules import Active


def is_aggregate(rule_id: str) -> bool:
    """Whether one finding of the rule speaks for all its fixes."""
    rule = all_rules().get(rule_id)
    return rule is not None and rule.aggregate


def separated(
    found: list[Finding], document: Document, comments: list[Directive]
) -> Iterator[Finding]:
    """The findings, each aggregate one split into its suppressed fixes and the others."""
    silenced = SilencedPlaces(comments)
    for finding in found:
        rule = finding.rule
        silent = [fix for fix in finding.fixes if is_aggregate(rule) and silenced.hold(rule, fix)]
        if not silent:
            yield finding
            continue
        if rest := [fix for fix in finding.fixes if fix not in silent]:
            yield narrowed(finding, document, rest)
        span = next(one for one in comments if SilencedPlaces([one]).hold(rule, silent[0]))
        yield replace(narrowed(finding, document, silent), start=span.covers[0], end=span.covers[0])


def promised(finding: Finding, document: Document, active: Sequence[Active]) -> list[Finding]:
    """The finding of an aggregate rule with the fixes that can be proven, if there are any."""
    prover = Prover(active, document.path)
    kept = prover.provable(document, finding.rule, finding.fixes)
    if not kept:
        return []
    return [finding if kept == finding.fixes else narrowed(finding, document, kept)]


def narrowed(finding: Finding, document: Document, fixes: Sequence[Fix]) -> Finding:
    """The finding of an aggregate rule, speaking of `fixes` only."""
    one = aggregate_of(finding.rule)(document, fixes)
    return replace(finding, start=one.start, end=one.end, message=one.message, fixes=one.fixes)
