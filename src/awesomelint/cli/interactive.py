"""`fix --interactive`: one fix at a time, before and after, and a person decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from awesomelint.cli import output
from awesomelint.engine import PHASES, Fixed, Fixer, State, lint
from awesomelint.model import Fix
from awesomelint.source import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.engine import Before
    from awesomelint.model import Edit, Effect, Facts, Finding
    from awesomelint.rules import Active
    from awesomelint.source import Source

HELP = (
    "y: apply, n: skip, a: apply this and all other fixes of the rule, number: apply that "
    "candidate, q: quit"
)
_CONTEXT = 40
"""How many characters around a place make it recognisable."""


@dataclass(slots=True)
class Talk:
    """What has been decided so far."""

    decided: set[tuple[str, ...]] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    stopped: bool = False


def fix_interactively(
    document: Document, active: Sequence[Active], facts: Facts, before: Before | None
) -> Fixed:
    """Offer every fix and candidate in the order of phases and places.

    Make and prove those that are chosen.
    """
    fixer = Fixer(active, facts, lambda _rule, _fix: False, document.path, before)
    state = State(document)
    talk = Talk()
    for phase in PHASES:
        while not talk.stopped and (offer := _next_offer(fixer, state, phase, talk)):
            finding, fixes = offer
            state = _settle(fixer, state, finding, fixes, talk)
    left = lint(state.document, active, facts, before=before)
    return Fixed(document.source, state.source, fixer.applied, fixer.withheld, left, state.document)


def _next_offer(
    fixer: Fixer, state: State, phase: frozenset[str], talk: Talk
) -> tuple[Finding, list[Fix]] | None:
    """The first finding of `phase` with something to choose that was not decided yet."""
    for finding in fixer.lint(state, fixer.active).findings:
        choices = _choices(finding, fixer.active)
        fixes = [fix for fix in choices if not phase.isdisjoint(fix.effects)]
        if not fixes:
            continue
        if _mark(state, finding, fixes) not in talk.decided:
            return finding, fixes
    return None


def _choices(finding: Finding, active: Sequence[Active]) -> Iterator[Fix]:
    """The fixes of `finding`, or its candidates as fixes."""
    if not finding.candidates:
        yield from finding.fixes
        return
    effects = finding.fixes[0].effects if finding.fixes else _effects(finding.rule, active)
    damage = finding.fixes[0].damage if finding.fixes else ""
    yield from (fix for fix in finding.fixes if fix.safety != "suggestion")
    for candidate in finding.candidates:
        yield Fix(
            candidate.edits,
            "suggestion",
            effects,
            f"{candidate.text} ({candidate.score:.0%})",
            damage=damage,
        )


def _effects(rule: str, active: Sequence[Active]) -> tuple[Effect, ...]:
    return next(one.rule.effects for one in active if one.rule.id == rule)


def _mark(state: State, finding: Finding, fixes: Sequence[Fix]) -> tuple[str, ...]:
    """What makes an offer recognisable when lines above it changed."""
    text = state.source.text
    edits = fixes[0].edits
    first, last = edits[0], edits[-1]
    start = max(first.start - _CONTEXT, 0)
    end = last.end + _CONTEXT
    around = text[start:end]
    new = (edit.text for fix in fixes for edit in fix.edits)
    return finding.rule, around, *new


def _settle(fixer: Fixer, state: State, finding: Finding, fixes: list[Fix], talk: Talk) -> State:
    """Ask about one offer and do what is answered."""
    talk.decided.add(_mark(state, finding, fixes))
    chosen = (
        [fixes[0]]
        if finding.rule in talk.rules and len(fixes) == 1
        else _ask(state, finding, fixes, talk)
    )
    for fix in chosen:
        held = len(fixer.withheld)
        state = fixer.make(state, [fixer.prover.claim(finding.rule, fix)])
        if len(fixer.withheld) > held:
            output.tell(f"  not applied, the proof failed: {fixer.withheld[-1].reason}")
    return state


def _ask(state: State, finding: Finding, fixes: list[Fix], talk: Talk) -> list[Fix]:
    """Show the offer until it is answered."""
    line, column = state.source.position(finding.start)
    output.tell("")
    output.tell(f"{line}:{column} {finding.severity} {finding.message} [{finding.rule}]")
    for number, fix in enumerate(fixes, 1):
        output.tell(f"  {number}. {fix.description} ({fix.safety})")
        for row in changed_lines(state.source, fix.edits):
            output.tell(f"     {row}")
    while True:
        answer = (
            click.prompt("  [y/n/a/number/q/?]", default="n", show_default=False, err=True)
            .strip()
            .lower()
        )
        match answer:
            case "y" | "yes":
                return fixes[:1]
            case "n" | "no":
                return []
            case "a" | "all":
                talk.rules.add(finding.rule)
                return fixes[:1]
            case "q" | "quit":
                talk.stopped = True
                return []
            case _ if answer.isdecimal() and 1 <= int(answer) <= len(fixes):
                return [fixes[int(answer) - 1]]
            case _:
                output.tell(f"  {HELP}")


def changed_lines(source: Source, edits: Sequence[Edit]) -> list[str]:
    """The lines that `edits` touch, before and after, as a diff shows them."""
    first, _ = source.position(min(edit.start for edit in edits))
    last, _ = source.position(max(edit.end for edit in edits))
    start, _ = source.line_span(first)
    _, end = source.line_span(last)
    text = apply_edits(source.text, edits)
    growth = len(text) - len(source.text)
    old_lines = source.text[start:end].split("\n")
    new_lines = text[start : end + growth].split("\n")
    removed = [f"- {line}" for line in old_lines]
    added = [f"+ {line}" for line in new_lines]
    return removed + added
