"""Walls for bots, known by their signatures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awesomelint.linkcheck.answer import Answer


@dataclass(frozen=True, slots=True)
class Signature:
    """A vendor's mark: every part that is given must be there.

    Values and bodies are compared in lower case.
    """

    vendor: str
    header: str = ""
    value: str = ""
    cookie: str = ""
    body: bytes = b""
    status: tuple[int, ...] = ()

    def fits(self, answer: Answer, body: bytes) -> bool:
        """Whether `answer` bears this mark; `body` is its body in lower case."""
        headers = answer.headers
        if self.status and answer.status not in self.status:
            return False
        if self.header and self.header not in headers:
            return False
        if self.header and self.value not in headers[self.header].lower():
            return False
        cookies = headers.get("set-cookie", "")
        if self.cookie and self.cookie not in cookies.lower():
            return False
        return self.body in body


@dataclass(frozen=True, slots=True)
class Table:
    """All signatures; `headers` and `bodies` tell at a glance that none of them can fit."""

    signatures: tuple[Signature, ...]
    headers: frozenset[str]
    bodies: tuple[bytes, ...]
    walls: frozenset[int]


@cache
def _table() -> Table:
    raw = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    signatures = tuple(
        Signature(
            vendor=row["vendor"],
            header=row.get("header", ""),
            value=row.get("value", ""),
            cookie=row.get("cookie", ""),
            body=row.get("body", "").encode(),
            status=tuple(row.get("status", ())),
        )
        for row in raw["signatures"]
    )
    return Table(
        signatures,
        frozenset(mark.header or "set-cookie" for mark in signatures if not mark.body),
        tuple(mark.body for mark in signatures if mark.body),
        frozenset(raw["walls"]),
    )


def walled_by(answer: Answer) -> str:
    """The vendor whose challenge `answer` is; empty if it is none."""
    table = _table()
    body = answer.body.lower()
    # substrings one by one: an alternation that ignores case took ten times as long as all the rest
    # of a check
    if table.headers.isdisjoint(answer.headers) and not any(mark in body for mark in table.bodies):
        return ""
    return next((mark.vendor for mark in table.signatures if mark.fits(answer, body)), "")


def wall(status: int) -> bool:
    """Whether `status` is one that hosts answer to programs whatever is behind it."""
    return status in _table().walls
