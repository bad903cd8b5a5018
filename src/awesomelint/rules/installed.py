"""Rules of installed packages: those with an entry point in the group `awesomelint.rules`.

The entry point names a package that holds cards as awesomelint does, `rules/RULE-ID.yaml`, and for
each card without `match` a module `checks/rule_id.py` with a function `check`. Its name is the
category of the rules. Only what the user installed is looked at, never the repository.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.rules.configfile import ConfigError
from awesomelint.rules.own import OWN, read_cards
from awesomelint.rules.rule import RuleError, all_rules
from awesomelint.text.printable import cut

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.metadata import EntryPoint

    from awesomelint.rules.rule import Rule

GROUP = "awesomelint.rules"


@cache
def installed_rules() -> Mapping[str, Rule]:
    """The rules of all installed packages by their ids; raise `RuleError` for a broken package."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - as slow as checking a small list

    rules: dict[str, Rule] = {}
    taken = {rule.category for rule in all_rules().values()} | {OWN, "all"}
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        if point.name in taken:
            raise _broken(point, f"{point.name!r} is the name of another category")
        taken.add(point.name)
        for rule in _rules_of(point):
            if rule.id in rules:
                raise _broken(point, f"{rules[rule.id].source} has a rule {rule.id!r}, too")
            rules[rule.id] = rule
    return rules


def _rules_of(point: EntryPoint) -> list[Rule]:
    folder = _folder(point)
    files = sorted((folder / "rules").glob("*.yaml"))
    if not files:
        raise _broken(point, f"there is no card (*.yaml) in {folder / 'rules'}")
    try:
        return [
            rule
            for file in files
            for rule in read_cards(file, folder, point.name, point.value, _source(point))
        ]
    except ConfigError as error:
        raise _broken(point, str(error)) from None


def _folder(point: EntryPoint) -> Path:
    try:
        module = point.load()
    except Exception as error:  # noqa: BLE001 - whatever a package raises when it is imported
        raise _broken(point, f"{type(error).__name__}: {cut(str(error), 200)}") from None
    places = list(getattr(module, "__path__", ()))
    if not places:
        raise _broken(point, f"{point.value} is no package, so it cannot hold cards")
    return Path(places[0])


def _source(point: EntryPoint) -> str:
    return f"the package {point.dist.name}" if point.dist else f"the package {point.value}"


def _broken(point: EntryPoint, why: str) -> RuleError:
    return RuleError(
        f"{_source(point)} (entry point {point.name}) cannot be used: {why}; update or uninstall it"
    )
