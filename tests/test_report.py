"""What is printed: carets under wide characters, folding, the formats of machines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from awesomelint.engine import Lint
from awesomelint.model import Finding
from awesomelint.report import FileReport, ReportOptions, renderer
from awesomelint.report.full_ import snippet
from awesomelint.source import Source
from awesomelint.text.width import width as columns_of


def judged(text: str, *findings: Finding) -> FileReport:
    return FileReport("README.md", Source.of(text), Lint(findings=list(findings)))


def finding(start: int, end: int, rule: str = "empty-bullet", severity: str = "error") -> Finding:
    return Finding(start, end, "what is wrong", rule=rule, category="entry", severity=severity)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "fault", "before", "width"),
    [
        ("- abc def", "def", 6, 3),
        ("- 中文 def", "def", 7, 3),
        ("- 🔥 数据 def", "数据", 5, 4),
        ("- 1️⃣ def", "def", 5, 3),
        ("- 👩‍💻 def", "def", 5, 3),
        ("- 👍🏽 def", "def", 5, 3),
        ("- 🇨🇳 def", "def", 5, 3),
        ("- 🗞️ def", "def", 5, 3),
        ("- ⚡ def", "def", 5, 3),
        ("- ＡＢ def", "def", 7, 3),
        ("- a\u200bb def", "def", 5, 3),
        ("\t- def", "def", 3, 3),
        ("- e\u0301x def", "def", 5, 3),
    ],
)
def test_carets_stand_under_the_fault(line: str, fault: str, before: int, width: int) -> None:
    text = f"# A\n{line}\n"
    start = text.index(fault)
    shown, carets = snippet(judged(text), finding(start, start + len(fault)), color=False)
    assert shown.startswith("     2 | ")
    assert carets == "       | " + " " * before + "^" * width
    assert columns_of(fault) == width


def test_long_lines_are_cut_around_the_fault() -> None:
    text = "- " + "中" * 300 + "FAULT" + "文" * 300
    start = text.index("FAULT")
    shown, carets = snippet(judged(text), finding(start, start + 5), color=False)
    assert "FAULT" in shown
    assert shown.endswith("…")
    assert columns_of(shown[: shown.index("FAULT")]) == carets.index("^")
    assert carets.count("^") == 5


def test_the_sixth_finding_of_a_rule_is_folded_and_infos_are_counted() -> None:
    text = "- x\n" * 12
    errors = [
        replace(finding(4 * n, 4 * n + 3), message=f"what is wrong with {n}") for n in range(9)
    ]
    infos = [finding(0, 1, "duplicate-title", "info")]
    file = judged(text, *errors, *infos)
    for name in ("full", "concise"):
        out = renderer(name)([file])
        assert out.count("what is wrong") == 5
        assert "4 more on lines 6-9" in out
        assert "1 info (duplicate-title 1)" in out
    shown = renderer("concise")([file], ReportOptions(show_info=True))
    assert "info duplicate-title what is wrong" in shown


def test_equal_findings_are_shown_once_with_their_number() -> None:
    text = "- x\n" * 12
    file = judged(text, *(finding(4 * n, 4 * n + 1) for n in (0, 1, 2, 5, 5)))
    for name in ("full", "concise"):
        out = renderer(name)([file])
        assert out.count("what is wrong") == 1
        assert "(5 ×, also on lines 2-3, 6)" in out
    twice = judged(text, finding(0, 1), finding(2, 3))
    assert "(2 ×)" in renderer("concise")([twice])


def test_json_spells_the_contract() -> None:
    (row,) = json.loads(renderer("json")([judged("中 x\n", finding(2, 3))]))
    assert row == {
        "path": "README.md",
        "line": 1,
        "column": 3,
        "end_line": 1,
        "end_column": 4,
        "rule": "empty-bullet",
        "category": "entry",
        "level": None,
        "severity": "error",
        "message": "what is wrong",
        "key": "empty-bullet||",
        "related": [],
        "fix": None,
    }
    assert json.loads(renderer("json")([judged("a\n")])) == []


def test_github_commands_escape_and_leave_columns_out_of_ranges() -> None:
    one = Finding(0, 1, "50% of\nit", rule="a-rule", category="entry", severity="warning")
    two = Finding(0, 4, "long", rule="a-rule", category="entry", severity="info")
    out = renderer("github")(
        [FileReport("a,b.md", Source.of("x\ny\nz"), Lint(findings=[one, two]))],
        ReportOptions(show_info=True),
    )
    assert out.split("\n")[:2] == [
        "::warning file=a%2Cb.md,line=1,endLine=1,col=1,endColumn=2,title=a-rule::50%25 of%0Ait",
        "::notice file=a%2Cb.md,line=1,endLine=3,title=a-rule::long",
    ]


def test_nothing_is_printed_for_a_clean_file() -> None:
    for name in ("full", "concise", "github"):
        assert renderer(name)([judged("a\n")]) == ""
