"""Workflow commands that GitHub shows as annotations on the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.report.file_report import PLAIN
from awesomelint.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.report.file_report import FileReport, ReportOptions

WORDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """One command a finding.

    Infos only if asked for, since GitHub shows ten notices a step and drops the rest.
    """
    lines = []
    for file in files:
        for finding in file.findings:
            if finding.severity == "info" and not options.show_info:
                continue
            line, column = file.source.position(finding.start)
            end_line, end_column = file.source.position(finding.end)
            place = f"file={_value(file.path)},line={line},endLine={end_line}"
            if line == end_line:  # GitHub refuses columns on a range of lines
                place += f",col={column},endColumn={end_column}"
            lines.append(
                f"::{WORDS[finding.severity]} "
                f"{place},title={_value(finding.rule)}::{_text(finding.message)}\n"
            )
    return "".join(lines)


def _text(text: str) -> str:
    """https://docs.github.com/actions/reference/workflow-commands-for-github-actions.

    %, CR, LF are escaped.
    """
    return (
        printable(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    )


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
