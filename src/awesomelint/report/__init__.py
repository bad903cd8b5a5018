"""Findings → text for people and machines: one thin module a format, each with `render`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from awesomelint.report.file_report import PLAIN, FileReport, ReportOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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

__all__ = [
    "FORMATS",
    "WITH_FIXES",
    "FileReport",
    "Parts",
    "Renderer",
    "ReportOptions",
    "parts",
    "renderer",
]


class Renderer(Protocol):
    """What each module of a format has as `render`."""

    def __call__(self, files: Sequence[FileReport], options: ReportOptions = PLAIN) -> str:
        """All findings of `files` as text."""
        ...


def renderer(name: str) -> Renderer:
    """The renderer of the format `name`, one of `FORMATS`."""
    return cast("Renderer", import_module(f"awesomelint.report.{name}_").render)


class Parts(Protocol):
    """A format that tells of one file at a time, so that no run need keep them all."""

    def part(self, file: FileReport, options: ReportOptions = PLAIN) -> str:
        """The findings of one file."""
        ...

    def whole(self, parts: Iterable[str]) -> str:
        """A report of the parts of all files, in the order of their paths."""
        ...


def parts(name: str) -> Parts | None:
    """The format `name` if it tells of one file at a time; None if it needs them all."""
    module = import_module(f"awesomelint.report.{name}_")
    return cast("Parts", module) if hasattr(module, "part") else None
