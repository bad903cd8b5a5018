"""How far a run is, and what came of it, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from awesomelint.identity.sites import host_of
from awesomelint.model import LinkState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.linkcheck import Progress
    from awesomelint.model import LinkFact

HOSTS = 3


def progress_line(progress: Progress) -> str:
    """One line without its end."""
    parts = [
        f"{progress.done}/{progress.total} links",
        f"{progress.rate:.0f} requests/s",
    ]
    if progress.cooling:
        parts.append(f"{progress.cooling} hosts resting")
    if progress.left and progress.done < progress.total:
        parts.append(f"about {_span(progress.left)} left")
    return ", ".join(parts)


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def summary(facts: Iterable[LinkFact]) -> str:
    """A line for each state with its hosts, in the order of `LinkState`, after a total."""
    groups: dict[LinkState, list[LinkFact]] = {state: [] for state in LinkState}
    for fact in facts:
        groups[fact.state].append(fact)
    total = sum(map(len, groups.values()))
    lines = [f"{total} link{'s' if total != 1 else ''}"]
    for state, group in groups.items():
        if group:
            words = state.report.format(hosts=_hosts(group))
            lines.append(f"{len(group):6} {words}")
    return "\n".join(lines)


def _hosts(group: list[LinkFact]) -> str:
    """The hosts with most links of a group, and how many more there are."""
    hosts = Counter(host_of(fact.url) for fact in group)
    named: list[str] = []
    for host, count in hosts.most_common(HOSTS):
        named.append(f"{host} {count}" if count > 1 else host)
    more = len(hosts) - len(named)
    if more > 0:
        plural = "s" if more > 1 else ""
        named.append(f"{more} more host{plural}")
    return ", ".join(named)
