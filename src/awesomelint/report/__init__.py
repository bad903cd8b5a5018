"""Findings → text for people and machines: one thin module a format, each with `render`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from awesomelint.report.judged import Judged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FORMATS = ("full", "concise", "json", "github")

__all__ = ["FORMATS", "Judged", "renderer"]


def renderer(name: str) -> Callable[..., str]:
    """`render(files, *, color, show_info, verbose)` of the format `name`."""
    return cast(
        "Callable[[Sequence[Judged]], str]", import_module(f"awesomelint.report.{name}_").render
    )
