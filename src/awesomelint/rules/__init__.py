"""What a rule is and how it is configured: cards, options, profiles, config files."""

from awesomelint.rules.catalogue import Catalogue, named
from awesomelint.rules.rule import (
    Active,
    Rule,
    RuleError,
    UnknownRuleError,
    aggregate_of,
    all_rules,
    check_of,
    data,
    fixtures_of,
    nearest,
)

__all__ = [
    "Active",
    "Catalogue",
    "Rule",
    "RuleError",
    "UnknownRuleError",
    "aggregate_of",
    "all_rules",
    "check_of",
    "data",
    "fixtures_of",
    "named",
    "nearest",
]
