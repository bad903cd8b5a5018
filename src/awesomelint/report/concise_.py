"""One line a finding: `path:line:column: severity rule message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.report.fold import folded_lines, infos_line, paint, split
from awesomelint.report.judged import PLAIN
from awesomelint.text.printable import line as whole
from awesomelint.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.report.judged import Judged, ReportOptions


def render(files: Sequence[Judged], options: ReportOptions = PLAIN) -> str:
    """All findings of `files`, folded by rule and file."""
    lines: list[str] = []
    for file in files:
        shown, folded, infos = split(file, show_info=options.show_info)
        for finding in shown:
            line, column = file.source.position(finding.start)
            severity = paint(finding.severity, finding.severity, on=options.color)
            place = whole(f"{file.path}:{line}:{column}:")
            lines.append(f"{place} {severity} {finding.rule} {printable(finding.message)}")
        for rule, more in folded.items():
            lines.append(
                f"{whole(f'{file.path}:')} {rule} {len(more)} more on lines {folded_lines(file, more)}"
            )
        if infos:
            lines.append(f"{whole(f'{file.path}:')} {infos_line(infos)}")
    return "".join(f"{line}\n" for line in lines)
