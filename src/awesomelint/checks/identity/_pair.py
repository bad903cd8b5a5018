"""Two entries that are one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from awesomelint.curation import Entry
    from awesomelint.identity import Identity


class Pair(NamedTuple):
    """Two entries that are one thing: the rule and level, and the identity they share, if any.

    `silenced` says that a comment silences `rule` at the first entry. Such a pair is not reported;
    it only shows that the comment is used.
    """

    rule: str
    level: str
    first: Entry
    second: Entry
    identity: Identity | None
    silenced: bool = False
