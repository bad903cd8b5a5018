"""Lint: which findings the rules make of a document, and which of them comments silence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.curation.suppressions import Suppressions, directives
from awesomelint.engine.aggregate import is_aggregate, promised, separated
from awesomelint.engine.keys import Keys
from awesomelint.engine.suppress import silencers, unmuted
from awesomelint.model import Facts
from awesomelint.outcome import Lint
from awesomelint.rules import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from awesomelint.curation import Document
    from awesomelint.curation.suppressions import Directive
    from awesomelint.engine.before import Before
    from awesomelint.engine.surplus import Base
    from awesomelint.model import Finding, Fix
    from awesomelint.outcome import Key
    from awesomelint.rules import Active


def lint(
    document: Document,
    active: Sequence[Active],
    facts: Facts | None = None,
    known: dict[str, list[Finding]] | None = None,
    *,
    proven: bool = True,
    before: Before | None = None,
    baseline: Counter[Key] | None = None,
) -> Lint:
    """Run the rules `active` over `document`.

    The rules in `known` are not run again, and the findings of the others are added to it. If
    `proven`, layout is reported only where its fix can be proven, so that `fix` keeps what a report
    promises. With `before`, only what the change since then brings is reported. What `baseline`
    accepts is not.
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
        else:
            result.findings.append(finding)
    result.findings += _of_comments(document, active, comments, result.not_run)
    everything = result.findings
    result.off = [finding for finding in everything if finding.severity == "off"]
    result.findings = [finding for finding in everything if finding.severity != "off"]
    if before is not None:
        result.findings = before.added(document, result.findings)
    if baseline is not None:
        _accept(result, everything, document, _judged_rows(baseline, active, result.not_run))
    if proven:
        result.findings = [
            one for finding in result.findings for one in _promised(finding, document, active)
        ]
    result.findings.sort(key=order)
    return result


def _promised(finding: Finding, document: Document, active: Sequence[Active]) -> Sequence[Finding]:
    if finding.fixes and is_aggregate(finding.rule):
        return promised(finding, document, active)
    return (finding,)


def _accept(
    result: Lint, everything: Sequence[Finding], document: Document, baseline: Counter[Key]
) -> None:
    """Take from `result` what the baseline accepts.

    What is in `everything` but not among the findings uses up its rows first.
    """
    from awesomelint.engine.baseline import accept, faults  # noqa: PLC0415 - only where there is one

    keys = Keys(document)
    excused = faults(everything, keys) - faults(result.findings, keys)
    made = accept(result.findings, baseline, keys, excused)
    result.findings = list(made.left)
    result.accepted = list(made.accepted)
    result.stale = list(made.stale)


def _judged_rows(
    baseline: Counter[Key], active: Sequence[Active], not_run: Mapping[str, str]
) -> Counter[Key]:
    """What a baseline says of rules that ran, or of others of their families."""
    ran = {rule.rule.id for rule in active if rule.rule.id not in not_run}
    ran |= {rule.rule.family for rule in active if rule.rule.id in ran}
    return Counter({key: count for key, count in baseline.items() if key.kin().rule in ran})


def judge_before(
    document: Document, active: Sequence[Active], rules: frozenset[str], facts: Facts
) -> Base:
    """What `rules` find in `document`, the base of a change.

    Findings count even where damage mutes their rule or their level is off.
    """
    from awesomelint.engine.surplus import Base  # noqa: PLC0415 - only where a change is judged

    judged = [rule for rule in active if rule.rule.id in rules]
    if any(rule.rule.stage == "findings" for rule in judged):
        judged = list(active)  # which comments are of use takes all rules to tell
    idle = {
        rule.rule.id: need for rule in judged for need in rule.rule.needs if _absent(facts, need)
    }
    found = [
        finding
        for rule in judged
        if rule.rule.stage == "document" and rule.rule.id not in idle
        for finding in run(rule, document, facts)
    ]
    comments = directives(document)
    silencer = silencers(found, comments)
    for finding in found:
        if directive := silencer.get(id(finding)):
            directive.used.add(finding.rule)
    heard = [finding for finding in found if id(finding) not in silencer]
    silenced = [finding for finding in found if id(finding) in silencer]
    return Base(document, [*heard, *_of_comments(document, judged, comments, idle)], silenced)


def _of_comments(
    document: Document,
    active: Sequence[Active],
    comments: Sequence[Directive],
    not_run: Mapping[str, str],
) -> Iterator[Finding]:
    """What rules find in the comments, now that it is known which of them are of use."""
    ids = (rule.rule.id for rule in active)
    ran = frozenset(name for name in ids if name not in not_run)
    suppressions = Suppressions(document, comments, ran)
    for rule in active:
        if rule.rule.stage == "findings":
            for raw in rule.check(suppressions, **rule.options):
                yield stamp(rule, raw)


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
    """The stamped findings of one rule; raise `RuleError` where the rule of a package breaks."""
    if rule.rule.source and rule.rule.match is None:
        return _guarded(rule, document, facts)
    return (stamp(rule, finding) for finding in _found(rule, document, facts))


def _found(rule: Active, document: Document, facts: Facts) -> Iterator[Finding]:
    if rule.takes_facts:
        return rule.check(document, facts, **rule.options)
    return rule.check(document, **rule.options)


def _guarded(rule: Active, document: Document, facts: Facts) -> Iterator[Finding]:
    """The same of a rule that others wrote."""
    try:
        for finding in _found(rule, document, facts):
            stamped = stamp(rule, finding)
            if not 0 <= stamped.start <= stamped.end <= len(document.text):
                raise ValueError(f"a finding at {stamped.start}-{stamped.end}")  # noqa: TRY301 - told below
            yield stamped
    except Exception as error:
        raise RuleError(
            f"the rule {rule.rule.id} of {rule.rule.source} broke "
            f"({type(error).__name__}: {error}); report it to its authors, "
            f"or run with --ignore {rule.rule.id}"
        ) from error


def raised(rule: Active, fix: Fix) -> Fix:
    """`fix` with the safety that the config sets for the rule."""
    is_raised = rule.raised == "safe" and fix.safety == "unsafe"
    return replace(fix, safety="safe") if is_raised else fix


def stamp(rule: Active, finding: Finding) -> Finding:
    """`finding` with the rule's name, category and severity, and the safety set for its fixes."""
    fixes = tuple(raised(rule, fix) for fix in finding.fixes)
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
