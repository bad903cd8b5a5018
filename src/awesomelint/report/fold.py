"""What the formats for people share.

Infos counted, the sixth and later findings of a rule folded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.model import Finding
    from awesomelint.report.file_report import FileReport

SHOWN = 5
COLORS = {"error": "31;1", "warning": "33;1", "info": "36", "dim": "2", "bold": "1", "off": "2"}


def paint(text: str, color: str, *, on: bool) -> str:
    """`text` in a terminal's color, if `on`."""
    return f"\033[{COLORS[color]}m{text}\033[0m" if on else text


@dataclass(slots=True, eq=False, repr=False)
class Shown:
    """A finding that is shown, and those that say exactly the same of other places."""

    finding: Finding
    again: list[Finding] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class Folded:
    """The findings of a file as people read them."""

    shown: list[Shown] = field(default_factory=list)
    more: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    infos: Counter[str] = field(default_factory=Counter)


def fold(file: FileReport, *, show_info: bool) -> Folded:
    """The first `SHOWN` messages of each rule, equal ones once; the others by rule.

    Infos counted.
    """
    folded = Folded()
    known: dict[tuple[str, str], Shown] = {}
    seen: Counter[str] = Counter()
    for finding in file.findings:
        if finding.severity == "info" and not show_info:
            folded.infos[finding.rule] += 1
        elif shown := known.get((finding.rule, finding.message)):
            shown.again.append(finding)
        elif seen[finding.rule] < SHOWN:
            seen[finding.rule] += 1
            shown = known[finding.rule, finding.message] = Shown(finding)
            folded.shown.append(shown)
        else:
            folded.more[finding.rule].append(finding)
    return folded


def again(file: FileReport, shown: Shown) -> str:
    """Where else the same is to be said: " (3 ×, also on lines 7, 9)"; "" if nowhere."""
    if not shown.again:
        return ""
    first = file.source.position(shown.finding.start)[0]
    others = [one for one in shown.again if file.source.position(one.start)[0] != first]
    lines = folded_lines(file, others)
    also = f", also on line{'s' if not lines.isdecimal() else ''} {lines}" if others else ""
    return f" ({len(shown.again) + 1} ×{also})"


def folded_lines(file: FileReport, findings: Sequence[Finding]) -> str:
    """The lines of folded findings, runs shortened: "91-94, 159, 245"."""
    lines = sorted({file.source.position(finding.start)[0] for finding in findings})
    parts: list[list[int]] = []
    for line in lines:
        if parts and line == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], line]
        else:
            parts.append([line])
    words = [f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts]
    return ", ".join(words[:20]) + (
        f" and {len(words) - 20} more places" if len(words) > 20 else ""
    )


def count_of(findings: Iterable[Finding]) -> str:
    """How many findings of which severity: "2 errors, 1 warning"."""
    counts = Counter(finding.severity for finding in findings)
    words: list[str] = []
    for severity in ("error", "warning", "info"):
        count = counts[severity]
        if count:
            words.append(f"{count} {severity}{'s' if count > 1 else ''}")
    return ", ".join(words)


def infos_line(infos: Counter[str]) -> str:
    """One line for all infos: "7 infos (duplicate-title 4, duplicate-link 3).

    --show info lists them".
    """
    total = sum(infos.values())
    most = infos.most_common()
    counts = [f"{rule} {count}" for rule, count in most]
    rules = ", ".join(counts)
    if total == 1:
        return f"1 info ({rules}); --show info lists it"
    return f"{total} infos ({rules}); --show info lists them"
