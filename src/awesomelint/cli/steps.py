"""The files of a run on their way: what is to be done, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

    from awesomelint.cli.session import Message

Result = TypeVar("Result")


@dataclass(slots=True, eq=False, repr=False)
class Step(Generic[Result]):
    """One file of a run."""

    path: Path
    raw: bytes = b""
    is_done: bool = False
    result: Result | None = None
    messages: list[Message] = field(default_factory=list)


class Done(NamedTuple, Generic[Result]):
    """What became of one file: its result, what is to be said, and what is to be stored."""

    result: Result | None
    messages: list[Message]
    rows: list[tuple[bytes, bytes]]
