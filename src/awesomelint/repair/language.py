"""A compact language model of characters, sharpened by the document at hand."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from awesomelint.repair.model import load
from awesomelint.repair.words import load as common_words

if TYPE_CHECKING:
    from collections.abc import Iterable

HISTORY = 2
"""How many characters the model looks back."""

RARE = 1e-8
"""The probability of a letter that the model has never seen."""
_UNSEEN_EMOJI = 1e-7
_UNSEEN_SIGN = 1e-9
_UNSEEN_EVER = 1e-10

_OWN_WEIGHT = 10.0
"""What one occurrence in the document counts, measured against `_TRUST`."""
_TRUST = (0.0, 300.0, 200.0, 60.0)
"""How firmly the model holds against the document, by the length of the history they speak of."""

_REMEMBERED = 200_000
_RANKED = 20_000
"""How many answers are kept: single ones and lists."""
_UNLIKELY = 0.02
"""Readings below this probability teach nothing."""
_MOST_HISTORIES = 6
_HOPELESS = 1e-4
_LONGEST = 16
"""How much of a word is looked back at, where words are known."""
_WORD_TRUST = 3.0
"""From so many occurrences in a million, the list of words counts for more.

It is weighed against sequences of three letters.
"""
GAP = "\ufffd"
"""Stands in a line for what is not certain."""
_PLAIN = "\u3000"
"""Characters above it stand for themselves in ideographic languages."""

IDEOGRAPHIC = ("zh", "zh-hant", "ja", "ko")
MODELS = (*IDEOGRAPHIC, "latin")

Followers = dict[str, dict[str, float]]
"""By history, the characters that follow it, each with a probability or a count."""
Tables = tuple[list[tuple[dict[str, float], float]], list[tuple[dict[str, float], float, float]]]
"""For a history and its ends, the shortest first: what follows and what is left.

The weight of what follows in the document, and that of all else, come with them.
"""


@cache
def unseen(char: str) -> float:
    """How likely a character is that the model has never seen.

    Emoji are likelier than letters, signs, marks and archaic Han.
    """
    if "\U0001f300" <= char < "\U0001f700" or "\U0001f900" <= char < "\U0001fb00":
        return _UNSEEN_EMOJI
    category = unicodedata.category(char)
    if category[0] == "M" or "\u3400" <= char < "\u4dc0" or char > "\U0001d000":
        return _UNSEEN_EVER
    return RARE if category[0] == "L" else _UNSEEN_SIGN


@cache
def symbol(char: str) -> str:
    """How models of ideographic languages see a character.

    Letters are `a`, digits `0`, white space is a space.
    """
    if char.isspace():
        return " "
    if not char.isascii():
        return char
    if char.isalpha():
        return "a"
    return "0" if char.isdigit() else char


@cache
def letter(char: str) -> str:
    """How the model of European languages sees a character.

    Letters are in lower case, digits are `0`, white space is a space.
    """
    small = char.lower()
    if char.isspace():
        return " "
    return "0" if "0" <= char <= "9" else small if len(small) == 1 else char


class Language:
    """A model together with what the document itself says."""

    def __init__(self, name: str, certain: Iterable[str] = ()) -> None:
        self.name = name
        self.model = load(name)
        self.symbol = symbol if name in IDEOGRAPHIC else letter
        self.words = None if name in IDEOGRAPHIC else common_words()
        self.runs = "a0 " if name in IDEOGRAPHIC else "0 "
        self.runs_in = frozenset(self.runs)
        self.certain: set[str] = set()
        self._own: Followers = {}
        self._totals: dict[str, float] = {}
        self._known: dict[str, float] = {}
        self._extended: dict[tuple[str, str], str] = {}
        self._ranked: dict[tuple[str, str], list[tuple[str, float]]] = {}
        self._looked_up: dict[str, Tables] = {}
        self._symbols: dict[str, dict[str, str]] = {}
        self._sorted: dict[str, str] = {}
        for text in certain:
            self._learn_certain(text)

    def _learn_certain(self, text: str) -> None:
        """Count what a line says for certain."""
        self.certain.update(text)
        history = " "
        for char in text:
            if char == GAP:
                history = ""
                continue
            sign = self.symbol(char)
            if not (sign in self.runs and history.endswith(sign)):
                self._count(history, sign, 1.0)
                history = self.extend(history, char)

    def learn(self, line: Iterable[list[tuple[str, float]]]) -> None:
        """Count what a line says, or may say: by character its readings with their probabilities.

        None is a gap.
        """
        held: list[tuple[str, float]] = [(" ", 1.0)]
        for readings in line:
            after: dict[str, float] = {}
            for char, share in readings:
                sign = self.symbol(char)
                if share < _UNLIKELY and len(readings) > 1:
                    continue
                for history, likely in held:
                    both = share * likely
                    if not (sign in self.runs and history.endswith(sign)):
                        self._count(history, sign, both)
                    new = self.extend(history, char)
                    after[new] = after.get(new, 0.0) + both
            held = sorted(after.items(), key=lambda item: -item[1])[:_MOST_HISTORIES] or [("", 1.0)]

    def _count(self, history: str, sign: str, share: float) -> None:
        totals = self._totals
        for context in _ends(history):
            followers = self._own.setdefault(context, {})
            counted = followers.get(sign, 0.0)
            followers[sign] = counted + share
            total = totals.get(context, 0.0)
            totals[context] = total + share

    def extend(self, history: str, char: str) -> str:
        """The history after `char`.

        Runs of blanks, digits and foreign letters count once, and words count whole.
        """
        asked = history, char
        found = self._extended.get(asked)
        if found is None:
            if len(self._extended) > _REMEMBERED:
                self._extended.clear()
            found = self._extended[asked] = self._extend(history, char)
        return found

    def _extend(self, history: str, char: str) -> str:
        if char > _PLAIN and self.name in IDEOGRAPHIC:
            return history[1 - HISTORY :] + char
        sign = self.symbol(char)
        if sign in self.runs and history.endswith(sign):
            return history
        if self.words and sign.isalpha() and history[-1:].isalpha():
            return (history + sign)[-_LONGEST:]
        return (history + sign)[-HISTORY:]

    def probability(self, history: str, char: str) -> float:
        """How likely `char` is after `history`, which holds up to `HISTORY` symbols."""
        sign = self.symbol(char)
        if sign in self.runs and history.endswith(sign):
            return 1.0
        sequence = history + sign
        found = self._known.get(sequence)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            found = self._known[sequence] = self._all(history, [(char, sign)])[0][1]
        return found

    def likeliest(self, history: str, chars: str, most: int) -> list[tuple[str, float]]:
        """The likeliest of many candidates after `history`, with their probabilities."""
        asked = history, chars
        found = self._ranked.get(asked)
        if found is None:
            if len(self._ranked) > _RANKED:
                self._ranked.clear()
            found = self._ranked[asked] = self._rank(history, chars, most)
        return found

    def _rank(self, history: str, chars: str, most: int) -> list[tuple[str, float]]:
        signs = self._signs(chars)
        if len(chars) > most:
            promising = sorted(self._promising(history, signs, chars, most))
            signs = {char: signs[char] for char in promising}
        found = self._all(history, list(signs.items()))
        if not self.runs_in.isdisjoint(signs.values()):
            found = [(char, self.probability(history, char)) for char in signs]
        found.sort(key=_by_probability)
        floor = found[0][1] * _HOPELESS
        while found[-1][1] < floor:
            found.pop()
        return found[:most]

    def _promising(self, history: str, signs: dict[str, str], chars: str, most: int) -> set[str]:
        """The candidates that are seen after `history`, and the likeliest after a shorter one."""
        if len(history) > 1:
            found = {char for char, _ in self.likeliest(history[-1], chars, most)}
        else:
            found = set(self._commonest(chars)[:most])
        for seen in (self.model.after(history[-HISTORY:]), self._own.get(history)):
            if seen:
                found |= seen.keys() & signs.keys()
        return found

    def _signs(self, chars: str) -> dict[str, str]:
        """The symbols of candidates."""
        found = self._symbols.get(chars)
        if found is None:
            found = self._symbols[chars] = {char: self.symbol(char) for char in chars}
        return found

    def _commonest(self, chars: str) -> str:
        """Candidates by their frequency."""
        found = self._sorted.get(chars)
        if found is None:
            known = self.model.singles
            ranked = sorted(
                chars, key=lambda char: -known.get(sign := self.symbol(char), unseen(sign))
            )
            found = self._sorted[chars] = "".join(ranked)
        return found

    def _in_words(self, history: str) -> list[tuple[dict[str, float], float, float]]:
        """How common words go on, with the weights of that and of all else."""
        if not (self.words and history[-1:].isalpha()):
            return []
        total, counts = self.words.after(history if history[0].isalpha() else history[1:])
        return (
            [(counts, 1 / (total + _WORD_TRUST), _WORD_TRUST / (total + _WORD_TRUST))]
            if total
            else []
        )

    def _all(self, history: str, signs: list[tuple[str, str]]) -> list[tuple[str, float]]:
        """The probabilities of characters after `history`, by the model and the document.

        Each character comes with its symbol.
        """
        tables, own = self._tables(history)
        single = self.model.singles
        found: list[tuple[str, float]] = []
        for char, sign in signs:
            likely = single.get(sign) or unseen(sign)
            for followers, rest in tables:
                share = followers.get(sign)
                likely = likely * rest if share is None else share
            for counts, mine, others in own:
                likely = mine * counts.get(sign, 0.0) + others * likely
            found.append((char, likely))
        return found

    def _tables(self, history: str) -> Tables:
        """What the model and the document know of a history and of its ends, the shortest first."""
        found = self._looked_up.get(history)
        if found is None:
            model = self.model
            ends = _ends(history)
            tables = [(model.after(end), model.left(end)) for end in ends if len(end) <= HISTORY]
            own: list[tuple[dict[str, float], float, float]] = []
            for size, end in enumerate(ends, 1):
                if size > HISTORY:
                    own += self._in_words(history)
                if total := self._totals.get(end):
                    whole = _OWN_WEIGHT * total + _TRUST[size]
                    own.append((self._own[end], _OWN_WEIGHT / whole, _TRUST[size] / whole))
            if len(ends) <= HISTORY:
                own += self._in_words(history)
            found = self._looked_up[history] = tables, own
        return found


@lru_cache(maxsize=_RANKED)
def _ends(history: str) -> list[str]:
    """The ends of a history, the shortest first.

    They have up to `HISTORY` characters, and the whole of a longer one.
    """
    ends = [history[-size:] for size in range(1, min(len(history), HISTORY) + 1)]
    return [*ends, history] if len(history) > HISTORY else ends


def _by_probability(item: tuple[str, float]) -> float:
    return -item[1]
