"""Which fixes can be proven: together, without some, or only in parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.curation import read
from awesomelint.outcome import Withheld
from awesomelint.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Finding, Fix
    from awesomelint.proof import Claim, View
    from awesomelint.rules import Active
    from awesomelint.source import Source

_CONTEXT = 40
"""How many characters around a fix make it recognisable."""
_UNDONE = "fixes of this rule undo each other here, which is a bug: please report it with the file"
"""Why the fixes of a cycle are withheld."""
_UNDONE_BY_CARDS = "it and another rule undo each other here; change the card of one of them"


class State:
    """A text on its way from the old file to the new one.

    `known` are the findings of rules that ran over it.
    """

    def __init__(self, document: Document, seen: View | None = None) -> None:
        self.document = document
        self.known: dict[str, list[Finding]] = {}
        self._view = seen

    @property
    def source(self) -> Source:
        """The text."""
        return self.document.source

    @property
    def view(self) -> View:
        """What proofs see of it, made for the first proof: a canonical file needs none."""
        if self._view is None:
            from awesomelint.proof import view  # noqa: PLC0415 - only fixing needs proofs

            self._view = view(self.document.text, self.document.root)
        return self._view

    def line_of(self, fix: Fix) -> int:
        """The line on which `fix` begins, from 1."""
        line, _ = self.source.position(fix.edits[0].start)
        return line


class Prover:
    """Applies fixes and proves them, and lists those whose proof failed as `withheld`."""

    def __init__(self, active: Sequence[Active], path: str) -> None:
        self._characters = {one.rule.id: one.rule.characters for one in active}
        self._path = path
        self.withheld: list[Withheld] = []
        self._refused: set[tuple[str, ...]] = set()
        self._frozen: dict[str | bytes, Withheld] = {}

    def parse(self, source: Source) -> State:
        """`source` with all that fixing needs to know of it."""
        return State(read(source, self._path))

    def claim(self, rule: str, fix: Fix) -> Claim:
        """`fix` with what its rule's card says of it."""
        from awesomelint.proof import Claim  # noqa: PLC0415 - only fixing needs proofs

        return Claim(fix=fix, rule=rule, characters=self._characters[rule])

    def provable(self, document: Document, rule: str, fixes: Sequence[Fix]) -> tuple[Fix, ...]:
        """Those of `fixes`, or of their parts, that can be proven together."""
        state = State(document)
        kept: list[Fix] = []
        for _ in range(2):  # whole fixes, then the parts of those that were refused
            claims = [self.claim(rule, one) for fix in fixes for one in self.open(state, rule, fix)]
            if len(claims) == len(kept):
                break
            self._proof(state, claims)
            kept = [claim.fix for claim in claims]
        return tuple(kept)

    def open(self, state: State, rule: str, fix: Fix) -> Iterator[Fix]:
        """`fix` if it was not refused before, else those of its parts that were not."""
        if self._frozen and any(key in self._frozen for key in self._keys(state, rule, fix)):
            return
        if self._signature(state, rule, fix) not in self._refused:
            yield fix
        elif len(fix.parts) > 1:
            for part in fix.parts:
                yield from self.open(state, rule, replace(fix, edits=part, parts=()))

    def proven(self, state: State, claims: list[Claim]) -> State | None:
        """What `claims` make of `state`, without those that must be withdrawn.

        None if all of them must.
        """
        proof = self._proof(state, claims)
        if proof is None:
            return None
        source, after = proof
        return State(read(source, self._path, after.root), after)

    def _proof(self, state: State, claims: list[Claim]) -> tuple[Source, View] | None:
        """As `proven`: the text, and what proofs see of it. The list in it is not read."""
        from awesomelint.proof import prove, view  # noqa: PLC0415 - only fixing needs proofs

        while claims:
            source = state.source.edited(edit for claim in claims for edit in claim.fix.edits)
            after = view(source.text)
            refusals = prove(state.view, after, claims)
            if not refusals:
                return source, after
            from awesomelint.proof.blame import blame  # noqa: PLC0415 - only where one fails

            culprits = blame(state.view, after, claims, refusals)
            reason = refusals[0].reason
            for index in sorted(culprits, reverse=True):
                self._withdraw(state, claims.pop(index), reason)
        return None

    def _withdraw(self, state: State, claim: Claim, reason: str) -> None:
        self._refused.add(self._signature(state, claim.rule, claim.fix))
        if len(claim.fix.parts) > 1:
            return  # they will be tried one by one
        line = state.line_of(claim.fix)
        self.withheld.append(Withheld(claim.rule, line, claim.fix.description, reason))

    def freeze(self, state: State, claims: Sequence[Claim]) -> None:
        """Leave alone what the fixes of a cycle concern; all else is tried anew.

        For layout these are the blocks of the fixes, for other effects everything of their rules.
        """
        for claim in claims:
            fix = claim.fix
            reason = _UNDONE if claim.rule in all_rules() else _UNDONE_BY_CARDS
            withheld = Withheld(claim.rule, state.line_of(fix), fix.description, reason)
            for key in self._keys(state, claim.rule, fix):
                self._frozen.setdefault(key, withheld)
        self.forget()

    def forget(self) -> bool:
        """Let what was refused be tried once more; return whether anything was."""
        refused = bool(self._refused)
        self._refused.clear()
        self.withheld.clear()
        return refused

    @property
    def frozen(self) -> list[Withheld]:
        """What is left alone, as it is told at the end."""
        return list(self._frozen.values())

    @staticmethod
    def _keys(state: State, rule: str, fix: Fix) -> Iterator[str | bytes]:
        """What identifies `fix` in a cycle: for layout residues of its blocks, else its rule."""
        if fix.effects != ("layout",):
            yield rule
            return
        from awesomelint.proof import residue  # noqa: PLC0415 - only at a bug

        for edit in fix.edits:
            block = state.view.blocks(edit.start, edit.end)
            yield residue(state.source.text[block.start : block.end])

    @staticmethod
    def _signature(state: State, rule: str, fix: Fix) -> tuple[str, ...]:
        """What makes a withdrawn fix recognisable after the text around it moved."""
        text = state.source.text
        start = fix.edits[0].start
        end = fix.edits[-1].end
        before = text[max(start - _CONTEXT, 0) : start]
        after = text[end : end + _CONTEXT]
        new = (edit.text for edit in fix.edits)
        return rule, before, text[start:end], after, *new
