"""`awesomelint identify`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from awesomelint.cli import run

if TYPE_CHECKING:
    import pytest


def test_arguments_give_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["identify", "https://arxiv.org/pdf/2301.12597v3.pdf", "nothing at all"]) == 0
    assert capsys.readouterr().out == "arxiv:2301.12597@v3\n-\n"


def test_lines_of_standard_input_give_a_line_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = "https://github.com/A/B.git\r\n\nhttps://arxiv.org/abs/2313.01234\n\x85论文\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    assert run(["identify"]) == 0
    assert capsys.readouterr().out == "github:a/b\n-\n!arxiv-invalid(month):2313.01234\n-\n"
