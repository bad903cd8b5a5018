"""What a baseline excuses, keyed by entry so that sorting and moving keep it valid."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.engine.keys import Keys
    from awesomelint.model import Finding
    from awesomelint.outcome import Key


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
    if card.aggregate:
        return False
    return finding.severity != "off" or bool(card.family)


class Acceptance(NamedTuple):
    """The findings that a baseline leaves and accepts, and its keys without a finding."""

    left: Sequence[Finding]
    accepted: Sequence[Finding]
    stale: Sequence[Key]


def accept(
    findings: Sequence[Finding], accepted: Counter[Key], keys: Keys, excused: Counter[Key]
) -> Acceptance:
    """Take from `findings` what `accepted` excuses: n of one key there excuse n here.

    `excused` are faults of the same list that are not reported for another reason. They use up
    their rows first.
    """
    allowed = _kin(accepted) - _kin(excused)
    unused = allowed - _kin(faults(findings, keys))
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
