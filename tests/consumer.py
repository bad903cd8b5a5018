"""A program that uses the public names as a stranger would; mypy checks it, and it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import awesomelint
from awesomelint import (
    AwesomelintError,
    Config,
    Document,
    Edit,
    Facts,
    Finding,
    FixResult,
    Linter,
    Report,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def places(text: str, findings: Sequence[Finding]) -> list[tuple[int, int, str]]:
    return [
        (finding.line, finding.column, text[finding.start : finding.end]) for finding in findings
    ]


def gather(document: Document, needs: frozenset[str]) -> Facts:
    return Facts(files={} if "files" in needs and document.links else None)


def edits(report: Report) -> list[Edit]:
    return [
        edit
        for finding in report.findings
        for fix in finding.fixes
        if fix.safety == "safe"
        for edit in fix.edits
    ]


def main(text: str) -> str:
    linter = Linter(Config())
    report = linter.check(text, path="README.md", facts=gather)
    result: FixResult = awesomelint.fix(
        text.encode(), unsafe={"empty-bullet"}, options={"empty-bullet": {}}
    )
    try:
        awesomelint.check(text, select=("no-such-rule",))
    except (awesomelint.UnknownRuleError, awesomelint.ConfigError) as error:
        known: AwesomelintError = error
    document = awesomelint.parse(text)
    titles: list[str | None] = [record["title"] for record in awesomelint.records(text)]
    names = [str(awesomelint.identify(link.url)) for link in document.links]
    repaired = awesomelint.repair(text)
    old: list[str] = [line.old for line in repaired.lines]
    raw: bytes = result.raw
    clean: str = awesomelint.fix_text(text, ignore="layout")
    changed: bool = result.changed and repaired.changed
    found = places(text, report.findings), edits(report)
    return repr((found, raw, clean, changed, titles, names, old, repaired.damage, known))
