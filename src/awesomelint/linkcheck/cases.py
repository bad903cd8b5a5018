"""What a run keeps in mind of links, hosts and requests while it asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import httpx

    from awesomelint.linkcheck.answer import Answer, FailureKind, Hop
    from awesomelint.linkcheck.verdict import Verdict
    from awesomelint.model import LinkFact

Purpose = Literal["first", "again", "front", "https", "archive"]


@dataclass(slots=True)
class Case:
    """A link on its way to its class."""

    url: str
    first: Verdict | None = None
    answer: Answer | None = None
    again: Verdict | None = None
    front: int | None = None
    missing: int = 0
    fact: LinkFact | None = None


@dataclass(slots=True)
class Visit:
    """One question with its redirects.

    `url` is what is asked next, `bucket` the domain it belongs to.
    """

    purpose: Purpose
    url: str
    bucket: str
    case: Case | None = None
    hops: tuple[Hop, ...] = ()
    cookies: httpx.Cookies | None = None
    waits: int = 0
    asked: float = 0.0


@dataclass(slots=True)
class Front:
    """The front page of a host: its status once it is known, and the cases that wait for it."""

    status: int | None = None
    waiting: list[Case] = field(default_factory=list)


@dataclass(slots=True)
class Silence:
    """A host that has not answered yet: how often it failed, how the last time, and the visits that wait for a sign."""

    failures: int = 0
    kind: FailureKind = "timeout"
    detail: str = ""
    parked: list[Visit] = field(default_factory=list)
