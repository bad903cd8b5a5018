"""The code quality report of GitLab.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from awesomelint.report.file_report import PLAIN
from awesomelint.report.select import Fingerprints, digest, reported
from awesomelint.text.printable import json_text, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.model import Finding
    from awesomelint.report.file_report import FileReport, ReportOptions

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files` as one JSON array; GitLab drops equal fingerprints, so none are."""
    fingerprints = Fingerprints()
    issues = [
        _issue(file, finding, fingerprints) for file in files for finding in reported(file, options)
    ]
    return json_text(json.dumps(issues, ensure_ascii=False, indent=1)) + "\n"


def _issue(file: FileReport, finding: Finding, fingerprints: Fingerprints) -> dict[str, Any]:
    name, number = fingerprints.of(file, finding)
    return {
        "description": printable(f"{finding.rule}: {finding.message}"),
        "check_name": finding.rule,
        "fingerprint": digest([name, str(number)]),
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": file.path,
            "lines": {
                "begin": file.source.position(finding.start)[0],
                "end": file.source.position(finding.end)[0],
            },
        },
    }
