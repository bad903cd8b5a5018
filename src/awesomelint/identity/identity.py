"""What a link names: one paper, repository, video or page, whatever URL leads to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["paper", "code", "model", "dataset", "demo", "package", "video", "post", "web"]


class Address(NamedTuple):
    """What a URL says after its host, each part without the mark before it but the path."""

    path: str
    query: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a link names, independent of how it is written.

    Two links name the same thing when kind, scheme and id are equal; the version may differ.
    `scheme` is the registry (`arxiv`, `doi`, `github`, … or `url` for what has none) and `id` the
    name in it, in one spelling. `reason` is set for an arXiv id that cannot exist, and says why:
    `month`, `epoch`, `seq-length`, `seq-zero`, `archive`, `syntax` or `future`.
    """

    kind: Kind
    scheme: str
    id: str
    version: str | None = None
    reason: str | None = None

    def __str__(self) -> str:
        """`arxiv:2301.12597@v2`, or `!arxiv-invalid(month):2313.01234`.

        For display only, never to be taken apart.
        """
        if self.reason:
            return f"!{self.scheme}-invalid({self.reason}):{self.id}"
        return (
            f"{self.scheme}:{self.id}@{self.version}"
            if self.version
            else f"{self.scheme}:{self.id}"
        )

    @property
    def key(self) -> tuple[str, str]:
        """What equal things share: scheme and id, without the version."""
        return self.scheme, self.id
