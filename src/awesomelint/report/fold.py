"""What the formats for people share: infos counted, the sixth and later findings of a rule folded."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.model import Finding
    from awesomelint.report.judged import Judged

SHOWN = 5
COLORS = {"error": "31;1", "warning": "33;1", "info": "36", "dim": "2", "bold": "1", "off": "2"}


def paint(text: str, color: str, *, on: bool) -> str:
    """`text` in a terminal's color, if `on`."""
    return f"\033[{COLORS[color]}m{text}\033[0m" if on else text


def split(
    file: Judged, *, show_info: bool
) -> tuple[list[Finding], dict[str, list[Finding]], Counter[str]]:
    """The findings to show, the folded ones by rule, and how many infos of which rule are only counted."""
    shown: list[Finding] = []
    folded: dict[str, list[Finding]] = defaultdict(list)
    infos: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for finding in file.findings:
        if finding.severity == "info" and not show_info:
            infos[finding.rule] += 1
            continue
        seen[finding.rule] += 1
        if seen[finding.rule] <= SHOWN:
            shown.append(finding)
        else:
            folded[finding.rule].append(finding)
    return shown, folded, infos


def folded_lines(file: Judged, findings: Sequence[Finding]) -> str:
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


def infos_line(infos: Counter[str]) -> str:
    """One line for all infos: "7 infos (duplicate-title 4, duplicate-link 3).

    --show info lists them".
    """
    total = sum(infos.values())
    rules = ", ".join(f"{rule} {count}" for rule, count in infos.most_common())
    if total == 1:
        return f"1 info ({rules}); --show info lists it"
    return f"{total} infos ({rules}); --show info lists them"
