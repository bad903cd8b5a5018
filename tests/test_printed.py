"""Output in any format is safe for terminals, workflow runners and bidirectional text."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesomelint.engine import Lint
from awesomelint.export.bibtex_ import latex
from awesomelint.model import Finding
from awesomelint.report import FORMATS, FileReport, ReportOptions, renderer
from awesomelint.source import Source
from awesomelint.text.printable import json_text, line, printable

ROOT = Path(__file__).parents[1]
NASTY = (
    "\x1b[31mred\x1b]0;title\x07\x9b2J\r\n::stop-commands::tok\n"
    "  ::error::x\u2028##[error]y\x85##vso[task.x]z"
    "\u202egnp\u2066"
    "%0A::set-output name=a::b\x00\x7f\ud800<script>$\\input{/etc/passwd}$ \\write18{rm} ^^5c"
)
UNSAFE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
COMMAND = re.compile(
    r"^\s*::(?!(?:error|warning|notice) file=|notice title=awesomelint::)"
    r"|##(?:vso)?\[(?:error|task)",
    re.MULTILINE,
)


def judged() -> FileReport:
    source = Source.of(f"# A\n\n- {NASTY.replace(chr(10), ' ').replace(chr(0xD800), '')}\n")
    found = Finding(
        5, 60, NASTY, rule="empty-bullet", category="entry", severity="error", key=NASTY
    )
    return FileReport(f"::x::{NASTY}.md", source, Lint(findings=[found] * 7))


def assert_harmless(text: str) -> None:
    assert not UNSAFE.search(text), UNSAFE.search(text)
    assert not COMMAND.search(text), COMMAND.search(text)
    text.encode()


@pytest.mark.parametrize("form", FORMATS)
def test_reports(form: str) -> None:
    text = renderer(form)([judged()], ReportOptions(show_info=True))
    assert_harmless(text)
    lines = text.splitlines()
    if form == "concise":
        assert len(lines) == 1, "equal findings are one line"
    if form == "github":
        assert len(lines) == 7
    if form == "json":
        assert {row["message"] for row in json.loads(text)} == {NASTY}
        assert {row["path"] for row in json.loads(text)} == {f"::x::{NASTY}.md"}


def test_colours_are_the_only_escapes() -> None:
    text = renderer("full")([judged()], ReportOptions(color=True))
    assert_harmless(re.sub(r"\x1b\[[0-9;]*m", "", text))
    assert "\x1b[31mred" not in text


@given(st.text(st.characters(codec=None), max_size=60))
def test_json_says_what_it_said(text: str) -> None:
    written = json_text(json.dumps({"a": text}, ensure_ascii=False))
    assert_harmless(written)
    assert json.loads(written) == {"a": text}


@given(st.text(st.sampled_from("#[]:\x1b\n\r\t\u202e ab\x9b\ud800:"), max_size=30))
def test_a_line_is_a_line_and_no_command(text: str) -> None:
    assert_harmless(line(text))
    assert "\n" not in printable(text)


def test_clean_text_is_printed_as_it_is() -> None:
    for text in ("# 中文 — “quoted” ❤️ 👩‍💻", "a ## b [c] ##[Title](x)", "x::y", "C:\\path\\n"):
        assert line(text) == text


@pytest.mark.parametrize(
    "text",
    [
        r"$\input{/etc/passwd}$",
        r"\write18{rm -rf /}",
        r"$^^5cinput{x}$",
        r"$\alpha\openin5=x$",
        r"$\csname input\endcsname$",
    ],
)
def test_bibtex_runs_no_command_of_a_list(text: str) -> None:
    assert not re.search(r"\\(?:input|write|openin|csname|endcsname|alpha)", latex(text))
    assert "^^" not in latex(text)


def test_bibtex_keeps_plain_formulas() -> None:
    for formula in (r"$\ell_1$", r"$O(n^2)$", r"$\mathbb{R}^d \to \mathcal{X}$", "$x$"):
        assert latex(formula) == formula


HEADER = (
    "path,line,section,group,parent,title,url,identities,links,"
    "description,year,venue,authors,tags,notes"
)


def run(
    *args: str, cwd: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, **(environment or {})}
    command = [sys.executable, "-m", "awesomelint", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, timeout=60, check=False, env=env)


def hostile_list(folder: Path) -> str:
    """A list and a name that try everything; returns the name."""
    name = "::error::a\n::stop-commands::t\x1b[31m\u202eb.md"
    (folder / name).write_text(
        "# L\x1b[31m\n\n- [x](#a%0A::stop-commands::tok%0A%1B[31m)\n- [=cmd|' /C calc'!A0](https://e.org/\u202ea?\x9bq=1)\n"
        "- 📔\n\n  ::error::y\n\n- <a href='https://e.org/a\n"
        "::set-env::b'>z</a> $\\input{x}$ ##[error]v\n"
        "- https://e.org/1https://e.org/2\n- -\n\n\n  \n- @x [b](c%0D%0A::debug::x)\n",
        encoding="utf-8",
    )
    return name


COMMANDS = [
    *(("check", "--show", "info", "--output-format", form) for form in FORMATS),
    *(("export", "--format", form) for form in ("json", "jsonl", "csv", "bibtex")),
    ("check", "--statistics"), ("links", "--dump"),
    ("fix", "--check", "--unsafe"), ("check", "--config"),
    ("check", "--select"), ("config", "show"), ("explain",), ("identify",),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands(command: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*command, hostile_list(tmp_path), cwd=tmp_path)
    for stream in (done.stdout, done.stderr):
        assert_harmless(stream.decode().replace("\r\n", "\n"))
    assert b"bug" not in done.stderr
    if command[0] == "export" and "json" in command:
        assert json.loads(done.stdout)[0]["path"].startswith("::error")


def test_a_config_full_of_escapes(tmp_path: Path) -> None:
    name = hostile_list(tmp_path)
    for text in (
        '"\\e[31m\\n::error::x": 1',
        'select: ["\\e]0;\\n::error::x"]',
        'severity: {mojibake: "\\n::error::\\e"}',
    ):
        (tmp_path / ".awesomelint.yaml").write_text(text + "\n")
        done = run("check", name, cwd=tmp_path)
        assert done.returncode == 2
        assert_harmless(done.stderr.decode())
        assert len(done.stderr.decode().strip().split("\n")) == 1


def test_csv_safe_starts_no_formula(tmp_path: Path) -> None:
    name = hostile_list(tmp_path)
    plain = run("export", "--format", "csv", name, cwd=tmp_path).stdout.decode()
    safe = run("export", "--format", "csv", "--csv-safe", name, cwd=tmp_path).stdout.decode()
    assert any(
        cell.startswith("=cmd")
        for row in csv.reader(io.StringIO(plain, newline=""))
        for cell in row
    )
    cells = [cell for row in csv.reader(io.StringIO(safe, newline="")) for cell in row]
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@\t\r＝＋－＠]", cell)]
    assert any(cell.startswith("'=cmd") for cell in cells)


def test_an_encoding_that_lacks_a_character(tmp_path: Path) -> None:
    (tmp_path / "é.md").write_text("# 中\n\n- 📔 é\n- 📔\n", encoding="utf-8")
    for encoding in ("ascii", "latin-1", "gbk"):
        done = run(
            "check",
            "--output-format",
            "json",
            "é.md",
            cwd=tmp_path,
            environment={"PYTHONIOENCODING": encoding},
        )
        assert done.returncode in (0, 1)
        rows = json.loads(done.stdout.decode(encoding))
        assert {row["path"] for row in rows} == {"é.md"}
        assert b"bug" not in done.stderr


def test_a_diff_is_exact_and_no_runner_obeys_it(tmp_path: Path) -> None:
    text = "# L\n\n::error::x\n\n- [a](https://e.org/)\n- https://e.org/1https://e.org/2\n"
    (tmp_path / "a.md").write_text(text)
    plain = run("fix", "--diff", "a.md", cwd=tmp_path, environment={"GITHUB_ACTIONS": ""})
    assert plain.stdout.startswith(b"--- a/a.md\n")
    fenced = run(
        "fix", "--diff", "a.md", cwd=tmp_path, environment={"GITHUB_ACTIONS": "true"}
    ).stdout.decode()
    token = re.match(r"::stop-commands::([0-9a-f]{32})\n", fenced)
    assert token
    assert fenced.endswith(f"\n::{token[1]}::\n")
