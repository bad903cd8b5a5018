"""The report of a scheduled link check: which links are dead since the last one, which healed.

What must be known in the next run stands in the report itself, hidden in a comment. So an issue
that holds the report is all the memory that is needed.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.model import LinkState
from awesomelint.report.fold import folded_lines
from awesomelint.report.inert import code_span
from awesomelint.report.select import reported
from awesomelint.rules import all_rules
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from awesomelint.model import Finding
    from awesomelint.report.file_report import FileReport, ReportOptions

_STATE = regex(r"<!-- awesomelint-state ([A-Za-z0-9+/=]{0,60000}) -->")
LONGEST = 60_000
"""How many bytes a report has at most, since an issue holds 65,536 characters."""
_ROOM_OF_STATE = 30_000
_BIGGEST_STATE = 4_000_000
_ALIVE = {LinkState.OK, LinkState.MOVED, LinkState.HTTPS_UPGRADE}


class Row(NamedTuple):
    """A fault of a link: in which file, by which rule, of what (a URL, mostly), since which day."""

    path: str
    rule: str
    target: str
    since: str

    @property
    def fault(self) -> tuple[str, str, str]:
        """What is the same fault in the next run."""
        return self.path, self.rule, self.target


@dataclass(slots=True)
class Current:
    """A fault that is there now, and its places."""

    row: Row
    file: FileReport
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Changes:
    """What became of links since the last run."""

    new: list[Current] = field(default_factory=list)
    still: list[Current] = field(default_factory=list)
    healed: list[tuple[Row, str]] = field(default_factory=list)
    unjudged: list[Row] = field(default_factory=list)

    @property
    def open(self) -> list[Row]:
        """The faults that the next run must know of."""
        return [one.row for one in (*self.still, *self.new)] + self.unjudged


def recorded(report: str) -> list[Row] | None:
    """The faults that an earlier report tells of; None if it has no readable record of them."""
    found = _STATE.search(report)
    if found is None:
        return None
    try:
        packed = base64.b64decode(found[1], validate=True)
        text = zlib.decompressobj().decompress(packed, _BIGGEST_STATE).decode()
        return [Row(*map(str, row)) for row in json.loads(text)]
    except (binascii.Error, zlib.error, ValueError, TypeError):
        return None


def changes(
    before: Iterable[Row],
    files: Sequence[FileReport],
    answers: Mapping[str, LinkState | None],
    today: date,
    options: ReportOptions,
) -> Changes:
    """What is new, still there, healed or not judged.

    `answers` holds what is known today of each URL and repository of the lists, None where nothing
    is. A link is healed only if it answered or is gone from its list, not if it was not judged.
    """
    before = list(before)
    since = {row.fault: row.since for row in before}
    result = Changes()
    now: dict[tuple[str, str, str], Current] = {}
    for file in files:
        for finding in reported(file, options):
            row = Row(file.path, finding.rule, finding.key or file.key(finding), today.isoformat())
            if row.fault in since:
                row = row._replace(since=since[row.fault])
            now.setdefault(row.fault, Current(row, file)).findings.append(finding)
    for fault, current in now.items():
        (result.still if fault in since else result.new).append(current)
    judged = {file.path for file in files}
    for row in before:
        if row.fault in now:
            continue
        why = _healed(row, answers) if row.path in judged else ""
        if why:
            result.healed.append((row, why))
        else:
            result.unjudged.append(row)
    return result


def _healed(row: Row, answers: Mapping[str, LinkState | None]) -> str:
    """Why a fault is no fault any more; "" if nobody knows whether it is."""
    rule = all_rules().get(row.rule)
    if rule is None or not {"links", "repositories"}.intersection(rule.needs):
        return "mended"
    if row.target not in answers:
        return "gone from the list, or no longer checked"
    state = answers[row.target]
    if state in _ALIVE:
        return "answers again"
    if state is LinkState.SKIPPED:
        return "no longer checked"
    return "no longer reported" if state is LinkState.DEAD else ""


def render(found: Changes) -> str:
    """The changes as Markdown that an issue can hold; it begins with how many faults are open."""
    record, left_out = _record(found.open)
    head = f"<!-- awesomelint-links open={len(found.open)} -->\n### {_title(found)}\n\n"
    tail = f"<!-- awesomelint-state {record} -->\n"
    if left_out:
        tail = f"{left_out} of them are too many to remember, and will be new again.\n\n{tail}"
    room = LONGEST - len(head.encode()) - len(tail.encode())
    return head + _fitting(_lines(found), room) + tail


def _title(found: Changes) -> str:
    counts = [
        (len(found.new), "new"),
        (len(found.still), "still there"),
        (len(found.unjudged), "not judged this time"),
        (len(found.healed), "healed"),
    ]
    told = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"Faults of links: {told}" if told else "Faults of links: none"


def _lines(found: Changes) -> Iterator[str]:
    for title, currents in (("New", found.new), ("Still there", found.still)):
        if currents:
            yield f"#### {title}\n\n"
        for one in currents:
            yield _current(one, dated=currents is found.still)
    if found.unjudged:
        yield "#### Not judged this time\n\n"
        yield from (
            f"- {code_span(row.target)} in {code_span(row.path)}, reported since {_day(row)}\n"
            for row in found.unjudged
        )
    if found.healed:
        yield "#### Healed\n\n"
        yield from (
            f"- {code_span(row.target)} in {code_span(row.path)}: {why}\n"
            for row, why in found.healed
        )
    yield "\n"


def _current(one: Current, *, dated: bool) -> str:
    lines = folded_lines(one.file, one.findings)
    plural = "s" if not lines.isdecimal() else ""
    finding = one.findings[0]
    since = f", reported since {_day(one.row)}" if dated else ""
    return (
        f"- **{finding.severity}** on line{plural} {lines} of {code_span(one.file.path)}: "
        f"{code_span(finding.message)} ({code_span(finding.rule)}){since}\n"
    )


def _day(row: Row) -> str:
    return row.since if re.fullmatch(r"\d{4}-\d\d-\d\d", row.since, re.ASCII) else "an unknown day"


def _record(rows: Sequence[Row]) -> tuple[str, int]:
    """The rows as one word, and how many did not fit."""
    kept = list(rows)
    while True:
        packed = base64.b64encode(zlib.compress(json.dumps(kept).encode(), 9)).decode()
        if len(packed) <= _ROOM_OF_STATE:
            return packed, len(rows) - len(kept)
        kept = kept[: len(kept) * 9 // 10]


def _fitting(lines: Iterable[str], room: int) -> str:
    kept: list[str] = []
    left = 0
    for line in lines:
        size = len(line.encode("utf-8", "replace"))
        if left or size > room - 200:
            left += line.startswith("- ")
            continue
        kept.append(line)
        room -= size
    return "".join(kept) + (f"- {left} more\n\n" if left else "")
