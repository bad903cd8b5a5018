"""`awesomelint cache`: looking at what is remembered, and dropping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.cli import run
from awesomelint.linkcheck.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_info_and_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "links.sqlite"
    Store(path).close()
    assert run(["cache", "info", "--cache", str(path)]) == 0
    assert str(path) in capsys.readouterr().out
    assert run(["cache", "clean", "--cache", str(path)]) == 0
    assert "bytes freed" in capsys.readouterr().out
    assert not path.exists()
    assert run(["cache", "info", "--cache", str(path)]) == 0
    assert ": 0 bytes" in capsys.readouterr().out
