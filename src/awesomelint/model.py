"""The data types of the lowest layer, which all other modules use.

Offsets are code points of `Source.text`, ends exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Self, TypedDict

from awesomelint import levels

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Severity = levels.Severity
Safety = levels.Safety
Effect = levels.Effect


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace `text[start:end]` by `text`; an insertion has `start == end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that are applied together or not at all.

    `effects` says what may differ afterwards; `expects` lists, for the effect `markup`, the
    destinations of the links that touch the edited places afterwards, in order. `damage` names, for
    the effect `repair`, the encoding mistake that turns the new text of each edit back into the old
    one; empty when the card's character table is the proof. `parts` are the edits in groups that
    may be made without the others. `shows` says, where each edit writes one whole link (effect
    `entries`), what those links show: plain text, proven to be no markup; `expects` says where they
    lead. `moves` says that entries come to other places, and that none comes or goes.
    """

    edits: tuple[Edit, ...]
    safety: Safety
    effects: tuple[Effect, ...]
    description: str
    expects: tuple[str, ...] = ()
    damage: str = ""
    parts: tuple[tuple[Edit, ...], ...] = ()
    shows: tuple[str, ...] = ()
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several possible mends, offered with its score (0 to 1) and chosen by a person."""

    text: str
    score: float
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of; `line` and `column` as those of a finding."""

    start: int
    end: int
    message: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check yields.

    The engine stamps `rule`, `category` and `severity`; checks leave them empty.

    `level` is one of the card's levels when its severity is by level. `fixes` are independent of
    each other (one a block for layout); nearly every finding has one or none. `runs` are the exact
    damaged stretches when the finding covers a line of them. `key` is the detail that tells two
    findings of a rule on one anchor apart (it goes into baselines, so it must not hold line
    numbers). `anchor` is what the finding is about where that is not the entry around its start.
    `mirror` is the fault of a pair told at its other place, for reports of what a change adds.

    A check leaves lines and columns 0. In a `Report` they are set, from 1, and all offsets are
    those of its text.
    """

    start: int
    end: int
    message: str
    level: str = ""
    fixes: tuple[Fix, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    related: tuple[Related, ...] = ()
    runs: tuple[Span, ...] = ()
    key: str = ""
    anchor: str = ""
    mirror: Finding | None = None
    rule: str = ""
    category: str = ""
    severity: Severity = "error"
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __repr__(self) -> str:
        """`<Finding 3:1 error empty-bullet: …>`, with offsets where lines are not known."""
        place = f"{self.line}:{self.column}" if self.line else f"{self.start}-{self.end}"
        return f"<Finding {place} {self.severity} {self.rule}: {self.message}>"


class LinkState(StrEnum):
    """What is known of a link: one line for each state, in the order of reports.

    A line holds the name, the meaning, and the wording in the summary of a run, where `{hosts}`
    stands for the hosts of such links. Then follow for how many days the state holds before the
    link is asked again (0: the next run asks again; None: it is not even noted), and whether it is
    a failure, which may heal and is counted over runs.
    """

    meaning: str
    report: str
    days: int | None
    failed: bool

    def __new__(
        cls,
        name: str,
        meaning: str = "",
        report: str = "",
        days: int | None = None,
        failed: str = "",
    ) -> Self:
        """Make a member of a line; each is a string, its name."""
        state = str.__new__(cls, name)
        state._value_ = name
        state.meaning, state.report, state.days = meaning, report, days
        state.failed = failed == "failed"
        return state

    OK = "ok", "the page is there", "answered", 7
    MOVED = "moved", "permanent redirects lead to it", "moved permanently ({hosts})", 7
    HTTPS_UPGRADE = (
        "https-upgrade", "https gives the same page",
        "by http, also available over https ({hosts})", 7,
    )  # fmt: skip
    DEAD = "dead", "confirmed gone", "dead ({hosts})", 0
    SOFT_DEAD = (
        "soft-dead", "a page says it is gone",
        "answered, but the page seems to be gone ({hosts})", 0,
    )  # fmt: skip
    GONE_DOMAIN = (
        "gone-domain", "the host has no address",
        "on host names that do not resolve: checked again in later runs ({hosts})", 0, "failed",
    )  # fmt: skip
    SUSPECT = (
        "suspect", "it failed in a way that may heal",
        "failed: checked again in later runs ({hosts})", 0, "failed",
    )  # fmt: skip
    BLOCKED = "blocked", "a wall for bots", "blocked by bot protection: not judged ({hosts})", 3
    RATE_LIMITED = (
        "rate-limited", "the host asks to wait",
        "not judged: the host asked to wait ({hosts})", None,
    )  # fmt: skip
    AUTH = "auth", "a login stands before it", "behind a login: not judged ({hosts})", 3
    PRIVATE = (
        "private", "not on the public internet",
        "on private addresses: not checked (use --allow-private) ({hosts})", None,
    )  # fmt: skip
    SKIPPED = "skipped", "not asked on purpose", "not checked", None
    UNKNOWN = "unknown", "nothing can be said", "not judged ({hosts})", None

    @property
    def life(self) -> float:
        """For how many seconds the link need not be asked again."""
        return (self.days or 0) * 86_400.0

    @property
    def noted(self) -> bool:
        """Whether the cache keeps it, if only to count failures."""
        return self.days is not None


@dataclass(frozen=True, slots=True)
class LinkFact:
    """What asking a URL taught: its state, and the evidence in a few words.

    Examples are "404 twice" and "Cloudflare challenge".
    """

    url: str
    state: LinkState
    evidence: str
    status: int = 0
    location: str = ""
    permanent: bool = False
    checked: float = 0.0
    suggestion: str = ""

    def __post_init__(self) -> None:
        """A plain string will do for the state; raise `ValueError` for one that is none."""
        object.__setattr__(self, "state", LinkState(self.state))


class RepositoryFact(TypedDict):
    """What GitHub says of a repository: its full name today, and whether its owner archived it."""

    name: str
    archived: bool


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry of another list: what it is (scheme and id), its title, and its line there."""

    identity: tuple[str, str]
    title: str
    line: int


def link_key(url: str) -> str:
    """The key of a link in `Facts.links`.

    It is the URL as written, with `//` read as https and without the fragment.
    """
    whole = f"https:{url}" if url.startswith("//") else url
    return whole.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Facts:
    """What comes from outside, gathered before any check runs.

    A part that is None was not gathered.

    `references` are older or trusted texts of the same file, newest first: evidence for repairs.
    """

    links: Mapping[str, LinkFact] | None = None
    titles: Mapping[str, tuple[str, ...]] | None = None
    files: Mapping[str, frozenset[str] | None] | None = None
    today: date | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    references: tuple[str, ...] | None = None

    def link(self, url: str) -> LinkFact | None:
        """What is known of the link `url`."""
        return (self.links or {}).get(link_key(url))
