"""What one URL gave: the chain of redirects, the last response, or why there was none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from awesomelint.errors import AwesomelintError

if TYPE_CHECKING:
    from collections.abc import Mapping

FailureKind = Literal[
    "timeout", "reset", "refused", "tls", "no-name", "dns", "private", "loop", "scheme", "protocol",
    "address", "fault"
]  # fmt: skip


class FailedError(AwesomelintError):
    """There was no response; `kind` says why in a word, `detail` in a few."""

    def __init__(self, kind: FailureKind, detail: str) -> None:
        super().__init__(detail)
        self.kind: FailureKind = kind
        self.detail = detail


class TooLongError(FailedError):
    """There is more of an answer than anybody reads."""

    def __init__(self, limit: int) -> None:
        super().__init__("protocol", f"an answer of more than {limit / 1e6:.0f} MB")


class Hop(NamedTuple):
    """One redirect: where it was met, its status, where it leads."""

    url: str
    status: int
    location: str


@dataclass(slots=True)
class Answer:
    """What a server answered to the last URL asked, `url`.

    `headers` have lower-case names; `cookies` are the names set on the way. `body` is the beginning
    of the last body, as far as it was read. With `failure` there was no response.
    """

    url: str
    status: int = 0
    hops: tuple[Hop, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: tuple[str, ...] = ()
    body: bytes = b""
    failure: FailureKind | None = None
    detail: str = ""
