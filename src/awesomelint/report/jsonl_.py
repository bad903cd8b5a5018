"""The rows of the JSON contract, one a line and without an array around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.report.file_report import PLAIN
from awesomelint.report.json_ import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.report.file_report import FileReport, ReportOptions


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files`, each a JSON object on a line of its own."""
    return "".join(f"{line}\n" for line in lines(files, options))
