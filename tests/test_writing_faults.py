"""Writing under faults: killed at every system call, disk full, mounted over.

Driven by strace's injection.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

OLD = b"the old list\n" * 400
NEW = b"the new and somewhat longer list\n" * 400
MARKER = "/awesomelint-marker"
CHILD = f"""
import os, sys
from pathlib import Path
from awesomelint.files.writing import WriteError, replace_file
path, new = Path(sys.argv[1]), Path(sys.argv[2]).read_bytes()
old = path.read_bytes()
os.path.exists({MARKER!r})
try:
    replace_file(path, old, new)
except WriteError as error:
    print(error)
    sys.exit(3)
os.path.exists({MARKER!r})
"""


def works() -> bool:
    """Whether strace is here and may trace."""
    if not shutil.which("strace"):
        return False
    return (
        subprocess.run(
            ["strace", "-o", os.devnull, "true"], capture_output=True, check=False
        ).returncode
        == 0
    )


pytestmark = pytest.mark.skipif(not works(), reason="strace is missing or may not trace here")


def setting(folder: Path, *, linked: bool) -> Path:
    path = folder / "README.md"
    path.write_bytes(OLD)
    (folder / "new").write_bytes(NEW)
    if linked:
        os.link(path, folder / "other.md")
    return path


def run(folder: Path, path: Path, *inject: str) -> subprocess.CompletedProcess[str]:
    command = [
        "strace", "-f", "-o", str(folder / "log"), "-e", "trace=all",
        *[part for one in inject for part in ("-e", f"inject={one}")],
        sys.executable, "-c", CHILD, str(path), str(folder / "new"),
    ]  # fmt: skip
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def calls(folder: Path) -> list[tuple[str, int]]:
    """The system calls between the markers: name and how many of that name came before, from 1."""
    seen: Counter[str] = Counter()
    inside, found = False, []
    for line in (folder / "log").read_text(errors="replace").split("\n"):
        match = re.match(r"\d+\s+(\w+)\(", line)
        if not match:
            continue
        name = match[1]
        seen[name] += 1
        if MARKER in line:
            inside = not inside
        elif inside:
            found.append((name, seen[name]))
    return found


def outcome(folder: Path, path: Path) -> str:
    """The state after a crash: the old bytes, the new ones, or a rescue copy of the old ones."""
    content = path.read_bytes()
    if content in {OLD, NEW}:
        return "old" if content == OLD else "new"
    rescue = [copy for copy in folder.rglob("*awesomelint-rescue") if copy.read_bytes() == OLD]
    assert rescue, f"{len(content)} bytes that are neither the old nor the new, and no rescue copy"
    return "rescue"


MEMORY = {"brk", "madvise", "mmap", "mremap", "munmap"}
"""Calls that write no file, and whose number differs from run to run."""


@pytest.mark.parametrize("linked", [False, True], ids=["replaced", "written in place"])
def test_killed_at_any_system_call_nothing_is_lost(tmp_path: Path, linked: bool) -> None:
    first = tmp_path / "first"
    first.mkdir()
    assert run(first, setting(first, linked=linked)).returncode == 0
    todo = [(name, when) for name, when in calls(first) if name not in MEMORY]
    assert {"fsync", "rename" if not linked else "ftruncate"} <= {name for name, _ in todo}
    seen: Counter[str] = Counter()
    for index, (name, when) in enumerate(todo):
        folder = tmp_path / f"{index}-{name}"
        folder.mkdir()
        path = setting(folder, linked=linked)
        assert run(folder, path, f"{name}:signal=KILL:when={when}").returncode != 0, (name, when)
        seen[outcome(folder, path)] += 1
    assert seen["old"]
    assert seen["new"]
    assert linked or not seen["rescue"]


@pytest.mark.parametrize("linked", [False, True], ids=["replaced", "written in place"])
def test_a_full_disk_leaves_the_old_bytes_and_says_so(tmp_path: Path, linked: bool) -> None:
    path = setting(tmp_path, linked=linked)
    run(tmp_path, path)
    writes = [(name, when) for name, when in calls(tmp_path) if name == "write"]
    assert writes
    for index, (name, when) in enumerate(writes):
        folder = tmp_path / str(index)
        folder.mkdir()
        path = setting(folder, linked=linked)
        result = run(folder, path, f"{name}:error=ENOSPC:when={when}")
        assert outcome(folder, path) in {"old", "new"}
        if path.read_bytes() == OLD:
            assert result.returncode == 3
            assert "No space left" in result.stdout or "rescue" in result.stdout
        assert not list(folder.rglob("*rescue"))
        assert not list(folder.glob(".README*"))


def test_a_file_that_cannot_be_replaced_is_written_in_place(tmp_path: Path) -> None:
    path = setting(tmp_path, linked=False)
    inode = path.stat().st_ino
    assert run(tmp_path, path, "rename:error=EBUSY:when=1+").returncode == 0
    assert path.read_bytes() == NEW
    assert path.stat().st_ino == inode
    assert not list(tmp_path.rglob("*rescue"))
    assert not list(tmp_path.glob(".README*"))


def test_a_folder_that_cannot_be_written_gets_its_file_in_place(tmp_path: Path) -> None:
    path = setting(tmp_path, linked=False)
    run(tmp_path, path)
    opens = [when for name, when in calls(tmp_path) if name == "openat"]
    folder = tmp_path / "again"
    folder.mkdir()
    path = setting(folder, linked=False)
    # the second file opened is the temporary one: the first reads the target once more
    assert run(folder, path, f"openat:error=EACCES:when={opens[1]}").returncode == 0
    assert path.read_bytes() == NEW
