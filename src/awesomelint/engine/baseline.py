"""Accepted findings: rows that excuse what is known, keyed by entry so that sorting and moving keep them valid."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesomelint.engine.keys import Key
from awesomelint.errors import AwesomelintError
from awesomelint.rules import all_rules
from awesomelint.text.printable import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.engine.keys import Keys
    from awesomelint.model import Finding

VERSION = 1
_HEADER = "awesomelint-baseline"
_COLUMNS = ("path", "rule", "anchor", "detail")
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class BaselineError(ValueError, AwesomelintError):
    """A baseline that cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One accepted finding of the list at `path`, which is written with `/` from the folder of the baseline."""

    path: str
    key: Key


def parse_rows(text: str) -> Counter[Row]:
    """The rows of a baseline file, each as often as it stands there. Raise `BaselineError`.

    A row is a JSON object in a line of its own. The order does not matter, so that what git merges,
    with `merge=union` too, is a baseline.
    """
    rows: Counter[Row] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and (row := _row(line, number)):
            rows[row] += 1
    return rows


def format_rows(rows: Counter[Row]) -> str:
    """The text of a baseline file: a header, then the rows in order, a row a line."""
    lines = [json.dumps({_HEADER: VERSION})]
    for row in sorted(rows.elements()):
        values = (row.path, row.key.rule, row.key.anchor, row.key.detail)
        named = dict(zip(_COLUMNS, values, strict=True))
        lines.append(json_text(json.dumps(named, ensure_ascii=False)))
    return "".join(f"{line}\n" for line in lines)


def _row(line: str, number: int) -> Row | None:
    """The row in `line`; None for the header."""
    if line.startswith(_CONFLICT):
        raise BaselineError(
            f"line {number} marks a conflict; keep the rows of both sides and delete the marks"
        )
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        raise BaselineError(f"line {number} is no row: it is not JSON") from None
    if isinstance(values, dict) and set(values) == {_HEADER}:
        if values[_HEADER] != VERSION:
            raise BaselineError(f"line {number}: this awesomelint reads version {VERSION} only")
        return None
    if not isinstance(values, dict) or set(values) != set(_COLUMNS):
        raise BaselineError(f"line {number} is no row: it needs {', '.join(_COLUMNS)}")
    if not all(isinstance(value, str) for value in values.values()):
        raise BaselineError(f"line {number} is no row: each value is text")
    return Row(values["path"], Key(values["rule"], values["anchor"], values["detail"]))


def faults(findings: Iterable[Finding], keys: Keys) -> Counter[Key]:
    """What a baseline accepts of `findings`.

    It takes all but layout, which one command puts right. Of what is not reported since its level
    is off it takes the findings of families: a move may bring them to another level.
    """
    return Counter(
        key for finding in findings if _acceptable(finding) for key in keys.each(finding)
    )


def _acceptable(finding: Finding) -> bool:
    card = all_rules().get(finding.rule)
    if card is None:
        return finding.severity != "off"
    return not card.aggregate and (finding.severity != "off" or bool(card.family))


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a baseline makes of findings: those that it leaves and accepts, and its keys without a finding."""

    left: Sequence[Finding]
    accepted: Sequence[Finding]
    stale: Sequence[Key]


def accept(
    findings: Sequence[Finding], accepted: Counter[Key], keys: Keys, excused: Counter[Key]
) -> Acceptance:
    """Take from `findings` what `accepted` excuses: n of one key there excuse n here.

    `excused` are the faults of the same list that are no findings for another reason: they use up
    their rows first.
    """
    unused = _kin(accepted) - _kin(excused) - _kin(faults(findings, keys))
    allowed = _kin(accepted) - _kin(excused)
    left: list[Finding] = []
    taken: list[Finding] = []
    for finding in findings:
        wanted = Counter(key.kin() for key in keys.each(finding))
        if not _acceptable(finding) or not wanted <= allowed:
            left.append(finding)
        else:
            allowed -= wanted
            taken.append(finding)
    return Acceptance(left, taken, tuple(_stale(accepted, unused)))


def still(found: Counter[Key], accepted: Counter[Key]) -> Counter[Key]:
    """What of `found` is `accepted`, and no more."""
    allowed = _kin(accepted)
    kept: Counter[Key] = Counter()
    for key in found.elements():
        if allowed[key.kin()] > 0:
            allowed[key.kin()] -= 1
            kept[key] += 1
    return kept


def _kin(counted: Counter[Key]) -> Counter[Key]:
    kin: Counter[Key] = Counter()
    for key, count in counted.items():
        kin[key.kin()] += count
    return kin


def _stale(accepted: Counter[Key], unused: Counter[Key]) -> Iterator[Key]:
    """The keys of `accepted` that are `unused`, as often as they are."""
    left = Counter(unused)
    for key in sorted(accepted.elements(), reverse=True):
        if left[key.kin()] > 0:
            left[key.kin()] -= 1
            yield key
