"""Which findings are not reported: those that comments silence, and those about damaged text."""

from __future__ import annotations

from collections import defaultdict
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.curation.suppressions import Directive
    from awesomelint.model import Finding
    from awesomelint.rules import Active


def silencers(findings: Iterable[Finding], found: Sequence[Directive]) -> dict[int, Directive]:
    """The directive that silences each finding, by the finding's `id`.

    If several do, it is the first in the file.
    """
    if not found:
        return {}
    # by rule: where a directive starts to hold, and which
    waiting: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, directive in enumerate(found):
        for rule in directive.rules:
            waiting[rule].append((directive.covers[0], index))
    for held in waiting.values():
        held.sort(reverse=True)
    open_: dict[str, list[int]] = defaultdict(list)  # by rule: a heap of the directives that hold
    silenced: dict[int, Directive] = {}
    for finding in sorted(findings, key=lambda one: one.start):
        coming = waiting.get(finding.rule, [])
        heap = open_[finding.rule]
        while coming and coming[-1][0] <= finding.start:
            heappush(heap, coming.pop()[1])
        while heap and found[heap[0]].covers[1] <= finding.start:
            heappop(heap)
        if heap:
            silenced[id(finding)] = found[heap[0]]
    return silenced


def unmuted(found: list[Finding], active: Sequence[Active]) -> list[Finding]:
    """Without what other rules say of damaged runs: they speak when the damage is mended."""
    muting = {one.rule.id for one in active if one.rule.mutes}
    unmutable = muting | {one.rule.id for one in active if one.rule.aggregate}
    runs = Spans(
        (run.start, run.end) for finding in found if finding.rule in muting for run in finding.runs
    )
    if not runs:
        return found
    return [
        finding
        for finding in found
        if finding.rule in unmutable or not runs.meet(finding.start, finding.end)
    ]
