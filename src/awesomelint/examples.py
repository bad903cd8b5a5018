"""A rule's examples, executed: what its fixtures show must be what it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from awesomelint.config import activate, default_config, merge
from awesomelint.curation import read
from awesomelint.engine import fix, lint, lint_bytes, permit
from awesomelint.model import Facts, LinkFact
from awesomelint.source import NotUtf8Error, Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from awesomelint.rules import Active


@dataclass(frozen=True, slots=True)
class Example:
    """One expectation of a fixture folder: the file that holds it, and what the rule really gave."""

    path: Path
    actual: bytes

    @property
    def holds(self) -> bool:
        """Whether the rule does what the file shows."""
        return self.path.is_file() and self.path.read_bytes() == self.actual


def examples(rule_id: str, folder: Path) -> list[Example]:
    """What the rule gives for the inputs in `folder`, beside the files that say what it should give."""
    active, facts = rules_of(rule_id, folder), facts_of(folder)
    bad = (folder / "bad.md").read_bytes()
    found = [Example(folder / "bad.txt", report(bad, active, facts).encode())]
    safe = mend(bad, active, facts, unsafe=False)
    if safe != bad or (folder / "fixed.md").exists():
        found.append(Example(folder / "fixed.md", safe))
    unsafe = mend(bad, active, facts, unsafe=True)
    if unsafe != safe or (folder / "fixed-unsafe.md").exists():
        found.append(Example(folder / "fixed-unsafe.md", unsafe))
    return found


def rules_of(rule_id: str, folder: Path) -> tuple[Active, ...]:
    """The rule alone, with the options of `config.yaml`; rules on findings run beside those that it selects."""
    config = default_config()
    chosen = {rule_id}
    path = folder / "config.yaml"
    if path.is_file():
        import yaml  # noqa: PLC0415 - only examples with a config

        keys = yaml.safe_load(path.read_text(encoding="utf-8"))
        config = merge(config, keys, path)
        chosen |= set(keys.get("select", ()))
    return tuple(rule for rule in activate(_with(config, chosen)) if rule.rule.id in chosen)


def _with(config: Any, chosen: set[str]) -> Any:  # noqa: ANN401 - a Config, whose type only tools need here
    from dataclasses import replace  # noqa: PLC0415 - only here

    return replace(config, select=frozenset(chosen))


def facts_of(folder: Path) -> Facts:
    """The facts in the folder's `facts.yaml`."""
    path = folder / "facts.yaml"
    if not path.is_file():
        return Facts()
    import yaml  # noqa: PLC0415 - only examples with facts

    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    known: dict[str, Any] = {}
    if "links" in given:
        known["links"] = {url: LinkFact(**{"url": url, **fact}) for url, fact in given.pop("links").items()}
    if "titles" in given:
        known["titles"] = {name: tuple(titles) for name, titles in given.pop("titles").items()}
    if "files" in given:
        files = given.pop("files")
        known["files"] = {name: None if ids is None else frozenset(ids) for name, ids in files.items()}
    if "references" in given:
        known["references"] = tuple(given.pop("references"))
    if "today" in given:
        today = given.pop("today")
        known["today"] = today if isinstance(today, date) else date.fromisoformat(today)
    return Facts(**known, extra=given)


def report(raw: bytes, active: Sequence[Active], facts: Facts) -> str:
    """The findings in `raw`, one a line: `LINE:COLUMN SEVERITY RULE MESSAGE`."""
    try:
        source = Source(raw)
        found = lint(read(source), active, facts).findings
    except NotUtf8Error:
        source = Source.of(raw.decode("utf-8", "replace"))
        found = lint_bytes(raw, active).findings
    lines = []
    for finding in found:
        line, column = source.position(finding.start)
        lines.append(f"{line}:{column} {finding.severity} {finding.rule} {finding.message}\n")
    return "".join(lines)


def mend(raw: bytes, active: Sequence[Active], facts: Facts, *, unsafe: bool) -> bytes:
    """What `fix` makes of `raw`."""
    try:
        source = Source(raw)
    except NotUtf8Error:
        return recoded(raw, active, unsafe=unsafe)
    return fix(source, active, facts, permit(unsafe)).after.raw


def recoded(raw: bytes, active: Sequence[Active], *, unsafe: bool) -> bytes:
    """A file in another encoding as UTF-8, if a rule is sure of the encoding and may act on it."""
    allowed = permit(unsafe)
    for finding in lint_bytes(raw, active).findings:
        for mended in finding.fixes:
            if mended.damage and allowed(finding.rule, mended):
                return raw.decode(mended.damage).encode()
    return raw
