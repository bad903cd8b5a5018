"""For people: each finding with its line and carets right under it, wide characters included."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from awesomelint.report.file_report import PLAIN
from awesomelint.report.fold import again, fold, folded_lines, infos_line, paint
from awesomelint.text.printable import line as whole_line
from awesomelint.text.printable import plain, printable
from awesomelint.text.width import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.model import Finding
    from awesomelint.report.file_report import FileReport, ReportOptions

WIDTH = 100
SNIPPETS = 2  # a rule's first findings show their line; from the third on the place is enough
_BEFORE = 20
"""How much of a long line is shown before the fault."""


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files` under the name of their file."""
    return whole(part(file, options) for file in files)


def whole(parts: Iterable[str]) -> str:
    """A report on all files, with an empty line between those that have findings."""
    return "\n".join(filter(None, parts))


def part(file: FileReport, options: ReportOptions = PLAIN) -> str:
    """The findings of one file under its name; nothing where there are none."""
    color = options.color
    folded = fold(file, show_info=options.show_info)
    lines = [paint(whole_line(file.path), "bold", on=color)]
    seen: Counter[str] = Counter()
    for shown in folded.shown:
        finding = shown.finding
        lines.append(_head(file, finding, color=color) + again(file, shown))
        seen[finding.rule] += 1
        if seen[finding.rule] <= SNIPPETS and finding.end > finding.start:
            lines += snippet(file, finding, color=color)
    for rule, more in folded.more.items():
        lines.append(f"  {rule}: {len(more)} more on lines {folded_lines(file, more)}")
    if folded.infos:
        lines.append(f"  {infos_line(folded.infos)}")
    return "".join(f"{line}\n" for line in lines) if len(lines) > 1 else ""


def _head(file: FileReport, finding: Finding, *, color: bool) -> str:
    line, column = file.source.position(finding.start)
    severity = paint(finding.severity, finding.severity, on=color)
    rule = paint(f"[{finding.rule}]", "dim", on=color)
    parts = [
        f"{line}:{column}",
        severity,
        printable(finding.message),
        rule,
    ]
    return f"  {' '.join(parts)}"


def snippet(file: FileReport, finding: Finding, *, color: bool) -> list[str]:
    """The source line, cut to a screen's width around the fault, and carets under the fault."""
    text = file.source.text
    number, column = file.source.position(finding.start)
    start, end = file.source.line_span(number)
    until = min(finding.end, end)
    line, left, right = text[start:end], column - 1, max(until - start, column)
    line, left, right = _cut(line, left, right)
    gutter = f"{number:>6} | "
    carets = " " * width(_visible(line[:left])) + "^" * max(width(_visible(line[left:right])), 1)
    return [
        paint(gutter, "dim", on=color) + _visible(line).rstrip(),
        paint(" " * (len(gutter) - 2) + "| ", "dim", on=color)
        + paint(carets, finding.severity, on=color),
    ]


def _cut(line: str, left: int, right: int) -> tuple[str, int, int]:
    """At most `WIDTH` code points of `line` that hold the beginning of the fault."""
    if len(line) <= WIDTH:
        return line, left, right
    first = max(min(left - _BEFORE, len(line) - WIDTH), 0)
    last = first + WIDTH
    head = "…" if first else ""
    tail = "…" if last < len(line) else ""
    shown = head + line[first:last]
    shift = len(head) - first
    return shown + tail, left + shift, min(right + shift, len(shown))


def _visible(text: str) -> str:
    """Tabs as one blank, control characters replaced, so that columns are what they seem."""
    if text.isascii() and text.isprintable():
        return text
    return plain(text.replace("\t", " "))
