"""Write a page for each rule, from its card and examples, and their index into docs/rules."""

import json
import sys
from collections.abc import Iterator
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from awesomelint.rules import Rule, all_rules  # noqa: E402 - needs the path above
from awesomelint.rules.config import Config, profile_names, with_profile  # noqa: E402 - same
from awesomelint.text.printable import printable  # noqa: E402 - the same

FOLDER = ROOT / "docs" / "rules"
FIXTURES = ROOT / "fixtures"
NOTE = "<!-- made by scripts/rule_pages.py -->\n"
SAFETIES = {
    "safe": "`awesomelint fix` applies it",
    "unsafe": "`awesomelint fix --unsafe` applies it",
    "suggestion": "shown, and applied only in `awesomelint fix --interactive`",
}
FACTS = {
    "links": "link checks (`--online`)",
    "titles": "titles of papers (`--online`)",
    "repositories": "what hosts say of repositories (`--online`)",
    "git": "a git checkout",
    "files": "the files of the git checkout",
    "root-files": "the files at the root of the git checkout",
    "lists": "the other lists that the config names",
    "clock": "today's date",
}


def pages() -> dict[str, str]:
    """Every page by its file name."""
    profiles = {name: with_profile(Config(), name).select for name in sorted(profile_names())}
    rules = all_rules()
    return {
        "README.md": index(),
        **{f"{rule.id}.md": page(rule, profiles) for rule in rules.values()},
    }


def index() -> str:
    """The rules by category, each with its severity and summary."""
    parts = [NOTE, "# Rules\n"]
    for category, rules in groupby(all_rules().values(), key=lambda rule: rule.category):
        parts.append(
            f"\n## {category}\n\n| rule | severity | fix | what it reports |\n|---|---|---|---|\n"
        )
        parts.extend(map(_row, rules))
    return "".join(parts)


def _row(rule: Rule) -> str:
    severities = ", ".join(dict.fromkeys(rule.severity.values()))
    opt_in = "" if rule.default else "; opt-in"
    fixes = ", ".join(rule.safety) or "–"
    return f"| [`{rule.id}`]({rule.id}.md) | {severities}{opt_in} | {fixes} | {rule.summary} |\n"


def page(rule: Rule, profiles: dict[str, frozenset[str]]) -> str:
    """All that is to be known of `rule`."""
    sources = (
        f"[The card](../../rules/{rule.category}/{rule.id}.yaml) · "
        f"[The examples](../../fixtures/{rule.id})"
    )
    parts = [
        f"{NOTE}# {rule.id}\n\n{rule.summary}\n",
        f"\n{rule.why}\n",
        "".join(f"{line}\n" for line in ("\n## Settings\n", *_settings(rule, profiles))),
        _options(rule),
        "".join(_examples(rule)),
        "".join(_switches(rule)),
        f"\n[All rules](README.md) · {sources}\n",
    ]
    return "".join(parts)


def _settings(rule: Rule, profiles: dict[str, frozenset[str]]) -> Iterator[str]:
    yield f"- **Category**: {rule.category}"
    levels = [f"{word} ({level})" if level else word for level, word in rule.severity.items()]
    yield f"- **Severity**: {', '.join(levels)}"
    having = [f"`{name}`" for name, chosen in profiles.items() if rule.id in chosen]
    if rule.default:
        yield "- **Selected**: by default"
    elif having:
        yield f"- **Selected**: by the profile {' or '.join(having)}"
    else:
        yield "- **Selected**: only where a config or `--select` names it"
    for fact in rule.needs:
        yield f"- **Needs**: {FACTS[fact]}; without them it does not run"
    for fact in rule.uses:
        yield f"- **Uses**: {FACTS[fact]}, where known"
    if not rule.safety:
        yield "- **Fix**: none"
    for safety in rule.safety:
        yield f"- **Fix**: {safety}: {SAFETIES[safety]}"
    if rule.elsewhere:
        names = ", ".join(f"`{name}`" for name in rule.elsewhere)
        yield f"- **In other tools**: {names}"


def _options(rule: Rule) -> str:
    if not rule.options:
        return ""
    rows = [
        f"| `{name}` | `{json.dumps(option.get('default'), ensure_ascii=False)}` | "
        f"{option.get('help', '').replace('|', chr(92) + '|')} |\n"
        for name, option in rule.options.items()
    ]
    return "\n## Options\n\n| option | default | what it does |\n|---|---|---|\n" + "".join(rows)


def _read(rule: Rule, name: str) -> str:
    path = FIXTURES / rule.id / name
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""


def _examples(rule: Rule) -> Iterator[str]:
    """What is reported, what fixing changes, and what is not reported."""
    bad = _read(rule, "bad.md")
    yield f"\n## Reported\n\n{_fenced(bad, 'markdown')}"
    yield f"\n{_fenced(_read(rule, 'bad.txt'), 'text')}"
    if config := _read(rule, "config.yaml"):
        yield f"\nwith the config\n\n{_fenced(config, 'yaml')}"
    before = bad
    for name, command in (("fixed.md", "fix"), ("fixed-unsafe.md", "fix --unsafe")):
        if after := _read(rule, name):
            yield f"\n## What `awesomelint {command}` changes\n\n"
            yield _fenced(_diff(before, after), "diff")
            before = after
    if good := _read(rule, "good.md"):
        yield f"\n## Not reported\n\n{_fenced(good, 'markdown')}"


def _diff(before: str, after: str) -> str:
    lines = unified_diff(before.split("\n"), after.split("\n"), n=1, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def _fenced(text: str, language: str) -> str:
    """A code block that shows `text`, whatever it holds."""
    ticks = "```"
    while ticks in text:
        ticks += "`"
    shown = printable(text.rstrip("\n"), keep="\t\n")
    return f"{ticks}{language}\n{shown}\n{ticks}\n"


def _switches(rule: Rule) -> Iterator[str]:
    yield "\n## Switch it off or on\n\nIn `.awesomelint.yaml`:\n\n"
    if rule.default:
        yield _fenced(f"ignore: [{rule.id}]", "yaml")
    else:
        yield _fenced(f"select: [{rule.id}]", "yaml")
    level = next((one for one in rule.severity if one), "")
    if level:
        yield "\nor one level of it:\n\n"
        yield _fenced(f"severity: {{{rule.id}: {{{level}: off}}}}", "yaml")
    if rule.stage == "document":
        comment = f"<!-- awesomelint-disable-next-line {rule.id}: the reason -->"
        yield f"\nFor one place, in the list:\n\n{_fenced(comment, 'markdown')}"


def main() -> None:
    """Write what changed, and delete the pages of rules that are no more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        path = FOLDER / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
