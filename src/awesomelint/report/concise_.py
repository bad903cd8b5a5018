"""One line a finding: `path:line:column: severity rule message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.report.file_report import PLAIN
from awesomelint.report.fold import again, fold, folded_lines, infos_line, paint
from awesomelint.text.printable import line as whole_line
from awesomelint.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.report.file_report import FileReport, ReportOptions


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files`, folded by rule and file."""
    return whole(part(file, options) for file in files)


def whole(parts: Iterable[str]) -> str:
    """The lines of all files."""
    return "".join(parts)


def part(file: FileReport, options: ReportOptions = PLAIN) -> str:
    """The lines of one file."""
    lines: list[str] = []
    folded = fold(file, show_info=options.show_info)
    for shown in folded.shown:
        finding = shown.finding
        line, column = file.source.position(finding.start)
        severity = paint(finding.severity, finding.severity, on=options.color)
        place = whole_line(f"{file.path}:{line}:{column}:")
        lines.append(
            f"{place} {severity} {finding.rule} {printable(finding.message)}{again(file, shown)}"
        )
    name = whole_line(f"{file.path}:")
    for rule, more in folded.more.items():
        lines.append(f"{name} {rule} {len(more)} more on lines {folded_lines(file, more)}")
    if folded.infos:
        lines.append(f"{name} {infos_line(folded.infos)}")
    return "".join(f"{line}\n" for line in lines)
