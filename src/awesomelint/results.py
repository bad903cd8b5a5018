"""What a `Linter` gives: findings and fixed text, placed in the caller's own string."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from awesomelint.model import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from awesomelint.engine import Applied, Withheld
    from awesomelint.model import Finding, Fix, Related
    from awesomelint.report import FileReport
    from awesomelint.source import Source


class Report:
    """What the rules found in one text.

    `text[finding.start : finding.end]` is the place of a finding.

    `file_report` holds the same for the formats of reports. Its offsets count in
    `file_report.source.text`, which has LF only.
    """

    def __init__(self, file_report: FileReport) -> None:
        self.file_report = file_report

    @property
    def path(self) -> str:
        """The name that the caller gave the text."""
        return self.file_report.path

    @property
    def text(self) -> str:
        """The caller's string, with its BOM and line endings.

        Of bytes, what they decode to (bad ones to U+FFFD).
        """
        return self.file_report.source.original

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, by place and rule."""
        return placed(self.file_report.findings, self.file_report.source)

    @cached_property
    def suppressed(self) -> tuple[Finding, ...]:
        """What comments in the text silenced."""
        return placed(self.file_report.lint.suppressed, self.file_report.source)

    @property
    def not_run(self) -> Mapping[str, str]:
        """The rules that did not run, each with the fact that it lacked."""
        return self.file_report.lint.not_run

    def __repr__(self) -> str:
        """`<Report README.md: 2 errors, 1 warning>`."""
        counts: Counter[str] = Counter(finding.severity for finding in self.file_report.findings)
        parts: list[str] = []
        for severity in ("error", "warning", "info"):
            count = counts[severity]
            if count:
                parts.append(f"{count} {severity}{'s' if count > 1 else ''}")
        said = ", ".join(parts) or "no findings"
        return f"<Report {self.path or '(text)'}: {said}>"


class FixResult:
    """What fixing made of one text. `report` tells what is left; its offsets count in `text`.

    `recoded` names the encoding of bytes that were not UTF-8; the result is.
    """

    def __init__(
        self, given: bytes, report: Report, applied: Sequence[Applied], recoded: str
    ) -> None:
        self._given = given
        self.report = report
        self.applied = tuple(applied)
        self.recoded = recoded

    @property
    def text(self) -> str:
        """The fixed text, with the BOM and the line endings that the caller's has."""
        return self.report.text

    @property
    def raw(self) -> bytes:
        """The fixed text in UTF-8."""
        return self.report.file_report.source.raw

    @property
    def changed(self) -> bool:
        """Whether any byte differs from what was given."""
        return self.raw != self._given

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """The fixes that were not made since their proof failed."""
        return tuple(self.report.file_report.withheld)

    def __repr__(self) -> str:
        """`<FixResult README.md: 3 applied, 0 withheld, 1 left>`."""
        counts = (
            f"{len(self.applied)} applied, {len(self.withheld)} withheld, "
            f"{len(self.report.file_report.findings)} left"
        )
        return f"<FixResult {self.report.path or '(text)'}: {counts}>"


def placed(findings: Iterable[Finding], source: Source) -> tuple[Finding, ...]:
    """`findings` of `source` with lines and columns, and with offsets in `source.original`."""
    return tuple(_finding(finding, source) for finding in findings)


def _finding(finding: Finding, source: Source) -> Finding:
    line, column = source.position(finding.start)
    end_line, end_column = source.position(finding.end)
    return replace(
        finding,
        start=source.original_offset(finding.start),
        end=source.original_offset(finding.end),
        fixes=tuple(_fix(fix, source) for fix in finding.fixes),
        candidates=tuple(
            replace(one, edits=_edits(one.edits, source)) for one in finding.candidates
        ),
        related=tuple(_related(one, source) for one in finding.related),
        runs=tuple(
            Span(source.original_offset(run.start), source.original_offset(run.end))
            for run in finding.runs
        ),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        mirror=None,
    )


def _fix(fix: Fix, source: Source) -> Fix:
    return replace(
        fix,
        edits=_edits(fix.edits, source),
        parts=tuple(_edits(part, source) for part in fix.parts),
    )


def _edits(edits: Iterable[Edit], source: Source) -> tuple[Edit, ...]:
    return tuple(
        Edit(
            source.original_offset(edit.start),
            source.original_offset(edit.end),
            source.with_newlines(edit.text, edit.start),
        )
        for edit in edits
    )


def _related(related: Related, source: Source) -> Related:
    line, column = source.position(related.start)
    start = source.original_offset(related.start)
    end = source.original_offset(related.end)
    return replace(
        related,
        start=start,
        end=end,
        line=line,
        column=column,
    )
