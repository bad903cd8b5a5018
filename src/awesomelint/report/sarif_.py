"""SARIF 2.1.0, the exchange format of static analysis.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html

Columns count UTF-16 code units. The fixes are those that `fix` makes. What comments and the
baseline silence is there too, as suppressed: a viewer would take a result that is left out for
mended.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from awesomelint.report.file_report import PLAIN
from awesomelint.report.places import utf16_places
from awesomelint.report.select import Fingerprints, reported, safe_fixes, spelt
from awesomelint.rules import all_rules
from awesomelint.text.printable import json_text, printable
from awesomelint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.model import Edit, Finding, Fix
    from awesomelint.report.file_report import FileReport, ReportOptions
    from awesomelint.report.places import Places

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files` as one run."""
    results = [result for file in files for result in _results(file, options)]
    names = sorted({result["ruleId"] for result in results})
    for result in results:
        result["ruleIndex"] = names.index(result["ruleId"])
    driver = {
        "name": "awesomelint",
        "version": __version__,
        "rules": [_rule(name) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _rule(name: str) -> dict[str, Any]:
    """What the rule's card says; a rule without one, of a package, has its id alone."""
    rule = all_rules().get(name)
    if rule is None:
        return {"id": name}
    severity = next(iter(rule.severity.values()))
    return {
        "id": name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.why, "markdown": rule.why},
        "defaultConfiguration": {"level": LEVELS.get(severity, "none")},
        "properties": {"tags": [rule.category]},
    }


def _results(file: FileReport, options: ReportOptions) -> list[dict[str, Any]]:
    places = utf16_places(file.source)
    fingerprints = Fingerprints()
    kinds = [
        (reported(file, options), ""),
        (file.lint.suppressed, "inSource"),
        (file.lint.accepted, "external"),
    ]
    results: list[dict[str, Any]] = []
    for findings, kind in kinds:
        for finding in findings:
            name, number = fingerprints.of(file, finding)
            result = _result(file, finding, places)
            result["partialFingerprints"] = {
                "awesomelintKey/v1": f"{name}:{number}",
                "primaryLocationLineHash": f"{name[:16]}:{number}",
            }
            result["suppressions"] = [{"kind": kind}] if kind else []
            results.append(result)
    return results


def _result(file: FileReport, finding: Finding, places: Places) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [_location(file, finding.start, finding.end, places)],
    }
    if finding.related:
        result["relatedLocations"] = [
            _location(file, one.start, one.end, places)
            | {"id": number, "message": {"text": _message(one.message)}}
            for number, one in enumerate(finding.related, 1)
        ]
    if fixes := safe_fixes(finding):
        result["fixes"] = [_fix(file, fixes, places)]
    return result


def _fix(file: FileReport, fixes: Sequence[Fix], places: Places) -> dict[str, Any]:
    """The fixes of a finding as one, since several are alternatives in SARIF."""
    edits = sorted(edit for fix in fixes for edit in fix.edits)
    return {
        "description": {"text": _message(fixes[0].description)},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(file.path),
                "replacements": _replacements(file, edits, places),
            }
        ],
    }


def _replacements(file: FileReport, edits: Iterable[Edit], places: Places) -> list[dict[str, Any]]:
    return [
        {
            "deletedRegion": _region(edit.start, edit.end, places),
            "insertedContent": {"text": spelt(edit, file.source)},
        }
        for edit in edits
    ]


def _location(file: FileReport, start: int, end: int, places: Places) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(file.path),
            "region": _region(start, end, places),
        }
    }


def _region(start: int, end: int, places: Places) -> dict[str, int]:
    first, last = places.of(start), places.of(end)
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column,
    }


def _artifact(path: str) -> dict[str, str]:
    """The file as a URI reference: relative to where awesomelint was run, if it is there."""
    if Path(path).is_absolute():
        return {"uri": f"file://{_quoted(path)}"}
    return {"uri": _quoted(path), "uriBaseId": "%SRCROOT%"}


def _quoted(path: str) -> str:
    """The bytes of `path` as a URI has them; a name that no file can have is told roughly."""
    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "replace"))


def _message(text: str) -> str:
    """A message without links: `[text](target)` is one in a message (§3.11.6)."""
    return printable(text).replace("](", "\\](")
