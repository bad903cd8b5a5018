"""`awesomelint explain`: the documentation and examples of a rule, or a table of all rules."""

from __future__ import annotations

import click

from awesomelint.cli import output
from awesomelint.cli.session import mistakes
from awesomelint.rules import Rule, UnknownRuleError, all_rules, data, named, nearest
from awesomelint.text.printable import printable


@click.command()
@click.argument("rule", required=False)
def command(rule: str | None) -> int:
    """Explain a rule: what it reports, why, its options and examples.

    Without RULE, print a table of all rules.
    """
    with mistakes():
        if rule is None:
            output.write(table() + "\n")
            return 0
        if rule not in all_rules():
            raise UnknownRuleError(f"there is no rule {rule!r}{nearest(rule, list(all_rules()))}")
        for one in named(rule):
            output.write(card(all_rules()[one]))
    return 0


def table() -> str:
    """One line a rule: its id, severity, the safety of its fixes, what it flags."""
    rules = all_rules()
    width = max(map(len, rules), default=0)
    lines = [f"{'rule':{width}}  severity  fix         what it reports"]
    for rule in rules.values():
        severity = next(iter(rule.severity.values())) if rule.default else "off"
        fixes = _fixes(rule)
        lines.append(f"{rule.id:{width}}  {severity:8}  {fixes:10}  {rule.summary}")
    return "\n".join(lines)


def _fixes(rule: Rule) -> str:
    return rule.safety[0] if rule.safety else "-"


def card(rule: Rule) -> str:
    """All that is to be known of `rule`."""
    severity = ", ".join(
        f"{word} ({level})" if level else word for level, word in rule.severity.items()
    )
    parts = [
        f"{rule.id} ({rule.category})",
        f"\n{rule.summary}\n",
        rule.why,
        f"\nSeverity: {severity}" + ("" if rule.default else "; off by default"),
        f"Fixes: {', '.join(rule.safety)} ({', '.join(rule.effects)})"
        if rule.safety
        else "Fixes: none",
    ]
    if rule.needs:
        parts.append(f"Needs: {', '.join(rule.needs)} (--online)")
    for name, option in rule.options.items():
        parts.append(f"Option {name} (default {option.get('default')!r}): {option.get('help', '')}")
    parts += _examples(rule)
    return "\n".join(parts) + "\n"


def _examples(rule: Rule) -> list[str]:
    """The rule's executed fixtures: what is reported and what fixing leaves."""
    folder = data("fixtures") / rule.id
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
            parts.append(
                f"\n{title}\n\n" + "\n".join(f"    {printable(line)}" for line in text.split("\n"))
            )
    return parts
