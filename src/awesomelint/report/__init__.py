"""Findings → text for people and machines: one thin module a format, each with `render`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from awesomelint.report.file_report import PLAIN, FileReport, ReportOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS = (
    "full",
    "concise",
    "json",
    "jsonl",
    "github",
    "gitlab",
    "sarif",
    "junit",
    "rdjson",
    "markdown",
)
WITH_FIXES = frozenset({"github", "sarif", "rdjson", "markdown"})
"""The formats whose readers make the fixes themselves: they show those alone that are proven."""

__all__ = ["FORMATS", "WITH_FIXES", "FileReport", "Renderer", "ReportOptions", "renderer"]


class Renderer(Protocol):
    """What each module of a format has as `render`."""

    def __call__(self, files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
        """All findings of `files` as text."""
        ...


def renderer(name: str) -> Renderer:
    """The renderer of the format `name`, one of `FORMATS`."""
    return cast("Renderer", import_module(f"awesomelint.report.{name}_").render)
