"""Which fixes a report may hand out to be made by others: those that `fix` could prove."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.engine.aggregate import is_aggregate
from awesomelint.engine.prover import Prover

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Edit, Finding, Fix
    from awesomelint.rules import Active

_BATCHES = 8
"""How often a rule's fixes are proven at most.

Of more fixes that touch each other, the later ones are left out.
"""


def with_proven_fixes(
    findings: Sequence[Finding], document: Document, active: Sequence[Active]
) -> list[Finding]:
    """`findings` without the fixes whose proof fails.

    The fixes of aggregate rules are proven already.
    """
    prover = Prover(active, document.path)
    by_rule: dict[str, list[Fix]] = defaultdict(list)
    for finding in findings:
        if not is_aggregate(finding.rule):
            by_rule[finding.rule] += [fix for fix in finding.fixes if fix.edits]
    proven: dict[str, dict[Edit, Fix]] = {}
    for rule, fixes in by_rule.items():
        kept = [fix for batch in _apart(fixes) for fix in prover.provable(document, rule, batch)]
        proven[rule] = {edit: fix for fix in kept for edit in fix.edits}
    return [_narrowed(finding, proven.get(finding.rule)) for finding in findings]


def _narrowed(finding: Finding, proven: dict[Edit, Fix] | None) -> Finding:
    """`finding` with those of its fixes that are proven, whole or in parts."""
    if proven is None or not finding.fixes:
        return finding
    edits = [edit for fix in finding.fixes for edit in fix.edits]
    kept = tuple(dict.fromkeys(proven[edit] for edit in edits if edit in proven))
    return finding if kept == finding.fixes else replace(finding, fixes=kept)


def _apart(fixes: Iterable[Fix]) -> list[list[Fix]]:
    """`fixes` in batches within which none touches another."""
    batches: list[list[Fix]] = []
    ends: list[int] = []
    for fix in sorted(fixes, key=lambda fix: fix.edits[0]):
        start = min(edit.start for edit in fix.edits)
        end = max(edit.end for edit in fix.edits)
        index = next((i for i, last in enumerate(ends) if last < start), len(batches))
        if index == _BATCHES:
            continue
        if index == len(batches):
            batches.append([])
            ends.append(end)
        batches[index].append(fix)
        ends[index] = end
    return batches
