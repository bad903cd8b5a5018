"""The rows of the JSON contract, one a line and without an array around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.report.file_report import PLAIN
from awesomelint.report.json_ import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.report.file_report import FileReport, ReportOptions


def render(files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
    """All findings of `files`, each a JSON object on a line of its own."""
    return whole(part(file, options) for file in sorted(files, key=lambda file: file.path))


def whole(parts: Iterable[str]) -> str:
    """The rows of all files, which are in the order of their paths."""
    return "".join(parts)


def part(file: FileReport, options: ReportOptions = PLAIN) -> str:
    """The rows of one file."""
    return "".join(f"{line}\n" for line in lines(file, options))
