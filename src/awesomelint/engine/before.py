"""A list as it was before a change: what it excuses in the text that the change ends in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from awesomelint.engine.aggregate import is_aggregate, narrowed
from awesomelint.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.engine.surplus import Base
    from awesomelint.model import Finding, Fix


class Before:
    """The base of a change, judged when it is needed.

    `judge` returns what the given rules find in `document`. It is called with the rules that find
    something in the head, since only these have anything to excuse.
    """

    def __init__(self, document: Document, judge: Callable[[frozenset[str]], Base]) -> None:
        self.document = document
        self._judge = judge
        self._known: dict[frozenset[str], Base] = {}

    def added(self, head: Document, findings: Sequence[Finding]) -> list[Finding]:
        """Those of `findings` that the change to `head` brings.

        A finding that speaks for many fixes keeps those of blocks with added lines.
        """
        layout = [finding for finding in findings if _is_aggregate(finding)]
        faults = [finding for finding in findings if not _is_aggregate(finding)]
        return [*self._surplus(head, faults), *self._laid_out(head, layout)]

    def _surplus(self, head: Document, findings: Sequence[Finding]) -> Sequence[Finding]:
        if not findings:
            return ()
        from awesomelint.engine.surplus import surplus  # noqa: PLC0415 - a clean list needs none

        return surplus(head, findings, self._base({finding.rule for finding in findings}))

    def _laid_out(self, head: Document, findings: Sequence[Finding]) -> Iterator[Finding]:
        if not findings:
            return
        from awesomelint.engine.added_lines import AddedLines  # noqa: PLC0415 - the same

        for finding in findings:
            added = AddedLines(self.document, head, partial(self._fixes, finding.rule))
            if fixes := added.cut(finding.fixes):
                yield narrowed(finding, head, fixes)

    def _fixes(self, rule: str) -> list[Fix]:
        """The fixes that an aggregate rule has for the base."""
        return [fix for finding in self._base({rule}).findings for fix in finding.fixes]

    def _base(self, rules: set[str]) -> Base:
        """What `rules` find in the base, and what the others of their families do."""
        cards = all_rules()
        families = {cards[rule].family for rule in rules if rule in cards} - {""}
        wanted = frozenset(rules | {card.id for card in cards.values() if card.family in families})
        if wanted not in self._known:
            self._known[wanted] = self._judge(wanted)
        return self._known[wanted]


def _is_aggregate(finding: Finding) -> bool:
    return bool(finding.fixes) and is_aggregate(finding.rule)
