"""Two entries that are one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awesomelint.curation import Entry
    from awesomelint.identity import Identity


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that are one thing: what `rule` says of them, at which level, and the identity they share, if any.

    `silenced` says that a comment silences `rule` at the first: it is no occurrence, and only the
    comment hears of it.
    """

    rule: str
    level: str
    first: Entry
    second: Entry
    identity: Identity | None
    silenced: bool = False
