"""Lint: which findings the rules make of a document, and which of them comments silence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from awesomelint.curation.suppressions import directives
from awesomelint.engine.aggregate import is_aggregate, promised, separated
from awesomelint.engine.suppress import silencers, unmuted
from awesomelint.model import Facts
from awesomelint.rules import takes_facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Finding
    from awesomelint.rules import Active


@dataclass(slots=True)
class Lint:
    """What a file's rules found.

    `not_run` tells what each idle rule lacked; `suppressed` what comments silenced.
    """

    findings: list[Finding] = field(default_factory=list)
    suppressed: list[Finding] = field(default_factory=list)
    not_run: dict[str, str] = field(default_factory=dict)


def lint(
    document: Document,
    active: Sequence[Active],
    facts: Facts | None = None,
    known: dict[str, list[Finding]] | None = None,
    *,
    proven: bool = True,
) -> Lint:
    """Run the rules `active` over `document`.

    What is `known` already is not asked again, what is found is added. If `proven`, layout is
    promised only where its proof holds, so that what a report says is what `fix` does.
    """
    known = {} if known is None else known
    facts = facts or Facts()
    result = Lint()
    found: list[Finding] = []
    for rule in active:
        if rule.rule.stage != "document":
            continue
        if missing := [need for need in rule.rule.needs if _absent(facts, need)]:
            result.not_run[rule.rule.id] = missing[0]
        else:
            if rule.rule.id not in known:
                known[rule.rule.id] = list(run(rule, document, facts))
            found += known[rule.rule.id]
    comments = directives(document)
    heard = list(separated(unmuted(found, active), document, comments))
    silencer = silencers(heard, comments)
    for finding in heard:
        if directive := silencer.get(id(finding)):
            directive.used.add(finding.rule)
            result.suppressed.append(finding)
        elif proven and finding.fixes and is_aggregate(finding.rule):
            result.findings += promised(finding, document, active)
        else:
            result.findings.append(finding)
    ran = {rule.rule.id for rule in active if rule.rule.id not in result.not_run}
    for rule in active:
        if rule.rule.stage == "findings":
            result.findings += [
                stamp(rule, raw)
                for raw in rule.check(document, comments, frozenset(ran), **rule.options)
            ]
    result.findings = sorted((f for f in result.findings if f.severity != "off"), key=order)
    return result


def lint_bytes(raw: bytes, active: Sequence[Active]) -> Lint:
    """What the bytes stage finds in a file that is not UTF-8."""
    found = [
        stamp(rule, finding)
        for rule in active
        if rule.rule.stage == "bytes"
        for finding in rule.check(raw, **rule.options)
    ]
    return Lint(findings=sorted(found, key=order))


def order(finding: Finding) -> tuple[int, str, int]:
    """The order of reports: by place, then by rule."""
    return finding.start, finding.rule, finding.end


def run(rule: Active, document: Document, facts: Facts) -> Iterator[Finding]:
    """The stamped findings of one rule."""
    found = (
        rule.check(document, facts, **rule.options)
        if takes_facts(rule.rule.id)
        else rule.check(document, **rule.options)
    )
    return (stamp(rule, finding) for finding in found)


def stamp(rule: Active, finding: Finding) -> Finding:
    """`finding` with its rule's name, category and configured severity, and its fixes raised if so configured."""
    fixes = finding.fixes
    if rule.raised == "safe":
        fixes = tuple(
            replace(fix, safety="safe") if fix.safety == "unsafe" else fix for fix in fixes
        )
    return replace(
        finding,
        rule=rule.rule.id,
        category=rule.rule.category,
        severity=rule.severity_of(finding.level),
        fixes=fixes,
        mirror=stamp(rule, finding.mirror) if finding.mirror else None,
    )


def _absent(facts: Facts, need: str) -> bool:
    match need:
        case "clock":
            return facts.today is None
        case "links" | "titles" | "files":
            return getattr(facts, need) is None
        case _:
            return need not in facts.extra
