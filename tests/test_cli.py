"""The command line as its users meet it: exit codes, one-line mistakes, nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MESSY = "# Papers\n\n- 📔\n- https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332\n- [A](https://a.example.net/)\n"
CLEAN = "# Papers\n\n- [A](https://a.example.net/)\n- [B](https://b.example.net/)\n"


def awesomelint(
    *args: str | Path, cwd: Path, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "awesomelint", *map(str, args)]
    return subprocess.run(
        command, cwd=cwd, input=stdin, capture_output=True, timeout=60, check=False
    )


def put(folder: Path, text: str | bytes, name: str = "README.md") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_check_exits_1_on_errors_and_0_on_none(tmp_path: Path) -> None:
    put(tmp_path, MESSY)
    put(tmp_path, CLEAN, "clean.md")
    messy = awesomelint("check", "README.md", cwd=tmp_path)
    assert messy.returncode == 1
    assert b"glued-urls" in messy.stdout
    assert b"awesomelint fix README.md" in messy.stderr
    assert awesomelint("check", "clean.md", cwd=tmp_path).returncode == 0
    assert (
        awesomelint("check", "--select", "empty-section", "README.md", cwd=tmp_path).returncode == 0
    )
    assert (
        awesomelint("check", "--ignore", "entry,markup", "README.md", cwd=tmp_path).returncode == 0
    )


def test_fix_mends_what_is_safe_and_says_what_is_left(tmp_path: Path) -> None:
    path = put(tmp_path, MESSY)
    done = awesomelint("fix", "README.md", cwd=tmp_path)
    assert done.returncode == 0
    assert "2402.03300 https://arxiv.org/abs/2402.06332\n" in path.read_text()
    assert "- 📔\n" in path.read_text()
    assert b"1 glued-urls" in done.stderr
    assert b"left for --unsafe: 1 empty-bullet" in done.stderr
    assert b"next: awesomelint check README.md" in done.stderr
    assert awesomelint("fix", "--fail-on", "error", "README.md", cwd=tmp_path).returncode == 1
    unsafe = awesomelint("fix", "--unsafe=empty-bullet", "README.md", cwd=tmp_path)
    assert "📔" not in path.read_text()
    assert "deleted (empty-bullet): - 📔".encode() in unsafe.stderr


def test_check_and_diff_write_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, MESSY)
    assert awesomelint("fix", "--check", "README.md", cwd=tmp_path).returncode == 1
    diff = awesomelint("fix", "--diff", "README.md", cwd=tmp_path)
    assert diff.returncode == 1
    assert b"+- https://arxiv.org/abs/2402.03300 https://arxiv.org/abs/2402.06332" in diff.stdout
    assert path.read_text() == MESSY
    put(tmp_path, CLEAN)
    assert awesomelint("fix", "--check", "README.md", cwd=tmp_path).returncode == 0
    assert awesomelint("fix", "--diff", "README.md", cwd=tmp_path).stdout == b""


def test_standard_input_comes_back_on_standard_output(tmp_path: Path) -> None:
    done = awesomelint("fix", "-", cwd=tmp_path, stdin=MESSY.encode())
    assert done.returncode == 0
    assert b"2402.03300 https" in done.stdout
    untouched = awesomelint("fix", "-", cwd=tmp_path, stdin=CLEAN.encode())
    assert untouched.stdout.decode() == CLEAN
    named = awesomelint(
        "check",
        "-",
        "--stdin-filename",
        "x.md",
        "--output-format",
        "json",
        cwd=tmp_path,
        stdin=MESSY.encode(),
    )
    assert {row["path"] for row in json.loads(named.stdout)} == {"x.md"}


def test_json_is_an_array_even_when_clean(tmp_path: Path) -> None:
    put(tmp_path, CLEAN)
    assert (
        json.loads(
            awesomelint("check", "--output-format", "json", "README.md", cwd=tmp_path).stdout
        )
        == []
    )
    put(tmp_path, MESSY)
    rows = json.loads(
        awesomelint("check", "--output-format", "json", "README.md", cwd=tmp_path).stdout
    )
    glued = next(row for row in rows if row["rule"] == "glued-urls")
    assert (glued["line"], glued["column"], glued["severity"]) == (4, 3, "error")
    assert glued["fix"]["edits"] == [
        {"start": {"line": 4, "column": 35}, "end": {"line": 4, "column": 35}, "text": " "}
    ]
    assert rows == sorted(rows, key=lambda r: (r["path"], r["line"], r["column"], r["rule"]))


BAD_INPUT: list[tuple[str, bytes, int]] = [
    ("binary", bytes(range(256)) * 20, 1),
    ("gbk", "# 论文\n\n- 大模型入门指南，数据集与评测方法的综述\n".encode("gbk"), 1),
    ("empty", b"", 0),
    ("one long line", b"word " * 2_000_000, 0),
    ("brackets", b"- " + b"[" * 10_000 + b"\n", 0),
    ("quotes", b">" * 10_000 + b" deep\n", 0),
    ("nested lists", b"".join(b"  " * depth + b"- x\n" for depth in range(300)), 0),
    ("emphasis", b"*a " * 20_000 + b"\n", 0),
]


@pytest.mark.parametrize(
    ("raw", "code"), [case[1:] for case in BAD_INPUT], ids=[case[0] for case in BAD_INPUT]
)
def test_hostile_files_end_in_time_without_a_traceback(
    tmp_path: Path, raw: bytes, code: int
) -> None:
    path = put(tmp_path, raw)
    started = time.monotonic()
    result = awesomelint("check", "README.md", cwd=tmp_path)
    assert time.monotonic() - started < 45
    assert b"Traceback" not in result.stderr
    assert b"bug in awesomelint" not in result.stderr
    assert result.returncode == code, result.stderr
    assert path.read_bytes() == raw


def test_mistakes_are_one_line_and_exit_2(tmp_path: Path) -> None:
    put(tmp_path, CLEAN)
    put(tmp_path, "selct: [a]\n", "bad.yaml")
    for args, said in [
        (["check", "missing.md"], "there is no such file"),
        (["check", "--select", "mojibak", "README.md"], "did you mean 'mojibake'"),
        (["check", "--config", "bad.yaml", "README.md"], "did you mean 'select'"),
        (["check", "--config", "none.yaml", "README.md"], "there is no such config file"),
        (["check", "--profile", "chinese", "README.md"], "no profile is called"),
        (["chek", "README.md"], "did you mean 'check'"),
        (["check", "--selct", "a", "README.md"], "No such option"),
        (["explain", "mojibak"], "did you mean 'mojibake'"),
        (["check", "README.md", "--output-file", "no/such/folder"], "--output-file no/such/folder"),
    ]:
        result = awesomelint(*args, cwd=tmp_path)
        assert result.returncode == 2, args
        assert said in result.stderr.decode(), args
        assert len(result.stderr.decode().strip().split("\n")) == 1, result.stderr
        assert result.stdout == b""


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file_is_a_problem_and_the_others_are_done(tmp_path: Path) -> None:
    put(tmp_path, CLEAN).chmod(0)
    put(tmp_path, MESSY, "b.md")
    result = awesomelint("check", "README.md", "b.md", cwd=tmp_path)
    assert result.returncode == 2
    assert b"permission denied" in result.stderr
    assert b"glued-urls" in result.stdout


def test_a_missing_file_does_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path, MESSY)
    result = awesomelint("check", "none.md", "README.md", cwd=tmp_path)
    assert result.returncode == 2
    assert b"glued-urls" in result.stdout


def test_a_folder_gives_its_lists_and_counts_the_rest(tmp_path: Path) -> None:
    put(tmp_path, MESSY + "".join(f"- [{n}](https://{n}.example.net/)\n" for n in range(10)))
    put(tmp_path, "# Prose\n\nNothing to see.\n", "about.md")
    put(tmp_path, CLEAN, "CHANGELOG.md")
    result = awesomelint("check", cwd=tmp_path)
    assert b"README.md" in result.stdout
    assert b"1 not a list" in result.stderr
    assert b"1 not a list by name" in result.stderr
    (tmp_path / "README.md").unlink()
    none = awesomelint("check", ".", cwd=tmp_path)
    assert none.returncode == 0
    assert b"0 files checked" in none.stderr
    assert b"name a file" in none.stderr


def test_exclude_holds_for_named_files_and_says_so(tmp_path: Path) -> None:
    put(tmp_path, MESSY)
    put(tmp_path, "exclude: [README.md]\n", ".awesomelint.yaml")
    result = awesomelint("check", "README.md", cwd=tmp_path)
    assert result.returncode == 0
    assert b"excluded by the config" in result.stderr


def test_explain_prints_card_and_examples(tmp_path: Path) -> None:
    one = awesomelint("explain", "glued-urls", cwd=tmp_path)
    assert one.returncode == 0
    assert b"After `fix`" in one.stdout
    table = awesomelint("explain", cwd=tmp_path)
    assert b"empty-bullet" in table.stdout


def test_config_shows_what_holds_and_the_schema(tmp_path: Path) -> None:
    put(tmp_path, "severity: {empty-bullet: info}\n", ".awesomelint.yaml")
    shown = awesomelint("config", "show", cwd=tmp_path)
    assert b"empty-bullet: info" in shown.stdout
    assert (
        json.loads(awesomelint("config", "schema", cwd=tmp_path).stdout)["title"]
        == "awesomelint config"
    )


def test_comments_silence_check_and_fix(tmp_path: Path) -> None:
    text = MESSY.replace(
        "- https",
        "<!-- awesomelint-disable-next-line glued-urls, missing-title: as found -->\n- https",
    )
    path = put(tmp_path, text)
    result = awesomelint("check", "--output-format", "json", "--verbose", "README.md", cwd=tmp_path)
    rows = json.loads(result.stdout)
    assert [row["rule"] for row in rows if row.get("suppressed")].count("glued-urls") == 1
    assert not [row for row in rows if row["rule"] == "glued-urls" and not row.get("suppressed")]
    awesomelint("fix", "README.md", cwd=tmp_path)
    assert "2402.03300https" in path.read_text()


def test_no_socket_is_opened_offline(tmp_path: Path) -> None:
    put(tmp_path, MESSY)
    script = (
        "import socket, sys\n"
        "def no(*a, **k): raise SystemExit('a socket was opened')\n"
        "socket.socket = no\n"
        "from awesomelint.cli import run\n"
        "code = run(['check', 'README.md'])\n"
        "heavy = {'httpx', 'ftfy', 'yaml', 'cmarkgfm', 'asyncio', 'platformdirs'}\n"
        "heavy &= set(sys.modules)\n"
        "sys.exit(f'{heavy}' if heavy else code)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, timeout=60, check=False
    )
    assert result.returncode == 1, result.stderr
    assert b"glued-urls" in result.stdout


def test_fix_leaves_a_named_file_alone_that_is_no_list(tmp_path: Path) -> None:
    prose = "# Prose\n\nA paragraph   \n\n\n\nand another one.\n\n* with\n- bullets\n"
    path = put(tmp_path, prose, "docs.md")
    alone = awesomelint("fix", "docs.md", cwd=tmp_path)
    assert (alone.returncode, path.read_text()) == (0, prose)
    assert alone.stderr.decode().startswith("docs.md: left alone: it is not a list")
    checked = awesomelint("check", "docs.md", "--show", "info", cwd=tmp_path)
    assert b"noncanonical-layout" in checked.stdout  # a named file is always read
    assert (
        awesomelint("check", "--lists-only", "docs.md", "--show", "info", cwd=tmp_path).stdout
        == b""
    )
    put(tmp_path, "files: [docs.md]\n", ".awesomelint.yaml")
    assert awesomelint("fix", "docs.md", cwd=tmp_path).returncode == 0
    assert path.read_text() != prose


def test_check_announces_no_fix_that_fix_leaves_alone(tmp_path: Path) -> None:
    put(
        tmp_path,
        "# P\n\nProse.\n\nMore of it.\n\nSee https://a.orghttps://b.org now.\n",
        "docs.md",
    )
    done = awesomelint("check", "docs.md", cwd=tmp_path)
    assert b"glued-urls" in done.stdout
    assert b"awesomelint fix docs.md" not in done.stderr
    assert b"fix leaves docs.md alone" in done.stderr


def test_verbose_names_what_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, "- [a](https://a.example.org)\n" * 12, "README.md")
    put(tmp_path, "Prose.\n", "notes.md")
    assert b"left out: 1 not a list" in awesomelint("check", cwd=tmp_path).stderr
    done = awesomelint("check", "--verbose", cwd=tmp_path)
    assert b"notes.md: left out: not a list" in done.stderr


def test_the_name_of_standard_input_obeys_the_config(tmp_path: Path) -> None:
    put(tmp_path, "exclude: [old.md]\n", ".awesomelint.yaml")
    for args in (["check", "-"], ["fix", "-"]):
        done = awesomelint(*args, "--stdin-filename", "old.md", cwd=tmp_path, stdin=MESSY.encode())
        assert done.returncode == 0
        assert b"old.md: left alone: excluded by the config" in done.stderr
        assert done.stdout.decode() == (MESSY if args[0] == "fix" else "")
    assert (
        awesomelint(
            "check", "-", "--stdin-filename", "new.md", cwd=tmp_path, stdin=MESSY.encode()
        ).returncode
        == 1
    )


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    """A process that fixes twenty files needs little more than one that fixes four."""
    rows = "".join(
        f"- [Entry {n}, 项目](https://h{n}.example.net/{n}) - What it is.\n" for n in range(400)
    )
    for number in range(20):
        put(
            tmp_path,
            f"# List {number}\n\n\n\n{rows}\n\n\n- https://a.example.net/{number}https://b.example.net/\n",
            f"{number}.md",
        )
    code = (
        "import resource, sys; from awesomelint.cli import run; code = run(sys.argv[1:]); "
        "unit = 2**10 if sys.platform == 'linux' else 2**20; "
        "print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)"
    )
    peaks = []
    for count in (4, 20):
        args = ["fix", "--check", "-q", *(f"{number}.md" for number in range(count))]
        done = subprocess.run(
            [sys.executable, "-c", code, *args],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        exit_code, peak = done.stdout.split()
        assert exit_code == "1"
        peaks.append(int(peak))
    assert peaks[1] - peaks[0] < 16 * 0.6, peaks  # MB: their bytes, and what is said of them


def test_each_command_is_listed_with_what_it_does(tmp_path: Path) -> None:
    done = awesomelint("--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    listed = done.stdout.decode().partition("Commands:\n")[2].splitlines()
    assert len(listed) >= 10
    assert all(len(line.split()) > 3 for line in listed)
