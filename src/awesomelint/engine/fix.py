"""Fix: phase by phase, each pass proven, until nothing is left to do."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesomelint.curation.suppressions import SilencedPlaces, directives
from awesomelint.engine.aggregate import is_aggregate, narrowed
from awesomelint.engine.lint import lint, raised
from awesomelint.engine.prover import Prover, State
from awesomelint.errors import AwesomelintError
from awesomelint.model import Facts, Fix

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awesomelint.curation import Document
    from awesomelint.engine.before import Before
    from awesomelint.model import Effect, Finding
    from awesomelint.outcome import Lint, Withheld
    from awesomelint.proof import Claim
    from awesomelint.rules import Active
    from awesomelint.source import Source

PHASES: tuple[frozenset[Effect], ...] = (
    frozenset({"repair"}),
    frozenset({"links", "markup", "text"}),
    frozenset({"entries"}),
    frozenset({"region"}),
    frozenset({"layout"}),
)
MAX_PASSES = 10


class CycleError(RuntimeError, AwesomelintError):
    """Fixes that undo each other: a bug. `rules` are those of the last passes."""

    def __init__(self, rules: Sequence[str]) -> None:
        super().__init__(f"the fixes of {', '.join(sorted(set(rules)))} undo each other")
        self.rules = tuple(rules)


class _UndoneError(Exception):
    """The fixes `claims` of `state` make a text that was there before, or none that is final."""

    def __init__(self, state: State, claims: Sequence[Claim]) -> None:
        super().__init__(*(claim.rule for claim in claims))
        self.state = state
        self.claims = claims


class UnprovenError(RuntimeError, AwesomelintError):
    """Passes that were proven one by one make a whole that is not: a bug."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A fix that was made: its rule, its line at that time, and the lines that it deleted."""

    rule: str
    line: int
    description: str
    deleted: tuple[str, ...] = ()


@dataclass(slots=True, eq=False, repr=False)
class Fixed:
    """The outcome of `fix`: the new text, the fixes made and withheld, and the findings left."""

    before: Source
    after: Source
    applied: list[Applied]
    withheld: list[Withheld]
    left: Lint
    document: Document

    @property
    def changed(self) -> bool:
        """Whether any byte differs."""
        return self.before.raw != self.after.raw


def permit(unsafe: bool | frozenset[str] = False) -> Callable[[str, Fix], bool]:
    """Which fixes may be made: safe ones, and unsafe ones of all rules or of the rules named.

    Suggestions are never made.
    """

    def allowed(rule: str, fix: Fix) -> bool:
        if fix.safety == "unsafe":
            return unsafe if isinstance(unsafe, bool) else rule in unsafe
        return fix.safety == "safe"

    return allowed


def fix(
    source: Source,
    active: Sequence[Active],
    facts: Facts | None = None,
    allowed: Callable[[str, Fix], bool] | None = None,
    *,
    path: str = "",
    document: Document | None = None,
    before: Before | None = None,
) -> Fixed:
    """Make every allowed fix that can be proven, phase by phase, until none is left.

    `document` is what `source` was parsed to, where that was done already. With `before`, only what
    the change since then brings is mended. Raise `CycleError` if fixes undo each other,
    `UnprovenError` if the whole is not what its parts were proven to be.
    """
    fixer = Fixer(active, facts or Facts(), allowed or permit(), path, before)
    prover = fixer.prover
    state = fixer.settle(State(document) if document else prover.parse(source))
    certify(fixer.first, state)
    left = fixer.left(state)
    return Fixed(source, state.source, fixer.applied, fixer.withheld, left, state.document)


def _may_fix(rule: Active, allowed: Callable[[str, Fix], bool]) -> bool:
    """Whether any fix that the rule's card speaks of may be made."""
    fixes = [Fix((), safety, rule.rule.effects, "") for safety in rule.rule.safety]
    return any(allowed(rule.rule.id, raised(rule, fix)) for fix in fixes)


class Fixer:
    """The passes of one `fix`; `applied` and `withheld` grow with each of them.

    `first` is the original, kept until more than layout has changed: up to then it can be compared
    with the result as a whole.
    """

    def __init__(
        self,
        active: Sequence[Active],
        facts: Facts,
        allowed: Callable[[str, Fix], bool],
        path: str,
        before: Before | None = None,
    ) -> None:
        self.active = active
        self.facts = facts
        self.allowed = allowed
        self.before = before
        self.prover = Prover(active, path)
        self._fixing = [rule for rule in active if _may_fix(rule, allowed)]
        self.applied: list[Applied] = []
        self.first: State | None = None
        self._seen: set[bytes] = set()

    def settle(self, state: State) -> State:
        """Rounds of all phases until a round changes nothing.

        If fixes undo each other, everything starts again without them, so that what they concern
        stays as it was.
        """
        for _ in range(MAX_PASSES):
            self._seen = {state.source.raw}
            self.first = state
            try:
                settled = self._rounds(state)
            except _UndoneError as undone:
                self.prover.freeze(undone.state, undone.claims)
                self.applied.clear()
            else:
                return settled
        raise CycleError([withheld.rule for withheld in self.prover.frozen])

    def _rounds(self, state: State) -> State:
        """Like `settle`, but what was withheld is tried once more on the result.

        Raise `_UndoneError` at a cycle.
        """
        start = state.source
        state = self._single_phase(state)
        stale = state.source is not start
        for _ in range(MAX_PASSES):
            before = state.source  # not the state: its tree is large, and done with after a pass
            for phase in PHASES:
                state = self._phase(state, phase)
            if state.source is not before:
                stale = True
            elif stale and self.prover.forget():
                stale = False
            else:
                return state
        raise CycleError([done.rule for done in self.applied[-20:]])

    @property
    def withheld(self) -> list[Withheld]:
        """The fixes whose proof failed, and those that undo each other."""
        return [*self.prover.withheld, *self.prover.frozen]

    def lint(self, state: State, rules: Sequence[Active]) -> Lint:
        """What `rules` find in `state`, with all fixes, provable or not."""
        return lint(
            state.document, rules, self.facts, state.known, proven=False, before=self.before
        )

    def left(self, state: State) -> Lint:
        """What is left of `state`; layout that could not be proven is no finding."""
        result = self.lint(state, self.active)
        result.findings = [
            kept for finding in result.findings if (kept := self._still(state, finding))
        ]
        return result

    def _still(self, state: State, finding: Finding) -> Finding | None:
        if not (finding.fixes and is_aggregate(finding.rule)):
            return finding
        fixes = [one for fix in finding.fixes for one in self.prover.open(state, finding.rule, fix)]
        return narrowed(finding, state.document, fixes) if fixes else None

    def _single_phase(self, state: State) -> State:
        """One pass and layout, where fixes of one phase alone are wanted before layout.

        The list between the two is only laid out, not read: the rounds that follow look at what all
        rules find in the result. Damage hides what other rules find, so it is mended by phases.
        """
        repair, *others, layout = PHASES
        wanted = [claims for phase in others if (claims := self._claims(state, phase))]
        if len(wanted) != 1 or self._claims(state, repair):
            return state
        return self._phase(self.make(state, wanted[0]), layout)

    def _phase(self, state: State, phase: frozenset[Effect]) -> State:
        """Passes of one phase until there is nothing left to do in it."""
        for _ in range(MAX_PASSES):
            claims = self._claims(state, phase)
            if not claims:
                return state
            state = self.make(state, claims)
        raise _UndoneError(state, claims)

    def _claims(self, state: State, phase: frozenset[Effect]) -> list[Claim]:
        """The fixes of a phase that may be made in `state`."""
        rules = [rule for rule in self._fixing if phase & set(rule.rule.effects)]
        if not rules:
            return []
        comments = any(rule.rule.stage == "findings" for rule in rules)
        if self.before or (comments and directives(state.document)):
            # what a change brings, and which comments are of use, takes all rules to tell
            return self._choose(state, self.active, phase)
        if all(rule.rule.aggregate for rule in rules if rule.rule.stage == "document"):
            return self._choose(state, rules, phase)  # which damage does not mute
        muting = [rule for rule in self.active if rule.rule.mutes and rule not in rules]
        return self._choose(state, [*muting, *rules], phase)

    def _choose(
        self, state: State, rules: Sequence[Active], phase: frozenset[Effect]
    ) -> list[Claim]:
        """The allowed fixes of this phase, in document order; of two that touch, the first."""
        found = self.lint(state, rules).findings
        silenced = SilencedPlaces(directives(state.document))
        claims: list[Claim] = []
        taken = _Taken()
        for finding in found:
            for fix in finding.fixes:
                if not phase & set(fix.effects) or not self.allowed(finding.rule, fix):
                    continue
                claims += [
                    self.prover.claim(finding.rule, one)
                    for one in self.prover.open(state, finding.rule, fix)
                    if not silenced.hold(finding.rule, one) and taken.take(one)
                ]
        return claims

    def make(self, state: State, claims: list[Claim]) -> State:
        """Apply what can be proven of `claims` together; withdraw the rest.

        Raise `_UndoneError` at a cycle.
        """
        after = self.prover.proven(state, claims)
        if after is None:
            return state
        self._record(state, claims)
        if after.source.raw in self._seen:
            raise _UndoneError(state, claims)
        self._seen.add(after.source.raw)
        return after

    def _record(self, state: State, claims: list[Claim]) -> None:
        if any(claim.fix.effects != ("layout",) for claim in claims):
            self.first = None  # a large tree that nothing can be compared with any more
        for claim in claims:
            fix = claim.fix
            deleted = _deleted(state.source, fix)
            self.applied.append(Applied(claim.rule, state.line_of(fix), fix.description, deleted))


def certify(first: State | None, last: State) -> None:
    """Compare the original and the result once more; raise `UnprovenError`.

    What only layout changed must be equal in every view; what else was changed was proven pass
    by pass.
    """
    from awesomelint.proof import diff  # noqa: PLC0415 - only fixing needs proofs

    if first is None or first is last:
        return
    if found := diff(first.view, last.view):
        line = first.source.position(found[0].start)[0]
        message = found[0].message
        raise UnprovenError(f"line {line} would not be what it was: {message}")


def _deleted(source: Source, fix: Fix) -> tuple[str, ...]:
    """The whole lines that a fix with the effect `entries` takes away."""
    if "entries" not in fix.effects:
        return ()
    lines: list[str] = []
    for edit in fix.edits:
        if not edit.text:
            deleted = source.text[edit.start : edit.end]
            lines += deleted.strip("\n").split("\n")
    return tuple(line for line in lines if line.strip())


class _Taken:
    """Stretches that chosen fixes will change."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, fix: Fix) -> bool:
        """Reserve the edits of `fix`; return False if one touches an edit reserved before."""
        if not fix.edits:
            return False
        if any(self._touches(edit.start, edit.end) for edit in fix.edits):
            return False
        for edit in fix.edits:
            at = bisect_left(self._starts, edit.start)
            self._starts.insert(at, edit.start)
            self._ends.insert(at, edit.end)
        return True

    def _touches(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end)
        for index in (at - 1, at):
            if 0 <= index < len(self._starts):
                other, until = self._starts[index], self._ends[index]
                if other < end and start < until:
                    return True
                if start == other and (start == end or other == until):
                    return True
        return at > 1 and self._ends[at - 2] > start
