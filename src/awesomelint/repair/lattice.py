"""Chooses among what damaged characters can have been: the best path, and how sure each step of it is."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awesomelint.repair.candidates import Edge
    from awesomelint.repair.language import Language

_BREADTHS = ((1500, 8, 24, 120), (5000, 5, 16, 60))
_NARROW = (3, 9, 36)
"""How many uncertain characters a text may have for a breadth: paths kept, candidates tried, candidates ranked."""
_ALTERNATIVES = 4

_OPENED_BY = {"」": "「", "』": "『", "”": "“", "〉": "〈", "》": "《", "〕": "〔", "’": "‘"}
_CLOSED_BY = {"【": "】", "『": "』", "〝": "〞", "「": "」"}
_PAIRED = 20.0
"""How much likelier a closing bracket is that ends an open pair on its line."""
_STRAY = 0.007
"""How likely a bracket without its partner is, measured against one that has it; or a space that nobody types."""
_EXOTIC = frozenset(
    map(chr, (*range(0x2000, 0x200D), 0x200E, 0x200F, *range(0x2028, 0x2030), *range(0x205F, 0x2070), 0x3000))
)
_JOINERS = "\u200d\ufe0f"
_STRAY_JOINER = 0.0003


@dataclass(frozen=True, slots=True)
class Choice:
    """A damaged character: its remains `start:end`, the likeliest reading, its probability, and the next best."""

    start: int
    end: int
    text: str
    probability: float
    others: tuple[tuple[str, float], ...] = ()


@dataclass(slots=True)
class _State:
    best: float
    total: float
    at: int
    before: str
    char: str


def is_pictograph(char: str) -> bool:
    """Whether a joiner or variation selector makes sense after `char`."""
    return char >= "\U0001f000" or "\u2190" <= char <= "\u2bff" or char in "\u200d\ufe0f©®™〰㊗㊙#*0"


def breadth(many: int) -> tuple[int, int, int]:
    """How broadly to search where `many` characters are uncertain: the more there are, the less time is for each."""
    return next(((beam, widest, ranked) for most, beam, widest, ranked in _BREADTHS if many <= most), _NARROW)


def choose(
    text: str,
    start: int,
    end: int,
    edges: dict[int, list[Edge]],
    language: Language,
    broad: tuple[int, int, int] = _BREADTHS[0][1:],
) -> list[Choice]:
    """The readings of the damaged characters of `text[start:end]`, in order; empty where no path leads through."""
    steps = _Steps(text, start, end, edges, language)
    steps.beam, steps.widest, steps.ranked = broad
    return steps.read()


class _Steps:
    """One run over a line: forward with a beam, then backward for the probabilities."""

    def __init__(self, text: str, start: int, end: int, edges: dict[int, list[Edge]], language: Language) -> None:
        self.text, self.start, self.end, self.edges, self.language = text, start, end, edges, language
        self.states: dict[int, dict[str, _State]] = {start: {" ": _State(1.0, 1.0, -1, "", "")}}
        self.arcs: dict[int, list[tuple[str, int, str, str, float]]] = {}
        self.pairs = _Pairs(text, start, end, edges)
        self.beam, self.widest, self.ranked = breadth(0)

    def read(self) -> list[Choice]:
        for at in range(self.start, self.end):
            if states := self.states.get(at):
                self._leave(at, self._pruned(at, states))
        final = self.states.get(self.end)
        return self._backward(final) if final else []

    def _pruned(self, at: int, states: dict[str, _State]) -> dict[str, _State]:
        if len(states) > self.beam:
            kept = sorted(states.items(), key=lambda item: -item[1].best)[: self.beam]
            states = dict(kept)
        top = max(state.best for state in states.values())
        whole = sum(state.total for state in states.values())
        for state in states.values():
            state.best /= top
            state.total /= whole
        self.states[at] = states
        return states

    def _leave(self, at: int, states: dict[str, _State]) -> None:
        here = self.edges.get(at)
        if here is None:
            self._certain(at, at + 1, self.text[at], states)
        elif len(here) == 1 and len(here[0][1]) == 1:
            self._certain(at, here[0][0], here[0][1], states)
        else:
            for stop, chars in here:
                self._fork(at, stop, chars, states)

    def _certain(self, at: int, stop: int, char: str, states: dict[str, _State]) -> None:
        if len(states) == 1:
            ((history, state),) = states.items()
            self._arrive(at, stop, history, state, char, 1.0)
            return
        for history, state in states.items():
            self._arrive(at, stop, history, state, char, self.language.probability(history, char))

    def _fork(self, at: int, stop: int, chars: str, states: dict[str, _State]) -> None:
        language = self.language
        if len(chars) > self.widest:
            chars = self._likeliest(chars, states)
        for char in chars:
            paired = self.pairs.weight(at, char)
            joiner = char in _JOINERS
            for history, state in states.items():
                likely = language.probability(history, char) * paired
                if joiner and not is_pictograph(history[-1]):
                    likely *= _STRAY_JOINER
                self._arrive(at, stop, history, state, char, likely)

    def _likeliest(self, chars: str, states: dict[str, _State]) -> str:
        language = self.language
        lasts = {history[-1] for history in sorted(states, key=lambda history: -states[history].best)[:3]}
        chars = language.commonest(chars, self.ranked)
        ranked = sorted(chars, key=lambda char: -max(language.probability(last, char) for last in lasts))
        return "".join(ranked[: self.widest])

    def _arrive(self, at: int, stop: int, history: str, state: _State, char: str, likely: float) -> None:
        after = self.language.extend(history, char)
        best, total = state.best * likely, state.total * likely
        self.arcs.setdefault(at, []).append((history, stop, after, char, likely))
        there = self.states.setdefault(stop, {})
        held = there.get(after)
        if held is None:
            there[after] = _State(best, total, at, history, char)
            return
        held.total += total
        if best > held.best:
            held.best, held.at, held.before, held.char = best, at, history, char

    def _backward(self, final: dict[str, _State]) -> list[Choice]:
        path = self._path(final)
        after: dict[int, dict[str, float]] = {self.end: dict.fromkeys(final, 1.0)}
        found: list[Choice] = []
        for at in range(self.end - 1, self.start - 1, -1):
            arcs = self.arcs.get(at)
            if arcs is None:
                continue
            weights: dict[tuple[int, str], float] = {}
            here: dict[str, float] = {}
            states = self.states[at]
            for history, stop, new, char, likely in arcs:
                beyond = likely * after.get(stop, {}).get(new, 0.0)
                here[history] = here.get(history, 0.0) + beyond
                if at in self.edges:
                    weights[stop, char] = weights.get((stop, char), 0.0) + states[history].total * beyond
            top = max(here.values()) or 1.0
            after[at] = {history: value / top for history, value in here.items()}
            if at in self.edges and at in path:
                found.append(_choice(at, *path[at], weights))
        return found[::-1]

    def _path(self, final: dict[str, _State]) -> dict[int, tuple[int, str]]:
        history = max(final, key=lambda history: final[history].best)
        state, stop = final[history], self.end
        path: dict[int, tuple[int, str]] = {}
        while state.at >= 0:
            path[state.at] = stop, state.char
            stop, state = state.at, self.states[state.at][state.before]
        return path


def _choice(at: int, stop: int, char: str, weights: dict[tuple[int, str], float]) -> Choice:
    whole = sum(weights.values()) or 1.0
    ranked = sorted(((weight / whole, *key) for key, weight in weights.items()), reverse=True)
    others = [(other, share) for share, end, other in ranked if (end, other) != (stop, char) and end == stop]
    return Choice(at, stop, char, weights.get((stop, char), 0.0) / whole, tuple(others[:_ALTERNATIVES]))


class _Pairs:
    """Which brackets and quotes stand on the line for certain, to judge those that may."""

    def __init__(self, text: str, start: int, end: int, edges: dict[int, list[Edge]]) -> None:
        self.places: dict[str, list[int]] = {}
        for at in range(start, end):
            here = edges.get(at)
            char = text[at] if here is None else here[0][1] if len(here) == 1 and len(here[0][1]) == 1 else ""
            if char and not char.isascii():
                self.places.setdefault(char, []).append(at)

    def weight(self, at: int, char: str) -> float:
        """How much likelier the brackets around make `char`, or less."""
        if char in _EXOTIC:
            return _STRAY
        opener = _OPENED_BY.get(char)
        if opener:
            opened = bisect_left(self.places.get(opener, []), at)
            closed = bisect_left(self.places.get(char, []), at)
            return _PAIRED if opened > closed else _STRAY
        closer = _CLOSED_BY.get(char)
        if closer:
            return 1.0 if self.places.get(closer, [at])[-1] > at else _STRAY
        return 1.0
