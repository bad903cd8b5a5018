"""JUnit's XML as CI servers read it: a test suite a file, a failed test case a finding.

https://github.com/jenkinsci/xunit-plugin, `junit-10.xsd`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from awesomelint.report.file_report import PLAIN
from awesomelint.report.select import reported
from awesomelint.text.patterns import regex
from awesomelint.text.printable import escaped, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.model import Finding
    from awesomelint.report.file_report import FileReport, ReportOptions

_NOT_XML = regex("[\ufffe\uffff]")
"""Characters that XML 1.0 does not know, beside those that are not printed anyway."""


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files`; a clean file is a test case that passed, an info a skipped one."""
    root = ET.Element("testsuites", name="awesomelint")
    for file in files:
        _suite(root, file, reported(file, options))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, file: FileReport, findings: Sequence[Finding]) -> None:
    infos = sum(one.severity == "info" for one in findings)
    suite = ET.SubElement(
        root,
        "testsuite",
        name=_text(file.path),
        tests=str(max(len(findings), 1)),
        failures=str(len(findings) - infos),
        errors="0",
        skipped=str(infos),
    )
    for finding in findings:
        line, column = file.source.position(finding.start)
        case = ET.SubElement(
            suite,
            "testcase",
            name=f"{finding.rule} at {line}:{column}",
            classname=_text(file.path),
        )
        ET.SubElement(
            case,
            "skipped" if finding.severity == "info" else "failure",
            type=finding.severity,
            message=_text(finding.message),
        )
    if not findings:
        ET.SubElement(suite, "testcase", name="no findings", classname=_text(file.path))


def _text(text: str) -> str:
    return _NOT_XML.sub(lambda char: escaped(char[0]), printable(text))
