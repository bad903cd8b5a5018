"""The list as data: one record an entry, and a thin module a format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from awesomelint.export.record import Record, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["FORMATS", "Record", "records", "render"]

FORMATS = ("json", "jsonl", "csv", "bibtex")


def render(found: Iterable[Record], form: str) -> str:
    """The records in the format `form`, one of `FORMATS`."""
    written = cast("Callable[[Iterable[Record]], str]", import_module(f"awesomelint.export.{form}_").render)
    return written(found)
