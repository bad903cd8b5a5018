"""Write the table of rules, made from the cards, into README.md between its two markers."""

import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from awesomelint.rules import Rule, all_rules  # noqa: E402 - needs the path above

START = "<!-- rules: made by scripts/rule_table.py -->\n"
END = "<!-- /rules -->\n"
OPT_IN = "opt-in"


def table() -> str:
    """The rules by category, as Markdown."""
    parts = []
    for category, rules in groupby(all_rules().values(), key=lambda rule: rule.category):
        rows = "".join(map(row, rules))
        parts.append(
            f"**{category}**\n\n| rule | severity | fix | what it reports "
            f"|\n|---|---|---|---|\n{rows}\n"
        )
    return "\n" + "".join(parts)


def row(rule: Rule) -> str:
    """One rule: its card, severities, the safety of its fixes, and what it needs to run."""
    severities = ", ".join(dict.fromkeys(rule.severity.values()))
    needs = " (`--online`)" if {"links", "titles", "repositories"} & set(rule.needs) else ""
    if not rule.default and not needs:
        severities += f"; {OPT_IN}"
    fixes = ", ".join(rule.safety) or "–"
    return (
        f"| [`{rule.id}`](docs/rules/{rule.id}.md) | {severities} | {fixes} | "
        f"{rule.summary}{needs} |\n"
    )


def renewed(readme: str) -> str:
    """`readme` with the table as it should be; raise `ValueError` without the two markers."""
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"README.md lacks {START.strip()} or {END.strip()}")
    return before + start + table() + end + after


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
