"""Witnesses from a real git history."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from awesomelint.facts.history import HistoryError, versions

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *args: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.net", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "change")


def test_versions_come_newest_first_and_follow_renames(tmp_path: Path) -> None:
    git(tmp_path, "init")
    (tmp_path / "docs").mkdir()
    lines = "".join(f"- 条目 {n}\n" for n in range(30))
    commit(tmp_path, "docs/list.md", f"# 一\n{lines}".encode())
    git(tmp_path, "mv", "docs/list.md", "docs/读我.md")
    git(tmp_path, "commit", "-m", "rename")
    commit(tmp_path, "docs/读我.md", f"# 二\r\n{lines}".encode())
    commit(tmp_path, "docs/读我.md", "# 三\n".encode("gbk") + lines.encode())
    found = versions(tmp_path / "docs/读我.md")
    assert [text.split("\n")[0] for text in found] == ["# 二", "# 一"]


def test_no_history_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text("# A\n")
    with pytest.raises(HistoryError):
        versions(tmp_path / "list.md")
    git(tmp_path, "init")
    commit(tmp_path, "other.md", b"x")
    (tmp_path / "new.md").write_text("# A\n")
    with pytest.raises(HistoryError, match="no history"):
        versions(tmp_path / "new.md")
