"""The JSON contract: one array of findings, sorted.

Positions from 1 in code points, ends exclusive.
"""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from awesomelint.report.file_report import PLAIN
from awesomelint.text.printable import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.model import Edit, Finding, Fix
    from awesomelint.report.file_report import FileReport, ReportOptions
    from awesomelint.source import Source


def part(file: FileReport, options: ReportOptions = PLAIN) -> str:
    """The rows of one file, a finding a line, as they stand in the array."""
    return ",\n".join(lines(file, options))


def lines(file: FileReport, options: ReportOptions) -> list[str]:
    """The rows of one file in the order of the contract, each as a JSON object on one line."""
    rows = [row(file, finding) for finding in file.findings]
    if options.verbose:
        silenced = {"comment": file.lint.suppressed, "baseline": file.lint.accepted}
        for by, findings in silenced.items():
            rows += [row(file, finding) | {"suppressed": by} for finding in findings]
    rows.sort(key=itemgetter("line", "column", "rule"))
    return [json_text(json.dumps(one, ensure_ascii=False)) for one in rows]


def whole(parts: Iterable[str]) -> str:
    """The array of the rows of all files, which are in the order of their paths."""
    rows = ",\n".join(filter(None, parts))
    return f"[\n{rows}\n]\n" if rows else "[]\n"


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files` as one JSON array, a finding a line."""
    return whole(part(file, options) for file in sorted(files, key=lambda file: file.path))


def row(file: FileReport, finding: Finding) -> dict[str, Any]:
    """One finding as the contract spells it."""
    line, column = file.source.position(finding.start)
    end_line, end_column = file.source.position(finding.end)
    spelt = {
        "path": file.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "rule": finding.rule,
        "category": finding.category,
        "level": finding.level or None,
        "severity": finding.severity,
        "message": finding.message,
        "key": file.key(finding),
        "related": [_related(file, r.start, r.message) for r in finding.related],
        "fix": _fix(file.source, finding.fixes) if finding.fixes else None,
    }
    if finding.candidates:
        spelt["candidates"] = [
            {"text": c.text, "score": c.score, "edits": _edits(file.source, c.edits)}
            for c in finding.candidates
        ]
    reason = next(
        (w.reason for w in file.withheld if (w.rule, w.line) == (finding.rule, line)), None
    )
    if reason:
        spelt["withheld"] = reason
    return spelt


def _related(file: FileReport, start: int, message: str) -> dict[str, Any]:
    line, column = file.source.position(start)
    return {
        "path": file.path,
        "line": line,
        "column": column,
        "message": message,
    }


def _fix(source: Source, fixes: Sequence[Fix]) -> dict[str, Any]:
    """Several fixes of one finding (one a block of layout) are shown as one."""
    return {
        "safety": fixes[0].safety,
        "effects": sorted({effect for fix in fixes for effect in fix.effects}),
        "description": fixes[0].description,
        "edits": _edits(source, [edit for fix in fixes for edit in fix.edits]),
    }


def _edits(source: Source, edits: Sequence[Edit]) -> list[dict[str, Any]]:
    return [
        {"start": _place(source, edit.start), "end": _place(source, edit.end), "text": edit.text}
        for edit in edits
    ]


def _place(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    return {"line": line, "column": column}
