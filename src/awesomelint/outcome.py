"""What judging a file comes to, told without the judges: reports and caches need no parser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.rules import all_rules

if TYPE_CHECKING:
    from awesomelint.model import Finding


class Key(NamedTuple):
    """A fault: by which rule, in what, and which one of those that the rule may find there."""

    rule: str
    anchor: str
    detail: str

    def __str__(self) -> str:
        """`rule|anchor|detail`."""
        return f"{self.rule}|{self.anchor}|{self.detail}"

    def kin(self) -> Key:
        """The key under which faults are compared: the rules of a family are one.

        A pair of entries is reported by the first rule of a family that fits, which depends on how
        close the two stand. After a move, another rule of the family may report it.
        """
        rule = all_rules().get(self.rule)
        return self._replace(rule=rule.family) if rule and rule.family else self


@dataclass(slots=True, eq=False, repr=False)
class Lint:
    """What a file's rules found.

    `not_run` says what each rule that could not run lacked. `suppressed` are the findings that
    comments silence, `off` those whose level is off, `accepted` those that a baseline excuses, and
    `stale` the keys of the baseline without a finding.
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
