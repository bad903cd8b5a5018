"""The list as data: one record an entry, and a thin module a format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from awesomelint.export.record import Record, records

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FORMATS", "Record", "records", "render"]

FORMATS = ("json", "jsonl", "csv", "bibtex")


def render(found: Iterable[Record], form: str, *, csv_safe: bool = False) -> str:
    """The records in the format `form`, one of `FORMATS`.

    `csv_safe` keeps spreadsheets from running cells.
    """
    module = import_module(f"awesomelint.export.{form}_")
    options = {"safe": csv_safe} if form == "csv" else {}
    text = module.render(found, **options)
    return cast("str", text)
