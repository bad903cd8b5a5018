"""Workflow commands that GitHub shows as annotations on the lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices of a step, and drops the rest.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from awesomelint.report.file_report import PLAIN
from awesomelint.report.fold import count_of
from awesomelint.report.select import reported
from awesomelint.text.printable import line as whole
from awesomelint.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.model import Finding
    from awesomelint.report.file_report import FileReport, ReportOptions

WORDS = {"error": "error", "warning": "warning", "info": "notice"}
MOST = {"error": 10, "warning": 10, "info": 9}
"""Annotations of a severity; the tenth notice tells how many findings have none."""


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """A command for each finding that GitHub shows, and a line of the log for each other one.

    Infos only if asked for.
    """
    findings = [(file, finding) for file in files for finding in reported(file, options)]
    annotated = _annotated([finding for _, finding in findings])
    commands: list[str] = []
    others: list[tuple[FileReport, Finding]] = []
    for file, finding in findings:
        if id(finding) in annotated:
            commands.append(_command(file, finding))
        else:
            others.append((file, finding))
    if others:
        more = count_of([finding for _, finding in others])
        commands.append(f"::notice title=awesomelint::{more} more; the log of this step lists them")
    lines = [*commands, *(_log(*one) for one in others)]
    return "".join(f"{line}\n" for line in lines)


def _annotated(findings: Sequence[Finding]) -> set[int]:
    """Which findings (by `id`) get an annotation: of each rule the first, then the second, …."""
    seen: Counter[str] = Counter()
    ranks: list[int] = []
    for finding in findings:
        ranks.append(seen[finding.rule])
        seen[finding.rule] += 1
    left = Counter(MOST)
    annotated: set[int] = set()
    for _, finding in sorted(zip(ranks, findings, strict=True), key=lambda one: one[0]):
        if left[finding.severity]:
            left[finding.severity] -= 1
            annotated.add(id(finding))
    return annotated


def _command(file: FileReport, finding: Finding) -> str:
    line, column = file.source.position(finding.start)
    end_line, end_column = file.source.position(finding.end)
    place = f"file={_value(file.path)},line={line},endLine={end_line}"
    if line == end_line:  # GitHub refuses columns on a range of lines
        place += f",col={column},endColumn={end_column}"
    command = f"::{WORDS[finding.severity]} {place},title={_value(finding.rule)}"
    return f"{command}::{_text(finding.message)}"


def _log(file: FileReport, finding: Finding) -> str:
    line, column = file.source.position(finding.start)
    place = whole(f"{file.path}:{line}:{column}:")
    return f"{place} {finding.severity} {finding.rule} {printable(finding.message)}"


def _text(text: str) -> str:
    """https://docs.github.com/actions/reference/workflow-commands-for-github-actions.

    %, CR, LF are escaped.
    """
    return (
        printable(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    )


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
