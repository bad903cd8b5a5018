"""`awesomelint explain`: the documentation and examples of a rule, or a table of all rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from awesomelint.cli import output
from awesomelint.cli.session import mistakes
from awesomelint.reading import real
from awesomelint.rules import Rule, UnknownRuleError, fixtures_of, nearest
from awesomelint.rules.config import config_for
from awesomelint.text.printable import line, printable

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command()
@click.argument("rule", required=False)
def command(rule: str | None) -> int:
    """Explain a rule: what it reports, why, options and examples.

    Without RULE, print a table of all rules, those of the config's `rule-paths` and of installed
    packages included.
    """
    with mistakes():
        rules = config_for(real(Path())).rules
        if rule is None:
            output.write(table(rules) + "\n")
            return 0
        if rule not in rules:
            raise UnknownRuleError(f"there is no rule {rule!r}{nearest(rule, list(rules))}")
        output.write(card(rules[rule]))
    return 0


def table(rules: Mapping[str, Rule]) -> str:
    """One line a rule: its id, severity, the safety of its fixes, what it flags."""
    width = max(map(len, rules), default=0)
    lines = [f"{'rule':{width}}  severity  fix         what it reports"]
    for rule in rules.values():
        severity = next(iter(rule.severity.values())) if rule.default else "off"
        fixes = _fixes(rule)
        summary = line(rule.summary)
        lines.append(f"{rule.id:{width}}  {severity:8}  {fixes:10}  {summary}")
    return "\n".join(lines)


def _fixes(rule: Rule) -> str:
    return rule.safety[0] if rule.safety else "-"


def card(rule: Rule) -> str:
    """All that is to be known of `rule`."""
    severity = ", ".join(
        f"{word} ({level})" if level else word for level, word in rule.severity.items()
    )
    parts = [
        f"{rule.id} ({rule.category})" + (f", from {rule.source}" if rule.source else ""),
        f"\n{rule.summary}\n",
        *([rule.why] if rule.why else []),
        f"\nSeverity: {severity}" + ("" if rule.default else "; off by default"),
        f"Fixes: {', '.join(rule.safety)} ({', '.join(rule.effects)})"
        if rule.safety
        else "Fixes: none",
    ]
    if rule.needs:
        parts.append(f"Needs: {', '.join(rule.needs)} (--online)")
    for name, option in rule.options.items():
        parts.append(f"Option {name} (default {option.get('default')!r}): {option.get('help', '')}")
    parts += [*_match(rule), *_examples(rule)]
    return "".join(f"{line(one)}\n" for part in parts for one in part.split("\n"))


def _match(rule: Rule) -> list[str]:
    """What a declarative rule looks for, and the examples on its card."""
    if rule.match is None:
        return []
    import yaml  # noqa: PLC0415 - only such rules

    shown = yaml.safe_dump({"match": rule.match}, allow_unicode=True, sort_keys=False)
    parts = ["", shown.rstrip("\n")]
    for kind, title in (("wrong", "Reported:"), ("right", "Not reported:")):
        for given in rule.examples.get(kind, ()):
            text = given["text"] if isinstance(given, dict) else given
            parts.append(f"\n{title}\n\n" + _indented(text))
    return parts


def _examples(rule: Rule) -> list[str]:
    """The rule's executed fixtures: what is reported and what fixing leaves."""
    folder = fixtures_of(rule)
    if folder is None:
        return []
    titles = {
        "bad.md": "Reported:",
        "bad.txt": "The report:",
        "fixed.md": "After `fix`:",
        "fixed-unsafe.md": "After `fix --unsafe`:",
        "good.md": "Not reported:",
    }
    parts = []
    for name, title in titles.items():
        path = folder / name
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace").rstrip("\n")
            parts.append(f"\n{title}\n\n" + _indented(text))
    return parts


def _indented(text: str) -> str:
    return "\n".join(f"    {printable(one)}" for one in text.rstrip("\n").split("\n"))
