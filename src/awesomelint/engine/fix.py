"""Lint and fix: the only two loops. Text goes in, results come out; no files, no globals."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from awesomelint.curation import read
from awesomelint.errors import AwesomelintError
from awesomelint.model import Facts
from awesomelint.rules import takes_facts
from awesomelint.suppress import SilencedPlaces, directives, silencers
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Effect, Finding, Fix
    from awesomelint.proof import Claim, View
    from awesomelint.rules import Active
    from awesomelint.source import Source
    from awesomelint.suppress import Directive

PHASES: tuple[frozenset[Effect], ...] = (
    frozenset({"repair"}),
    frozenset({"links", "markup", "text"}),
    frozenset({"entries"}),
    frozenset({"region", "layout"}),
)
MAX_PASSES = 10
LAYOUT = "noncanonical-layout"


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


@dataclass(slots=True)
class Lint:
    """What a file's rules found.

    `not_run` tells what each idle rule lacked; `suppressed` what comments silenced.
    """

    findings: list[Finding] = field(default_factory=list)
    suppressed: list[Finding] = field(default_factory=list)
    not_run: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """A fix that was made: by which rule, on which line of the text it was made in, and the lines it deleted."""

    rule: str
    line: int
    description: str
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """A fix that was not made since its proof failed, and why."""

    rule: str
    line: int
    description: str
    reason: str


@dataclass(slots=True)
class Fixed:
    """The outcome of `fix`: the file as it should be, what was done and withheld, and what is left."""

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

    Never suggestions.
    """

    def allowed(rule: str, fix: Fix) -> bool:
        if fix.safety == "unsafe":
            return unsafe if isinstance(unsafe, bool) else rule in unsafe
        return fix.safety == "safe"

    return allowed


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
    heard = list(_separated(_unmuted(found, active), document, comments))
    silencer = silencers(heard, comments)
    for finding in heard:
        if directive := silencer.get(id(finding)):
            directive.used.add(finding.rule)
            result.suppressed.append(finding)
        elif finding.rule == LAYOUT and finding.fixes and proven:
            result.findings += _promised(finding, document, active)
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


def _separated(
    found: list[Finding], document: Document, comments: list[Directive]
) -> Iterator[Finding]:
    """The findings, that of layout in two: what comments silence, and the rest of the file."""
    silenced = SilencedPlaces(comments)
    for finding in found:
        silent = [
            fix for fix in finding.fixes if finding.rule == LAYOUT and silenced.hold(LAYOUT, fix)
        ]
        if not silent:
            yield finding
            continue
        if rest := [fix for fix in finding.fixes if fix not in silent]:
            yield _telling(finding, document, rest)
        span = next(one for one in comments if SilencedPlaces([one]).hold(LAYOUT, silent[0]))
        yield replace(_telling(finding, document, silent), start=span.covers[0], end=span.covers[0])


def _promised(finding: Finding, document: Document, active: Sequence[Active]) -> list[Finding]:
    """The finding of layout with the fixes that can be proven; none if there are none."""
    mender = Mender(
        [rule for rule in active if rule.rule.id == LAYOUT], Facts(), permit(), document.path
    )
    kept = mender.provable(document, LAYOUT, finding.fixes)
    if not kept:
        return []
    return [finding if kept == finding.fixes else _telling(finding, document, kept)]


def _telling(finding: Finding, document: Document, fixes: Sequence[Fix]) -> Finding:
    """The finding of layout, speaking of `fixes` only."""
    from awesomelint.checks.layout.noncanonical_layout import told  # noqa: PLC0415 - only where layout was found

    one = told(document, fixes)
    return replace(finding, start=one.start, end=one.end, message=one.message, fixes=one.fixes)


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


def _unmuted(found: list[Finding], active: Sequence[Active]) -> list[Finding]:
    """Without what other rules say of damaged runs: they speak when the damage is mended."""
    muting = {rule.rule.id for rule in active if rule.rule.mutes}
    runs = Spans(
        (run.start, run.end) for finding in found if finding.rule in muting for run in finding.runs
    )
    if not runs:
        return found
    return [
        finding
        for finding in found
        if finding.rule in muting
        or finding.rule == LAYOUT
        or not runs.meet(finding.start, finding.end)
    ]


@dataclass(slots=True)
class State:
    """A text on its way from the old file to the new one.

    `known` are the findings of rules that ran over it.
    """

    source: Source
    document: Document
    view: View
    known: dict[str, list[Finding]] = field(default_factory=dict)


def fix(
    source: Source,
    active: Sequence[Active],
    facts: Facts | None = None,
    allowed: Callable[[str, Fix], bool] | None = None,
    *,
    path: str = "",
    document: Document | None = None,
) -> Fixed:
    """Make every allowed fix that can be proven, phase by phase, until none is left.

    `document` is what `source` was parsed to, where that was done already. Raise `CycleError` if
    fixes undo each other, `UnprovenError` if the whole is not what its parts were proven to be.
    """
    mender = Mender(active, facts or Facts(), allowed or permit(), path)
    state = mender.settle(mender.start(document) if document else mender.parse(source))
    mender.certify(mender.first, state)
    left = mender.left(state)
    return Fixed(source, state.source, mender.applied, mender.withheld, left, state.document)


class Mender:
    """The passes of one `fix`; what it did and withheld grows in `applied` and `withheld`.

    `first` is the original as long as it can be compared with the result as a whole: until more
    than layout changed.
    """

    def __init__(
        self, active: Sequence[Active], facts: Facts, allowed: Callable[[str, Fix], bool], path: str
    ) -> None:
        self.active = active
        self.facts = facts
        self.allowed = allowed
        self.path = path
        self.applied: list[Applied] = []
        self.withheld: list[Withheld] = []
        self._refused: set[tuple[str, ...]] = set()
        self._seen: set[bytes] = set()
        self._frozen: dict[str | bytes, Withheld] = {}
        self.first: State | None = None

    def parse(self, source: Source) -> State:
        """`source` with all that fixing needs to know of it."""
        return self.start(read(source, self.path))

    @staticmethod
    def start(document: Document) -> State:
        """`document` with all that fixing needs to know of it."""
        from awesomelint.proof import view  # noqa: PLC0415 - only fixing needs proofs

        return State(document.source, document, view(document.text, document.root))

    def settle(self, state: State) -> State:
        """Rounds of all phases until a round changes nothing.

        Where fixes undo each other, all is begun again without them: what they concern stays as it
        was.
        """
        for _ in range(MAX_PASSES):
            self._seen = {state.source.raw}
            self.first = state
            try:
                settled = self._rounds(state)
            except _UndoneError as undone:
                self._freeze(undone)
                for done in (self.applied, self.withheld, self._refused):
                    done.clear()
            else:
                self.withheld += self._frozen.values()
                return settled
        raise CycleError([held.rule for held in self._frozen.values()])

    def _rounds(self, state: State) -> State:
        """As `settle`; what was withheld is tried once more on the result.

        Raise `_UndoneError` at a cycle.
        """
        stale = False
        for _ in range(MAX_PASSES):
            before = state.source  # not the state: its tree is large, and done with after a pass
            for phase in PHASES:
                state = self._phase(state, phase)
            if state.source is not before:
                stale = True
            elif stale and self._refused:
                self._refused.clear()
                self.withheld.clear()
                stale = False
            else:
                return state
        raise CycleError([done.rule for done in self.applied[-20:]])

    def _freeze(self, undone: _UndoneError) -> None:
        """Leave alone what the fixes of a cycle concern: for layout their blocks, else all of their rule."""
        for claim in undone.claims:
            for key in self._keys(undone.state, claim.rule, claim.fix):
                line = undone.state.source.position(claim.fix.edits[0].start)[0]
                reason = "fixes of this rule undo each other here, which is a bug: please report it with the file"
                self._frozen.setdefault(
                    key, Withheld(claim.rule, line, claim.fix.description, reason)
                )

    @staticmethod
    def _keys(state: State, rule: str, fix: Fix) -> Iterator[str | bytes]:
        """What a cycle of `fix` is known by: its blocks, by what layout never changes in them, or its rule."""
        if fix.effects != ("layout",):
            yield rule
            return
        from awesomelint.proof import residue  # noqa: PLC0415 - only at a bug

        for edit in fix.edits:
            block = state.view.blocks(edit.start, edit.end)
            yield residue(state.source.text[block.start : block.end])

    def left(self, state: State) -> Lint:
        """What is left of `state`; layout that could not be proven is no finding."""
        result = lint(state.document, self.active, self.facts, state.known, proven=False)
        result.findings = [
            kept for finding in result.findings if (kept := self._still(state, finding))
        ]
        return result

    def _still(self, state: State, finding: Finding) -> Finding | None:
        if finding.rule != LAYOUT or not finding.fixes:
            return finding
        fixes = [one for fix in finding.fixes for one in self._open(state, LAYOUT, fix)]
        return _telling(finding, state.document, fixes) if fixes else None

    def provable(self, document: Document, rule: str, fixes: Sequence[Fix]) -> tuple[Fix, ...]:
        """Those of `fixes`, or of their parts, that can be proven together."""
        state = self.start(document)
        kept: list[Fix] = []
        for _ in range(2):  # whole fixes, then the parts of those that were refused
            claims = [
                self.claim(rule, one) for fix in fixes for one in self._open(state, rule, fix)
            ]
            if len(claims) == len(kept):
                break
            self._proven(state, claims)
            kept = [claim.fix for claim in claims]
        return tuple(kept)

    def certify(self, first: State | None, last: State) -> None:
        """Compare the original and the result once more; raise `UnprovenError`.

        What only layout changed must be equal in every view; what else was changed was proven pass
        by pass.
        """
        from awesomelint.proof import diff  # noqa: PLC0415 - only fixing needs proofs

        if first is None or first is last:
            return
        if found := diff(first.view, last.view):
            line = first.source.position(found[0].start)[0]
            raise UnprovenError(f"line {line} would not be what it was: {found[0].message}")

    def _phase(self, state: State, phase: frozenset[Effect]) -> State:
        rules = [rule for rule in self.active if phase & set(rule.rule.effects)]
        muting = [rule for rule in self.active if rule.rule.mutes and rule not in rules]
        if any(rule.rule.stage == "findings" for rule in rules) and directives(state.document):
            rules, muting = (
                list(self.active),
                [],
            )  # which comments are of use takes all rules to tell
        for _ in range(MAX_PASSES):
            claims = self._choose(state, [*muting, *rules], phase)
            if not claims:
                return state
            state = self.make(state, claims)
        raise _UndoneError(state, claims)

    def _choose(
        self, state: State, rules: Sequence[Active], phase: frozenset[Effect]
    ) -> list[Claim]:
        """The allowed fixes of this phase, in document order; of two that touch, the first."""
        found = lint(state.document, rules, self.facts, state.known, proven=False).findings
        silenced = SilencedPlaces(directives(state.document))
        claims: list[Claim] = []
        taken = _Taken()
        for finding in found:
            for fix in finding.fixes:
                if not phase & set(fix.effects) or not self.allowed(finding.rule, fix):
                    continue
                claims += [
                    self.claim(finding.rule, one)
                    for one in self._open(state, finding.rule, fix)
                    if not silenced.hold(finding.rule, one) and taken.take(one)
                ]
        return claims

    def _open(self, state: State, rule: str, fix: Fix) -> Iterator[Fix]:
        """`fix` if it was not refused before, else those of its parts that were not."""
        if self._frozen and any(key in self._frozen for key in self._keys(state, rule, fix)):
            return
        if self._signature(state, rule, fix) not in self._refused:
            yield fix
        elif len(fix.parts) > 1:
            for part in fix.parts:
                yield from self._open(state, rule, replace(fix, edits=part, parts=()))

    def claim(self, rule: str, fix: Fix) -> Claim:
        """`fix` with what its rule's card says of it."""
        from awesomelint.proof import Claim  # noqa: PLC0415 - only fixing needs proofs

        card = next(one.rule for one in self.active if one.rule.id == rule)
        return Claim(fix=fix, rule=rule, characters=card.characters)

    def make(self, state: State, claims: list[Claim]) -> State:
        """Apply what can be proven of `claims` together; withdraw the rest.

        Raise `_UndoneError` at a cycle.
        """
        after = self._proven(state, claims)
        if after is None:
            return state
        self._record(state, claims)
        if after.source.raw in self._seen:
            raise _UndoneError(state, claims)
        self._seen.add(after.source.raw)
        return after

    def _proven(self, state: State, claims: list[Claim]) -> State | None:
        """What `claims` make of `state`, without those that must be withdrawn.

        None if that is all of them.
        """
        from awesomelint.proof import blame, prove  # noqa: PLC0415 - only fixing needs proofs

        while claims:
            after = self.parse(
                state.source.edited(edit for claim in claims for edit in claim.fix.edits)
            )
            refusals = prove(state.view, after.view, claims)
            if not refusals:
                return after
            culprits = blame(state.view, after.view, claims, refusals)
            reason = refusals[0].reason
            for index in sorted(culprits, reverse=True):
                self._withdraw(state, claims.pop(index), reason)
        return None

    def _withdraw(self, state: State, claim: Claim, reason: str) -> None:
        self._refused.add(self._signature(state, claim.rule, claim.fix))
        if len(claim.fix.parts) > 1:
            return  # they will be tried one by one
        line = state.source.position(claim.fix.edits[0].start)[0]
        self.withheld.append(Withheld(claim.rule, line, claim.fix.description, reason))

    def _record(self, state: State, claims: list[Claim]) -> None:
        if any(claim.fix.effects != ("layout",) for claim in claims):
            self.first = None  # a large tree that nothing can be compared with any more
        for claim in claims:
            line = state.source.position(claim.fix.edits[0].start)[0]
            self.applied.append(
                Applied(claim.rule, line, claim.fix.description, _deleted(state.source, claim.fix))
            )

    @staticmethod
    def _signature(state: State, rule: str, fix: Fix) -> tuple[str, ...]:
        """What makes a withdrawn fix recognisable after the text around it moved."""
        text = state.source.text
        first, last = fix.edits[0], fix.edits[-1]
        before, after = text[max(first.start - 40, 0) : first.start], text[last.end : last.end + 40]
        return rule, before, text[first.start : last.end], after, *(edit.text for edit in fix.edits)


def _deleted(source: Source, fix: Fix) -> tuple[str, ...]:
    """The whole lines that a fix with the effect `entries` takes away."""
    if "entries" not in fix.effects:
        return ()
    gone = [source.text[edit.start : edit.end].strip("\n") for edit in fix.edits if not edit.text]
    return tuple(line for text in gone for line in text.split("\n") if line.strip())


class _Taken:
    """Stretches that chosen fixes will change."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, fix: Fix) -> bool:
        """Reserve the edits of `fix`, or return False if any of them touches one reserved before."""
        if not fix.edits or any(self._touches(edit.start, edit.end) for edit in fix.edits):
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
