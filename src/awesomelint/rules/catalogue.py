"""All rules that a config may name: built in, from its own cards, from installed packages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from awesomelint.rules.rule import UnknownRuleError, all_rules, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.rules.rule import Rule


class Catalogue(Mapping[str, "Rule"]):
    """Rules by their ids.

    Packages are only looked for when a name is neither built in nor of a card, or when all rules
    are listed: looking takes as long as checking a small list.
    """

    __slots__ = ("own",)

    def __init__(self, own: Mapping[str, Rule] | None = None) -> None:
        self.own = own or {}

    def __getitem__(self, name: str) -> Rule:
        """The rule called `name`; raise `KeyError`, or `RuleError` for a broken package."""
        for rules in (all_rules(), self.own):
            if name in rules:
                return rules[name]
        return _installed()[name]

    def __iter__(self) -> Iterator[str]:
        """The ids of all rules, those that are built in first."""
        yield from all_rules()
        yield from self.own
        yield from (name for name in _installed() if name not in self.own)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)


def _installed() -> Mapping[str, Rule]:
    from awesomelint.rules.installed import installed_rules  # noqa: PLC0415 - it reads cards, which few runs do

    return installed_rules()


def named(name: str, rules: Catalogue | None = None) -> list[str]:
    """The rule ids that `name` stands for: a rule, a category, or `all` that no package brought.

    Raise `UnknownRuleError`.
    """
    known = Catalogue() if rules is None else rules
    at_hand = [*all_rules().values(), *known.own.values()]
    members = [rule.id for rule in at_hand if name in (rule.id, rule.category, "all")]
    if members:
        return members
    members = [rule.id for rule in known.values() if name in {rule.id, rule.category}]
    if members:
        return members
    names = [*known, *{rule.category for rule in known.values()}, "all"]
    raise UnknownRuleError(f"no rule is called {name!r}{nearest(name, names)}")
