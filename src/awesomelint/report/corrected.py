"""The lines that a finding's fix makes, ready to be copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesomelint.report.select import safe_fixes, span
from awesomelint.source import apply_edits
from awesomelint.text.lines import line_end, line_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.model import Edit, Finding

LINES = 6
LENGTH = 2000
"""What is longer is no line to copy."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Whole lines from `start` on, and what should stand there: no text if they should go."""

    start: int
    text: str
    safe: bool


class Corrections:
    """Corrected lines of one file.

    A line with several safe fixes is shown once, with all of them made.
    """

    def __init__(self, text: str, findings: Iterable[Finding]) -> None:
        self._text = text
        fixes = [fix for finding in findings for fix in safe_fixes(finding) if fix.edits]
        self._safe = sorted((*span(fix.edits), fix.edits) for fix in fixes)

    def of(self, finding: Finding) -> Corrected | None:
        """What its safe fix makes of its lines, else its unsafe fix or its first candidate."""
        safe = safe_fixes(finding)
        if safe and safe[0].edits:
            return self._made(safe[0].edits, safe=True)
        if finding.fixes and finding.fixes[0].edits:
            return self._made(finding.fixes[0].edits, safe=False)
        if finding.candidates and finding.candidates[0].edits:
            return self._made(finding.candidates[0].edits, safe=False)
        return None

    def _made(self, edits: Sequence[Edit], *, safe: bool) -> Corrected | None:
        start, end = self._lines(*span(edits))
        if end - start > LENGTH or self._text.count("\n", start, end) > LINES:
            return None
        made = self._all(start, end) if safe else edits
        shifted = [_shifted(edit, -start) for edit in made]
        new = apply_edits(self._text[start:end], shifted).removesuffix("\n")
        if len(new) > LENGTH or new.count("\n") >= LINES:
            return None
        return Corrected(start, new, safe)

    def _lines(self, start: int, end: int) -> tuple[int, int]:
        """The whole lines that hold this, with their last newline if it is a part of it."""
        whole = end > start and self._text[end - 1] == "\n"
        return line_start(self._text, start), end if whole else line_end(self._text, end)

    def _all(self, start: int, end: int) -> list[Edit]:
        """The edits of all safe fixes within these lines; of two that touch, those of the first."""
        made: list[Edit] = []
        for first, last, edits in self._safe:
            if (
                start <= first
                and last <= end
                and not any(_touch(a, b) for a in edits for b in made)
            ):
                made += edits
        return made


def _touch(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end


def _shifted(edit: Edit, by: int) -> Edit:
    return type(edit)(edit.start + by, edit.end + by, edit.text)
