"""Suppression comments that silence nothing since they name no rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.suppressions import KINDS
from awesomelint.model import Finding
from awesomelint.rules import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from awesomelint.curation.suppressions import Directive, Suppressions
    from awesomelint.rules import Rule

_MOST_HINTS = 40


def check(suppressions: Suppressions, *, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Yield a finding for each comment of unknown kind, without a rule, or with an unknown rule."""
    hints = _Hints()
    for comment in suppressions.comments:
        for message, key in _faults(comment, hints, rules):
            yield Finding(comment.start, comment.end, message, key=key)


def _faults(
    comment: Directive, hints: _Hints, rules: Mapping[str, Rule]
) -> Iterator[tuple[str, str]]:
    if comment.kind not in KINDS:
        hint = hints.of(comment.kind, KINDS) or f"; there are {', '.join(KINDS)}"
        yield f"there is no suppression comment {comment.kind!r}{hint}", comment.kind
    elif not comment.rules and comment.kind != "enable":
        yield f"awesomelint-{comment.kind} must name the rules to suppress", comment.kind
    for rule in comment.rules:
        if rule not in rules:
            yield f"there is no rule {rule!r}{hints.of(rule, rules)}", rule


class _Hints:
    """What unknown names may have been; only the first ones of a file are looked for, each once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, name: str, valid: Iterable[str]) -> str:
        """The end of a message about `name`."""
        if name not in self._known and len(self._known) < _MOST_HINTS:
            self._known[name] = nearest(name, list(valid))
        return self._known.get(name, "")
