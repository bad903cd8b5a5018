"""What judging a file comes to, told without the judges: reports and caches need no parser."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from awesomelint.rules import all_rules

if TYPE_CHECKING:
    from awesomelint.model import Finding


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A fault: by which rule, in what, and which one of those that the rule may find there."""

    rule: str
    anchor: str
    detail: str

    def __str__(self) -> str:
        """`rule|anchor|detail`."""
        return f"{self.rule}|{self.anchor}|{self.detail}"

    def kin(self) -> Key:
        """The key under which faults are compared: the rules of a family are one.

        One pair of entries is told by the first rule of theirs that fits, which depends on how close
        the two stand: a finding of one of them is the finding of another one after a move.
        """
        rule = all_rules().get(self.rule)
        return replace(self, rule=rule.family) if rule and rule.family else self


@dataclass(slots=True)
class Lint:
    """What a file's rules found.

    `not_run` tells what each idle rule lacked; `suppressed` what comments silenced; `off` what is not
    reported since its level is off; `accepted` what a baseline excuses, and `stale` what it excuses
    in vain.
    """

    findings: list[Finding] = field(default_factory=list)
    suppressed: list[Finding] = field(default_factory=list)
    off: list[Finding] = field(default_factory=list)
    accepted: list[Finding] = field(default_factory=list)
    stale: list[Key] = field(default_factory=list)
    not_run: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A fix that was not made since its proof failed, and why."""

    rule: str
    line: int
    description: str
    reason: str
