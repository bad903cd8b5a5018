"""What people read of a pull request: one comment in Markdown, and annotations of GitHub."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.cli import run
from awesomelint.engine import Lint
from awesomelint.linter import Linter
from awesomelint.model import Edit, Finding, Fix
from awesomelint.report import FileReport, ReportOptions, renderer
from awesomelint.report.inert import code_block, code_span
from awesomelint.report.markdown_ import LONGEST, MARKER
from awesomelint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

LINTER = Linter()
HOSTILE = [
    "@octocat and @org/team",
    "fixes #1, GH-2, owner/repo#3 and https://github.com/o/r/issues/4",
    "<img src=x onerror=alert(1)><script>x</script></details><details open>",
    "<!-- awesomelint --> --> <a href='https://evil.example'>x</a>",
    (
        "[x](https://evil.example) ![y](https://evil.example/p.png) <https://evil.example> "
        "www.evil.example"
    ),
    "``` \n```\n~~~ @octocat ````` `` `",
    "` @octocat `",
    "`",
    "\n\n# heading\n\n- item\n\n| a | b |\n|---|---|\n::error::x\n##[error]y",
    "\x1b[31m\u202e\x9b2J\u2028@octocat",
    "mail@example.org ${{ secrets.X }} $(id) `id`",
    "\\",
    "    @octocat",
]


def markdown(*files: FileReport, **options: bool) -> str:
    return renderer("markdown")(files, ReportOptions(**options))


def judged(text: str, path: str = "README.md") -> FileReport:
    return LINTER.check(text, path=path, prove=True).file_report


def html(text: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE))


def assert_inert(report: str) -> None:
    """Outside of code there is nothing but what the report itself says."""
    shown = html(report)
    outside = re.sub(
        r"<pre[^>]*><code[^>]*>.*?</code></pre>|<code>.*?</code>", "", shown, flags=re.DOTALL
    )
    tags = {tag.split()[0] for tag in re.findall(r"</?([^<>]+)>", outside.replace(MARKER, ""))}
    assert tags <= {"h3", "h4", "ul", "li", "p", "strong", "details", "summary"}
    assert shown.count(MARKER) == 1
    for live in ("@", "#", "http", "www", "octocat", "evil", "GH-", "<!--"):
        assert live not in outside.replace(MARKER, "")


def hostile(text: str) -> FileReport:
    """A finding that quotes `text`, in a line and a file that hold it, with fixes that write it."""
    row = text.replace("\n", " ")
    source = Source.of(f"# L\n\n- {row}\n- {row}\n")
    start = source.text.index("- ")
    fix = Fix((Edit(start + 2, start + 2, f"{text}\n  {text} "),), "safe", ("text",), text)
    finding = Finding(start, start + 1, text, rule="a-rule", category="entry", fixes=(fix,))
    guess = replace(finding, start=len(source.text) - 2, fixes=(replace(fix, safety="unsafe"),))
    return FileReport(f"{text}.md", source, Lint(findings=[finding, guess]))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_list_stays_in_code(text: str) -> None:
    assert_inert(markdown(hostile(text)))


@given(st.text(st.sampled_from("`~<>@#-*[]()!\\\n\t &|:_ax1"), max_size=40))
def test_no_text_leaves_its_code(text: str) -> None:
    assert_inert(markdown(hostile(text)))


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_code_shows_what_it_was_given(text: str) -> None:
    block = code_block(text)
    if block is None or "\r" in text:
        return
    rows = block.split("\n")
    assert "\n".join(rows[1:-1]) == text
    assert rows[-1] not in text


def test_a_code_span_holds_backticks_and_blanks() -> None:
    for text in ("a", "`a", "a``b`", " a ", "`", " "):
        (shown,) = re.findall(r"<code>(.*?)</code>", html(f"x {code_span(text)} y"))
        assert shown == text


def test_a_comment_says_what_is_wrong_and_shows_the_corrected_line() -> None:
    comment = markdown(
        judged(
            "# L\n\n- A https://example.org/ahttps://example.org/b 中文\n"
            "- 📔\n- [C](https://example.org/c)\n"
        )
    )
    assert comment.startswith(f"{MARKER}\n### awesomelint: ")
    assert "#### `README.md`" in comment
    assert "**error** on line 3: " in comment
    assert (
        "  Write this instead:\n\n  ```markdown\n"
        "  - A https://example.org/a https://example.org/b 中文\n  ```\n"
    ) in comment
    assert "(`empty-bullet`)\n  Delete it, if it is not needed.\n" in comment
    assert comment.endswith("1 file checked.\n")


def test_two_faults_of_a_line_are_corrected_together() -> None:
    comment = markdown(
        judged("# L\n\n- 动⼿学 https://example.org/ahttps://example.org/b 可运⾏\n")
    )
    assert comment.count("```markdown") == 1
    assert "- 动手学 https://example.org/a https://example.org/b 可运行\n" in comment


def test_a_clean_list_is_folded() -> None:
    comment = markdown(judged("# L\n\n- [A](https://example.org/a)\n"))
    assert comment.startswith(f"{MARKER}\n<details><summary>awesomelint: no errors or warnings")
    assert_inert(comment)


def test_older_faults_are_not_named() -> None:
    old = "# L\n\n- 📔\n- A https://example.org/ahttps://example.org/b\n"
    report = LINTER.check(f"{old}- [C](https://example.org/c)\n", base=old, path="README.md")
    assert "<details>" in markdown(report.file_report)
    report = LINTER.check(f"{old}- 🗞️\n- [C](https://example.org/c)\n", base=old, path="README.md")
    comment = markdown(report.file_report)
    assert "🗞️" in comment
    assert "📔" not in comment
    assert "example.org/b" not in comment


def test_a_comment_fits_and_tells_how_many_are_left() -> None:
    files = [
        judged(f"# L\n\n- {'x' * 900} https://e.org/{n}https://e.org/b\n", f"{n}.md")
        for n in range(60)
    ]
    comment = markdown(*files)
    assert len(comment.encode()) < LONGEST + 200
    left = re.search(r"- (\d+) more; run `awesomelint check`", comment)
    assert left
    assert comment.count("(`glued-urls`)") + int(left[1]) == 60


def finding(n: int, rule: str, severity: str) -> Finding:
    return Finding(2 * n, 2 * n + 1, f"{rule} {n}", rule=rule, category="entry", severity=severity)  # type: ignore[arg-type]


def test_annotations_are_those_that_matter_most_and_the_others_are_counted() -> None:
    warnings = [finding(n, "many", "warning") for n in range(30)]
    errors = [finding(30 + n, "some", "error") for n in range(12)]
    rare = [finding(50, "rare", "warning"), finding(51, "alone", "error")]
    infos = [finding(60 + n, "info", "info") for n in range(20)]
    text = "x\n" * 100
    file = FileReport("a.md", Source.of(text), Lint(findings=[*warnings, *errors, *rare, *infos]))
    rows = renderer("github")([file]).split("\n")[:-1]
    commands = [row for row in rows if row.startswith("::")]
    assert sum(row.startswith("::error ") for row in commands) == 10
    assert sum(row.startswith("::warning ") for row in commands) == 10
    assert any("title=rare" in row for row in commands)
    assert any("title=alone" in row for row in commands)
    assert commands[-1].startswith("::notice title=awesomelint::3 errors, 21 warnings more")
    assert len(rows) == 21 + 24
    assert "a.md:30:1: warning many many 29" in rows
    shown = renderer("github")([file], ReportOptions(show_info=True))
    assert shown.count("::notice ") == 10


@pytest.mark.parametrize("text", HOSTILE)
def test_annotations_and_the_log_are_no_other_commands(text: str) -> None:
    file = hostile(text)
    many = FileReport(file.path, file.source, Lint(findings=list(file.findings) * 20))
    many.lint.findings = [replace(one) for one in many.lint.findings]
    for row in renderer("github")([many]).split("\n"):
        assert re.match(
            r"::(?:error file=|notice title=awesomelint::\d+ errors more)|(?!\s*::)", row
        )
        assert "##[error]" not in row


def test_the_summary_of_a_step_is_the_comment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "README.md").write_text("# L\n\n- 📔\n- [b](https://b.org)\n", encoding="utf-8")
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    command = ["check", "README.md", "--output-format"]
    assert run([*command, "json"]) == 1
    assert summary.read_text(encoding="utf-8") == "before\n"
    assert run([*command, "github"]) == 1
    assert f"before\n{MARKER}\n### awesomelint: 1 error\n" in summary.read_text(encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert run([*command, "github"]) == 1
