"""A rule's examples, executed: what its fixtures show must be what it does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from awesomelint.curation.conflicts import MergeConflictError
from awesomelint.linter import Linter
from awesomelint.model import Facts, LinkFact, ListedEntry
from awesomelint.rules.config import Config, merge
from awesomelint.source import NotUtf8Error

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from awesomelint.rules import Rule


@dataclass(frozen=True, slots=True)
class Example:
    """One expectation of a fixture folder.

    The file that holds it, and what the rule really gave.
    """

    path: Path
    actual: bytes

    @property
    def holds(self) -> bool:
        """Whether the rule does what the file shows."""
        return self.path.is_file() and self.path.read_bytes() == self.actual


def examples(rule_id: str, folder: Path, base: Config | None = None) -> list[Example]:
    """What the rule gives for the inputs in `folder`, with the files that say what it should be.

    `base` is the config that knows the rule, where it is not built in.
    """
    linter, facts = linter_of(rule_id, folder, base), facts_of(folder)
    bad = (folder / "bad.md").read_bytes()
    found = [Example(folder / "bad.txt", report(bad, linter, facts).encode())]
    safe = mend(bad, linter, facts, unsafe=False)
    if safe != bad or (folder / "fixed.md").exists():
        found.append(Example(folder / "fixed.md", safe))
    unsafe = mend(bad, linter, facts, unsafe=True)
    if unsafe != safe or (folder / "fixed-unsafe.md").exists():
        found.append(Example(folder / "fixed-unsafe.md", unsafe))
    return found


def linter_of(rule_id: str, folder: Path, base: Config | None = None) -> Linter:
    """The rule alone, with the options of `config.yaml`.

    Rules on findings run beside those that it selects.
    """
    config = base or Config()
    chosen = {rule_id}
    path = folder / "config.yaml"
    if path.is_file():
        import yaml  # noqa: PLC0415 - only examples with a config

        keys = yaml.safe_load(path.read_text(encoding="utf-8"))
        config = merge(config, keys, path)
        chosen |= set(keys.get("select", ()))
    return Linter(replace(config, select=frozenset(chosen)))


def facts_of(folder: Path) -> Facts:
    """The facts in the folder's `facts.yaml`."""
    path = folder / "facts.yaml"
    if not path.is_file():
        return Facts()
    import yaml  # noqa: PLC0415 - only examples with facts

    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    known: dict[str, Any] = {}
    if "links" in given:
        known["links"] = {
            url: LinkFact(**{"url": url, **fact}) for url, fact in given.pop("links").items()
        }
    if "titles" in given:
        known["titles"] = {name: tuple(titles) for name, titles in given.pop("titles").items()}
    if "files" in given:
        files = given.pop("files")
        known["files"] = {
            name: None if ids is None else frozenset(ids) for name, ids in files.items()
        }
    if "lists" in given:
        given["lists"] = {
            name: tuple(
                ListedEntry((scheme, id_), title, line) for scheme, id_, title, line in rows
            )
            for name, rows in given.pop("lists").items()
        }
    if "references" in given:
        known["references"] = tuple(given.pop("references"))
    if "today" in given:
        today = given.pop("today")
        known["today"] = today if isinstance(today, date) else date.fromisoformat(today)
    return Facts(**known, extra=given)


def report(raw: bytes, linter: Linter, facts: Facts) -> str:
    """The findings in `raw`, one a line: `LINE:COLUMN SEVERITY RULE MESSAGE`."""
    lines: list[str] = []
    for found in linter.check(raw, facts=facts).findings:
        place = f"{found.line}:{found.column}"
        lines.append(f"{place} {found.severity} {found.rule} {found.message}\n")
    return "".join(lines)


def mend(raw: bytes, linter: Linter, facts: Facts, *, unsafe: bool) -> bytes:
    """What `fix` makes of `raw`; what it refuses stays."""
    try:
        return linter.fix(raw, unsafe=unsafe, facts=facts).raw
    except (NotUtf8Error, MergeConflictError):
        return raw


@dataclass(frozen=True, slots=True)
class Broken:
    """An example that its rule does not keep: which one, and what the rule does instead."""

    name: str
    problem: str


def broken(rule: Rule, base: Config) -> list[Broken]:
    """The examples on the card of `rule` that do not hold; `base` is a config that knows it.

    Each text that is `wrong` must be reported, and become what `fixed` says; each that is `right`
    must not be reported.
    """
    linter = Linter(replace(base, select=frozenset({rule.id}), per_file=()))
    found: list[Broken] = []
    for kind in ("wrong", "right"):
        for number, given in enumerate(rule.examples.get(kind, ()), 1):
            example = given if isinstance(given, dict) else {"text": given}
            problem = _problem(rule, linter, example, is_wrong=kind == "wrong")
            if problem:
                found.append(Broken(f"{kind} example {number}", problem))
    return found


def _problem(rule: Rule, linter: Linter, example: Mapping[str, str], *, is_wrong: bool) -> str:
    findings = linter.check(example["text"], facts=Facts()).findings
    if is_wrong != bool(findings):
        return "nothing is reported" if is_wrong else f"reported: {findings[0].message}"
    if "fixed" not in example:
        return ""
    fixed = linter.fix(example["text"], unsafe="unsafe" in rule.safety, facts=Facts())
    return "" if fixed.text == example["fixed"] else f"fixing gives {fixed.text!r}"
