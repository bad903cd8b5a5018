"""What a rule is and how it is configured: cards, options, profiles, config files."""

from awesomelint.rules.rule import (
    Active,
    Rule,
    UnknownRuleError,
    aggregate_of,
    all_rules,
    check_of,
    data,
    named,
    nearest,
    takes_facts,
)

__all__ = [
    "Active",
    "Rule",
    "UnknownRuleError",
    "aggregate_of",
    "all_rules",
    "check_of",
    "data",
    "named",
    "nearest",
    "takes_facts",
]
