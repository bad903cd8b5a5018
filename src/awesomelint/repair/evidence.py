"""What is known of damage: runs, readings, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from awesomelint.repair.codepages import Damage

Evidence = Literal["proven", "reference", "inferred", "ambiguous", "unreadable"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a damaged run may have said, and how likely that is (0 to 1)."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class DamagedRun:
    """A damaged stretch of the text and its readings, the likeliest first.

    There are no readings where nothing can be said.
    """

    start: int
    end: int
    evidence: Evidence
    readings: tuple[Reading, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class DamagedLine:
    """A line with damage: its place without the newline, the mistake, its runs in order.

    Before it is read, it has no runs.
    """

    start: int
    end: int
    damage: Damage
    runs: list[DamagedRun] = field(default_factory=list)
    unread: bool = False
    """Whether it was not read as a whole, since the text holds too much damage."""

    @property
    def proven(self) -> bool:
        """Whether every run of the line is mended for certain."""
        return bool(self.runs) and all(run.evidence in ("proven", "reference") for run in self.runs)

    def mended(self, text: str) -> str:
        """The line with every run read in its likeliest way.

        Runs that are ambiguous or unreadable stay.
        """
        parts, done = [], self.start
        for run in self.runs:
            known = run.evidence not in ("ambiguous", "unreadable")
            parts += [
                text[done : run.start],
                run.readings[0].text if known else text[run.start : run.end],
            ]
            done = run.end
        return "".join([*parts, text[done : self.end]])
