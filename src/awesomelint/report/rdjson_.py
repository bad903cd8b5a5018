"""What reviewdog reads: DiagnosticResult of its `proto/rdf/reviewdog.proto`.

Columns count bytes of UTF-8. A suggestion is a fix that `fix` makes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from awesomelint.report.file_report import PLAIN
from awesomelint.report.inert import code_span
from awesomelint.report.places import byte_places
from awesomelint.report.select import reported, safe_fixes, span, spelt
from awesomelint.text.printable import json_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.model import Edit, Finding
    from awesomelint.report.file_report import FileReport, ReportOptions
    from awesomelint.report.places import Places
    from awesomelint.source import Source

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files` as one JSON object."""
    diagnostics: list[dict[str, Any]] = []
    for file in files:
        places = byte_places(file.source)
        diagnostics += [_diagnostic(file, one, places) for one in reported(file, options)]
    result = {"source": {"name": "awesomelint"}, "diagnostics": diagnostics}
    return json_text(json.dumps(result, ensure_ascii=False, indent=1)) + "\n"


def _diagnostic(file: FileReport, finding: Finding, places: Places) -> dict[str, Any]:
    """The message as a code span: reviewdog makes it the Markdown of a comment."""
    diagnostic: dict[str, Any] = {
        "message": code_span(finding.message),
        "location": {"path": file.path, "range": _range(finding.start, finding.end, places)},
        "severity": SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    if suggestions := [
        _suggestion(fix.edits, file.source, places) for fix in safe_fixes(finding) if fix.edits
    ]:
        diagnostic["suggestions"] = suggestions
    return diagnostic


def _suggestion(edits: Sequence[Edit], source: Source, places: Places) -> dict[str, Any]:
    """Edits that belong together as one: from the first to the last character that they touch."""
    start, end = span(edits)
    parts: list[str] = []
    done = start
    for edit in sorted(edits):
        parts += (source.written(done, edit.start), spelt(edit, source))
        done = edit.end
    return {"range": _range(start, end, places), "text": "".join(parts)}


def _range(start: int, end: int, places: Places) -> dict[str, Any]:
    return {"start": places.of(start)._asdict(), "end": places.of(end)._asdict()}
