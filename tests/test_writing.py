"""Writing: the old bytes, the new bytes, or a named rescue copy."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from awesomelint.files.writing import WriteError, replace_file, rescue_of

if TYPE_CHECKING:
    from pathlib import Path


def test_mode_and_symlink_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, b"old", b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "real.md"]


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"same")
    before = path.stat()
    replace_file(path, b"same", b"same")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"edited by someone")
    with pytest.raises(WriteError, match="changed while"):
        replace_file(path, b"old", b"new")
    assert path.read_bytes() == b"edited by someone"


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        replace_file(path, b"old", b"new")
    assert path.read_bytes() == b"old"


def test_hard_links_stay_one_file(tmp_path: Path) -> None:
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    path.write_bytes(b"old")
    os.link(path, other)
    replace_file(path, b"old", b"new, and longer")
    assert other.read_bytes() == b"new, and longer"
    assert path.stat().st_ino == other.stat().st_ino
    assert rescue_of(path) is None


def test_a_rescue_copy_of_an_earlier_run_is_named_and_never_overwritten(tmp_path: Path) -> None:
    path, other = tmp_path / "a.md", tmp_path / "b.md"
    path.write_bytes(b"old")
    os.link(path, other)
    rescue = tmp_path / "a.md.awesomelint-rescue"
    rescue.write_bytes(b"what an interrupted run saved")
    assert rescue_of(path) == rescue
    with pytest.raises(WriteError, match="awesomelint-rescue is left"):
        replace_file(path, b"old", b"new")
    assert path.read_bytes() == b"old"
    assert rescue.read_bytes() == b"what an interrupted run saved"
