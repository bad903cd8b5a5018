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
class LinkCheck:
    """A link, and what is known of it so far."""

    url: str
    first: Verdict | None = None
    answer: Answer | None = None
    again: Verdict | None = None
    front: int | None = None
    missing: int = 0
    fact: LinkFact | None = None
    elsewhere: bool = False
    """Whether it leads to a domain that is asked by another process."""


@dataclass(slots=True)
class Request:
    """A request with its redirects.

    `url` is what is asked next, `bucket` the domain it belongs to.
    """

    purpose: Purpose
    url: str
    bucket: str
    check: LinkCheck | None = None
    hops: tuple[Hop, ...] = ()
    cookies: httpx.Cookies | None = None
    waits: int = 0
    asked: float = 0.0


@dataclass(slots=True)
class HostProbe:
    """The front page of a host: its status once it is known, and the links that wait for it."""

    status: int | None = None
    waiting: list[LinkCheck] = field(default_factory=list)


@dataclass(slots=True)
class HostFailures:
    """A host that has not answered yet: how often and how it failed, and what waits for it."""

    failures: int = 0
    kind: FailureKind = "timeout"
    detail: str = ""
    parked: list[Request] = field(default_factory=list)
