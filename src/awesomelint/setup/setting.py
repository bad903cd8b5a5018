"""What goes into a config: settings and notes, each with the reason for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Key = Literal[
    "files", "extends", "per-file", "select", "ignore", "exclude", "layout", "links",
    "links.exclude", "links.hosts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """One item of the list `key`, or one value in the mapping `key`, with its comment `why`.

    `name` is the key of the value in the mapping; it is empty for an item of a list.
    """

    key: Key
    value: str | float
    why: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What another tool was told and this one was not, and why."""

    text: str


Found = list[Setting | Note]
