"""Chooses among what damaged characters can have been.

The best path, and how sure each step of it is.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesomelint.text.lines import line_end, line_start

if TYPE_CHECKING:
    from awesomelint.repair.candidates import Edge
    from awesomelint.repair.language import Language

_BREADTHS = ((5000, 8, 24), (10_000, 8, 16))
_NARROW = (3, 8)
"""How many uncertain characters a text may have for a breadth.

A breadth is the number of paths kept and of candidates tried after each.
"""
_CUT = 3e-4
"""A step that is so much less likely than the best one to the same place is not taken."""
_ALTERNATIVES = 4

_OPENED_BY = {"」": "「", "』": "『", "”": "“", "〉": "〈", "》": "《", "〕": "〔", "’": "‘"}
_CLOSED_BY = {"【": "】", "『": "』", "〝": "〞", "「": "」"}
_PAIRED = 20.0
"""How much likelier a closing bracket is that ends an open pair on its line."""
_STRAY = 0.007
"""How likely a bracket without its partner is, measured against one that has it.

The same holds for a space that nobody types.
"""
_NOBODYS = 1e-5
_TINY = 1e-60
"""Where probabilities get so small, those that are still compared are scaled up together."""
_REACH = 5
_EXOTIC = frozenset(
    map(
        chr,
        (
            *range(0x2000, 0x200D),
            0x200E,
            0x200F,
            *range(0x2028, 0x2030),
            *range(0x205F, 0x2070),
            0x3000,
        ),
    )
)
_JOINERS = "\u200d\ufe0f"
_STRAY_JOINER = 0.0003
_CAPITAL = 0.002
"""How likely a capital is inside a word."""
_SPECIAL = frozenset((*_OPENED_BY, *_CLOSED_BY, *_EXOTIC, *_JOINERS))


@dataclass(frozen=True, slots=True)
class Choice:
    """A damaged character: remains `start:end`, likeliest reading, probability, next best."""

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


_Arc = tuple[str, int, str, str, float]
"""A step: the history before, where it ends, the history after, its character, how likely it is."""


def is_pictograph(char: str) -> bool:
    """Whether a joiner or variation selector makes sense after `char`."""
    return (
        char >= "\U0001f000" or "\u2190" <= char <= "\u2bff" or char in "\u200d\ufe0f©®™〰㊗㊙#*0"
    )


def breadth(many: int) -> tuple[int, int]:
    """How broadly to search where `many` characters are uncertain.

    The more there are, the less time is for each.
    """
    return next(((beam, widest) for most, beam, widest in _BREADTHS if many <= most), _NARROW)


def choose(
    text: str,
    start: int,
    end: int,
    edges: dict[int, list[Edge]],
    language: Language,
    broad: tuple[int, int] = _BREADTHS[0][1:],
    pairs: Pairs | None = None,
) -> list[Choice]:
    """The readings of the damaged characters of `text[start:end]`, in order.

    Empty where no path leads through. `pairs` are those of the whole line, where it is read in
    several stretches.
    """
    pairs = pairs or pairs_of(text, start, end, edges)
    return _Steps(text, start, end, edges, language, broad, pairs).read()


def pairs_of(text: str, start: int, end: int, edges: dict[int, list[Edge]]) -> Pairs:
    """The brackets and quotes of the line that holds `text[start:end]`."""
    return Pairs(text, line_start(text, start), line_end(text, end), edges)


class _Steps:
    """One run over a line: forward with a beam, then backward for the probabilities."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        edges: dict[int, list[Edge]],
        language: Language,
        broad: tuple[int, int],
        pairs: Pairs,
    ) -> None:
        self.text, self.start, self.end, self.edges, self.language = (
            text,
            start,
            end,
            edges,
            language,
        )
        self.states: dict[int, dict[str, _State]] = {start: {" ": _State(1.0, 1.0, -1, "", "")}}
        self.arcs: dict[int, list[_Arc]] = {}
        self.pairs = pairs
        self.beam, self.widest = broad
        self.furthest = start

    def read(self) -> list[Choice]:
        for at in range(self.start, self.end):
            if states := self.states.get(at):
                self._leave(at, self._pruned(at, states))
        final = self.states.get(self.end)
        return self._backward(final) if final else []

    def _ending(self, final: dict[str, _State]) -> dict[str, float]:
        """How likely it is that a line ends, or goes on as it does, after each history."""
        if self.text[self.end : self.end + 1] not in ("", "\n"):
            return dict.fromkeys(final, 1.0)
        return {history: self.language.probability(history, " ") for history in final}

    def _pruned(self, at: int, states: dict[str, _State]) -> dict[str, _State]:
        if len(states) > self.beam:
            kept = sorted(states.items(), key=lambda item: -item[1].best)[: self.beam]
            states = dict(kept)
        self.states[at] = states
        top = max(state.total for state in states.values())
        if top < _TINY:
            for place in range(at, at + _REACH):
                for state in self.states.get(place, {}).values():
                    state.best /= top
                    state.total /= top
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
        alone = len(states) == 1 and self.furthest <= at
        arcs, there = self._way(at, stop)
        for history, state in states.items():
            likely = 1.0 if alone else self.language.probability(history, char)
            after = self.language.extend(history, char)
            arcs.append((history, stop, after, char, likely))
            _arrive(there, after, at, history, state, char, likely)

    def _fork(self, at: int, stop: int, chars: str, states: dict[str, _State]) -> None:
        likeliest, weight, widest = self.language.likeliest, self.pairs.weight, self.widest
        extend = self.language.extend
        arcs, there = self._way(at, stop)
        floor = 0.0
        for history, state in sorted(states.items(), key=_by_best):
            best = state.best
            for char, share in likeliest(history, chars, widest):
                if best * share < floor:
                    break
                likely = (
                    share * weight(at, char, history)
                    if char in _SPECIAL or char.isupper()
                    else share
                )
                floor = max(floor, best * likely * _CUT)
                after = extend(history, char)
                arcs.append((history, stop, after, char, likely))
                _arrive(there, after, at, history, state, char, likely)

    def _way(self, at: int, stop: int) -> tuple[list[_Arc], dict[str, _State]]:
        """The arcs that leave a place, and the states of another that they lead to."""
        self.furthest = max(self.furthest, stop)
        return self.arcs.setdefault(at, []), self.states.setdefault(stop, {})

    def _backward(self, final: dict[str, _State]) -> list[Choice]:
        ending = self._ending(final)
        path = self._path(final, ending)
        after: dict[int, dict[str, float]] = {self.end: ending}
        found: list[Choice] = []
        for at in range(self.end - 1, self.start - 1, -1):
            arcs = self.arcs.get(at)
            if arcs is None:
                continue
            weights: dict[tuple[int, str], float] = {}
            here: dict[str, float] = {}
            states = self.states[at]
            is_damaged = at in self.edges
            for history, stop, new, char, likely in arcs:
                beyond = likely * after[stop].get(new, 0.0) if stop in after else 0.0
                here[history] = here.get(history, 0.0) + beyond
                if is_damaged:
                    way = stop, char
                    weights[way] = weights.get(way, 0.0) + states[history].total * beyond
            after[at] = here
            top = max(here.values())
            if 0.0 < top < _TINY:
                for place in range(at, at + _REACH):
                    if place in after:
                        after[place] = {
                            history: value / top for history, value in after[place].items()
                        }
            if is_damaged and at in path:
                found.append(_choice(at, *path[at], weights))
        return found[::-1]

    def _path(
        self, final: dict[str, _State], ending: dict[str, float]
    ) -> dict[int, tuple[int, str]]:
        history = max(final, key=lambda history: final[history].best * ending[history])
        state, stop = final[history], self.end
        path: dict[int, tuple[int, str]] = {}
        while state.at >= 0:
            path[state.at] = stop, state.char
            stop, state = state.at, self.states[state.at][state.before]
        return path


def _arrive(
    there: dict[str, _State],
    after: str,
    at: int,
    history: str,
    state: _State,
    char: str,
    likely: float,
) -> None:
    """Note a way to a state; the best one is kept, and all add up."""
    best, total = state.best * likely, state.total * likely
    held = there.get(after)
    if held is None:
        there[after] = _State(best, total, at, history, char)
        return
    held.total += total
    if best > held.best:
        held.best, held.at, held.before, held.char = best, at, history, char


def _by_best(item: tuple[str, _State]) -> float:
    return -item[1].best


def _choice(at: int, stop: int, char: str, weights: dict[tuple[int, str], float]) -> Choice:
    whole = sum(weights.values()) or 1.0
    shares = ((weight / whole, *key) for key, weight in weights.items())
    ranked = sorted(shares, reverse=True)
    others = [
        (other, share)
        for share, end, other in ranked
        if (end, other) != (stop, char) and end == stop
    ]
    return Choice(
        at, stop, char, weights.get((stop, char), 0.0) / whole, tuple(others[:_ALTERNATIVES])
    )


class Pairs:
    """The brackets and quotes that stand on the line for certain, and those that may.

    The first serve to judge the second.
    """

    def __init__(self, text: str, start: int, end: int, edges: dict[int, list[Edge]]) -> None:
        self.text = text
        self.places: dict[str, list[int]] = {}
        self.perhaps: dict[str, list[int]] = {}
        for at in range(start, end):
            here = edges.get(at)
            char = (
                text[at]
                if here is None
                else here[0][1]
                if len(here) == 1 and len(here[0][1]) == 1
                else ""
            )
            if char:
                if not char.isascii():
                    self.places.setdefault(char, []).append(at)
                continue
            for closer in _OPENED_BY:
                if any(closer in chars for _, chars in here or ()):
                    self.perhaps.setdefault(closer, []).append(at)

    def weight(self, at: int, char: str, history: str) -> float:
        """By how much the brackets around make `char` likelier, or less likely.

        Where it matters, the character before counts instead.
        """
        if char.isupper():
            return _CAPITAL if history[-1].isalpha() and not self.text[at - 1].isupper() else 1.0
        if char in _JOINERS:
            return 1.0 if is_pictograph(history[-1]) else _STRAY_JOINER
        if char in _EXOTIC:
            return _NOBODYS
        opener = _OPENED_BY.get(char)
        if opener:
            return self._closing(at, char, self.places.get(opener, []))
        closer = _CLOSED_BY.get(char)
        if closer:
            last = max(held.get(closer, [at])[-1] for held in (self.places, self.perhaps))
            return 1.0 if last > at else _STRAY
        return 1.0

    def _closing(self, at: int, char: str, openers: list[int]) -> float:
        """A bracket that closes an open pair.

        Where several characters may be that bracket, each is less likely.
        """
        many = bisect_left(openers, at)
        closed = self.places.get(char, [])
        if many <= bisect_left(closed, at):
            return _STRAY
        since, until = openers[many - 1], openers[many] if many < len(openers) else at + 1_000_000
        if bisect_left(closed, until) > bisect_left(closed, since):
            return _STRAY
        perhaps = self.perhaps.get(char, [])
        rivals = bisect_left(perhaps, until) - bisect_left(perhaps, since)
        return _PAIRED / max(rivals, 1)
