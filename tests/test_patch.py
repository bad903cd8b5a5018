"""`fix --diff` prints what `git apply` takes, and that gives what `fix` writes."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.cli.patch import patch

if TYPE_CHECKING:
    from pathlib import Path

LISTS = {
    "lf": b"# L\n\n- [A](https://a.example/1) - A. \n* [B](https://a.example/2) - B.\n",
    "crlf": (
        b"# L\r\n\r\n- [A](https://a.example/1) - A.  \r\n\r\n\r\n- [B](https://a.example/2) - B.  "
    ),
    "bom": b"\xef\xbb\xbf# L\r\n\r\n\r\n- [A](https://a.example/1) - A.\r\n",
    "mixed": b"# L\n\r\n\n- [A](https://a.example/1) - A. \r\n- [B](https://a.example/2)\n\n\n",
    "lines that look like a head": b"-- a/x y \n\n\n\n++ b/x y\n",
    "other line ends": "a\u2028b \n\n\n\nc\x0bd\n".encode(),
}
NAMES = ("README.md", "a list.md", "清单.md", 'a "b" \\c.md', "a\tb\nc.md")


def git(folder: Path, *words: str, stdin: bytes = b"") -> None:
    done = subprocess.run(
        ["git", *words], cwd=folder, input=stdin, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("raw", LISTS.values(), ids=LISTS)
def test_git_applies_it_and_gets_what_fix_writes(raw: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    (tmp_path / ".awesomelint.yaml").write_text('files: ["*"]\n', encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "core.autocrlf", "false")
    command = [sys.executable, "-m", "awesomelint", "fix", name]
    diff = subprocess.run([*command, "--diff"], cwd=tmp_path, capture_output=True, check=False)
    assert diff.returncode == 1, diff.stderr.decode()
    assert path.read_bytes() == raw
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    fixed = path.read_bytes()
    path.write_bytes(raw)
    git(tmp_path, "apply", "--whitespace=nowarn", "-", stdin=diff.stdout)
    assert path.read_bytes() == fixed != raw


BYTES = st.lists(
    st.sampled_from([b"a", b" ", b"\r", b"\n", b"\r\n", b"-- a/b c\n", "é".encode(), b"\xff"])
).map(b"".join)


@settings(max_examples=15, deadline=None)
@given(old=BYTES, new=BYTES)
def test_any_two_contents(old: bytes, new: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    if old == new or not old or not new:
        return
    folder = tmp_path_factory.mktemp("patch")
    (folder / "x y").write_bytes(old)
    git(folder, "init", "-q")
    git(folder, "config", "core.autocrlf", "false")
    git(folder, "apply", "--whitespace=nowarn", "-", stdin=patch("x y", old, new))
    assert (folder / "x y").read_bytes() == new
