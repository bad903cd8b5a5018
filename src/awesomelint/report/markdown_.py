"""One comment for a pull request: what is wrong, how to mend it, and the corrected line to copy.

It is folded where nothing is wrong. What comes from a list stands in code, so that it mentions
nobody, links nowhere and is no HTML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.report.corrected import Corrections
from awesomelint.report.file_report import PLAIN
from awesomelint.report.fold import again, count_of, fold, folded_lines
from awesomelint.report.inert import code_block, code_span
from awesomelint.report.select import reported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.model import Finding
    from awesomelint.report.corrected import Corrected
    from awesomelint.report.file_report import FileReport, ReportOptions
    from awesomelint.report.fold import Shown

MARKER = "<!-- awesomelint -->"
"""The first line, by which the comment is found again to be updated."""
LONGEST = 60_000
"""How many bytes a comment has at most: GitHub refuses those of more than 65,536 characters."""


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files` as Markdown, as far as a comment can hold them."""
    findings = [finding for file in files for finding in reported(file, options)]
    checked = f"{len(files)} file{'' if len(files) == 1 else 's'} checked"
    if not findings:
        summary = "awesomelint: no errors or warnings"
        return f"{MARKER}\n<details><summary>{summary}</summary>\n\n{checked}.\n\n</details>\n"
    head = f"{MARKER}\n### awesomelint: {count_of(findings)}\n\n"
    parts = [part for file in files for part in _file(file, options)]
    return head + _fitting(parts, LONGEST - len(head)) + f"{checked}.\n"


def _fitting(parts: Sequence[str], room: int) -> str:
    """As many of `parts` as `room` bytes hold, and a line that tells of the others."""
    kept: list[str] = []
    for part in parts:
        room -= len(part.encode("utf-8", "replace"))
        if room < 200:
            left = len(parts) - len(kept)
            kept.append(f"- {left} more; run `awesomelint check` to see all of them\n\n")
            break
        kept.append(part)
    return "".join(kept)


def _file(file: FileReport, options: ReportOptions) -> Iterator[str]:
    """A heading, and an item for each message; what rules repeat is counted."""
    findings = reported(file, options)
    if not findings:
        return
    folded = fold(file, show_info=options.show_info)
    corrections = Corrections(file.source.text, findings)
    seen: set[int] = set()
    heading = f"#### {code_span(file.path)}\n\n"
    for shown in folded.shown:
        yield heading + _item(file, shown, corrections, seen)
        heading = ""
    for rule, more in folded.more.items():
        lines = folded_lines(file, more)
        yield f"- {len(more)} more of {code_span(rule)} on lines {lines}\n\n"


def _item(file: FileReport, shown: Shown, corrections: Corrections, seen: set[int]) -> str:
    finding = shown.finding
    line = file.source.position(finding.start)[0]
    told = f"- **{finding.severity}** on line {line}{again(file, shown)}: "
    told += f"{code_span(finding.message)} ({code_span(finding.rule)})\n"
    corrected = corrections.of(finding)
    if corrected is None or (corrected.safe and corrected.start in seen):
        return f"{told}\n"
    if corrected.safe:
        seen.add(corrected.start)
    return told + _mend(corrected, finding) + "\n"


def _mend(corrected: Corrected, finding: Finding) -> str:
    """What to write instead: said to be a guess where it is one."""
    if not corrected.text.strip():
        said = "Delete it." if corrected.safe else "Delete it, if it is not needed."
        return f"  {said}\n"
    block = code_block(corrected.text)
    if block is None:
        return ""
    if corrected.safe:
        said = "Write this instead:"
    elif finding.fixes:
        said = "Write this instead, if it is what you mean:"
    else:
        said = "A guess, which may be wrong:"
    rows = "\n".join(f"  {row}" if row else "" for row in block.split("\n"))
    return f"  {said}\n\n{rows}\n"
