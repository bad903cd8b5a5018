"""Whole lists, written for the purpose: what is reported, and what `fix` leaves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from awesomelint.curation import read
from awesomelint.engine import fix, lint
from awesomelint.facts import FactRequest, gather
from awesomelint.model import Facts
from awesomelint.report import FileReport, ReportOptions, renderer
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

LISTS = sorted((Path(__file__).parents[1] / "fixtures" / "lists").iterdir())


@pytest.mark.parametrize("folder", LISTS, ids=[folder.name for folder in LISTS])
def test_the_report_and_the_fixed_list(folder: Path) -> None:
    """AWESOMELINT_ACCEPT=1 writes what is; read the diff before committing it."""
    active = activate(Config())
    source = Source((folder / "list.md").read_bytes())
    document = read(source, "list.md")
    judged = FileReport(
        "list.md",
        source,
        lint(document, active, gather(document, folder, Facts(), FactRequest(frozenset()))),
    )
    report = renderer("full")([judged], ReportOptions(show_info=True))
    fixed = fix(source, active).after.raw
    if os.environ.get("AWESOMELINT_ACCEPT"):
        (folder / "list.txt").write_text(report, encoding="utf-8")
        (folder / "fixed.md").write_bytes(fixed)
    assert report == (folder / "list.txt").read_text(encoding="utf-8")
    assert fixed == (folder / "fixed.md").read_bytes()
    assert fix(Source(fixed), active).after.raw == fixed
