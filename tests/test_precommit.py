"""pre-commit itself runs both hooks on a scratch repository whose hook source is this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIST = (
    "# Papers\n\n- https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332\n"
    "- [A](https://a.example.org)\n- [B](https://b.example.org)\n"
)
IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *args: str) -> str:
    command = ["git", *IDENTITY, *args]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.fixture
def hooks(tmp_path: Path) -> tuple[Path, str]:
    """A git repository with this checkout's files as they are now, and its commit."""
    source = tmp_path / "hooks"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", ".*_cache", ".hypothesis", "node_modules", ".demo", ".peers"
    )
    shutil.copytree(ROOT, source, ignore=ignored)
    git(source, "init", "--quiet")
    git(source, "add", "--all")
    git(source, "commit", "--quiet", "--message", "hooks")
    return source, git(source, "rev-parse", "HEAD")


def test_both_hooks_run(hooks: tuple[Path, str], tmp_path: Path) -> None:
    source, commit = hooks
    work = tmp_path / "work"
    work.mkdir()
    git(work, "init", "--quiet")
    readme = work / "README.md"
    readme.write_text(LIST, encoding="utf-8")
    prose = "# About\n\nWe   keep lists. They are long.\n\n\n\nSay   hello.\n\n* one\n- two\n"
    (work / "about.md").write_text(prose, encoding="utf-8")
    (work / "old.md").write_text(LIST, encoding="utf-8")
    (work / ".awesomelint.yaml").write_text("exclude: [old.md]\n", encoding="utf-8")
    (work / "notes.txt").write_text(
        "https://a.example.orghttps://b.example.org\n", encoding="utf-8"
    )
    (work / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {source}\n  rev: {commit}\n  hooks:\n"
        f"  - id: awesomelint-fix\n  - id: awesomelint\n",
        encoding="utf-8",
    )
    git(work, "add", "--all")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    env["PRE_COMMIT_HOME"] = str(tmp_path / "cache")
    command = [
        sys.executable,
        "-m",
        "pre_commit",
        "run",
        "--all-files",
        "--color=never",
        "--verbose",
    ]

    first = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    assert "2402.03300 https://arxiv.org/abs/2402.06332" in readme.read_text(encoding="utf-8")
    assert (work / "about.md").read_text(encoding="utf-8") == prose
    assert (work / "old.md").read_text(encoding="utf-8") == LIST
    assert first.stdout.count("about.md: left alone: it is not a list") == 2  # said by both hooks
    assert first.stdout.count("old.md: left alone: excluded by the config") == 2
    assert "missing-title" in first.stdout  # the check, which ran after the fix
    assert "glued-urls" not in first.stdout.rpartition("hook id: awesomelint\n")[2]

    (work / ".awesomelint.yaml").write_text("files: [about.md]\n", encoding="utf-8")
    git(work, "add", "--all")
    named = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False)
    assert (work / "about.md").read_text(encoding="utf-8") != prose
    assert (work / "old.md").read_text(encoding="utf-8") == LIST
    assert "`files:` in the config does not include it" in named.stdout

    (work / "old.md").unlink()
    readme.write_text("# Papers\n\n- [A](https://a.example.org)\n", encoding="utf-8")
    git(work, "add", "--all")
    second = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False)
    assert second.returncode == 0, second.stdout + second.stderr


def test_a_contribution_to_a_list_that_is_not_canonical_carries_no_rewrite(
    hooks: tuple[Path, str], tmp_path: Path
) -> None:
    source, commit = hooks
    work = tmp_path / "work"
    work.mkdir()
    git(work, "init", "--quiet")
    readme = work / "README.md"
    old = (
        "Papers\n======\n\n\n\n*   [A](https://a.example.org)   \n"
        "*  [B](https://b.example.org) - Itâ€™s B.\n"
        "\n\n| a | b |\n|--|--|\n|1|2|\n|  3|  4|\n"
    )
    readme.write_text(old, encoding="utf-8")
    since = "args: [--since, HEAD]"
    (work / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {source}\n  rev: {commit}\n  hooks:\n"
        f"  - id: awesomelint-fix\n    {since}\n  - id: awesomelint\n    {since}\n",
        encoding="utf-8",
    )
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--no-verify", "--message", "old")
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    env["PRE_COMMIT_HOME"] = str(tmp_path / "cache")
    command = [sys.executable, "-m", "pre_commit", "run", "--color=never", "--verbose"]
    entry = "*   [C](https://c.example.org) - Itâ€™s C.  \n"
    readme.write_text(old.replace("*  [B]", entry + "*  [B]"), encoding="utf-8")
    git(work, "add", "--all")

    first = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "files were modified by this hook" in first.stdout
    added = readme.read_text(encoding="utf-8").split("\n")[6]
    assert added.split(None, 1)[1] == "[C](https://c.example.org) - It’s C."
    assert readme.read_text(encoding="utf-8") == old.replace("*  [B]", f"{added}\n*  [B]")

    git(work, "add", "--all")
    second = subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False)
    assert second.returncode == 0, second.stdout + second.stderr
