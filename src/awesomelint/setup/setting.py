"""What goes into a config: settings and notes, each with the reason for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Key = Literal[
    "files", "extends", "per-file", "select", "ignore", "exclude", "layout", "links", "links.exclude",
    "links.hosts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """One item of the list `key`, or, with a `name`, one value in the mapping `key`; `why` is its comment."""

    key: Key
    value: str | float
    why: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What another tool was told and this one was not, and why."""

    text: str


Found = list[Setting | Note]
