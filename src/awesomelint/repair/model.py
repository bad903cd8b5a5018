"""The file format of the language models, whose probabilities are unpacked on demand.

A file is LZMA around a JSON line and sections of bytes. The line names the length of the first
section (the text of all characters, by falling frequency), the number of pairs and triples, the
step of a level (a level `n` stands for a probability of exp(-n * step)), and what is left at least
after one and after two characters. Then, in this order, with 16-bit numbers as a plane of their low
bytes and one of their high bytes:

- by character: level; number of pairs it begins (16 bits); level of what is left for characters it
has no pair with; - by pair: the rank of its second character, less the rank before it (16 bits);
how many levels likelier it is than by
  its second character alone; number of triples it begins (16 bits); level of what is left for \
      others;
- by triple: the place of its third character among those that follow the second, the likeliest
first, less the place
  before it (16 bits); how many levels likelier it is than by its last two characters.
"""

from __future__ import annotations

import json
import lzma
import math
import sys
from array import array
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = 512
"""More than any sum of levels."""

_NOTHING: dict[str, float] = {}


class Model:
    """How likely characters are after up to two others, and the factor for unlisted ones."""

    def __init__(self, raw: bytes) -> None:
        """Read the content of a model file; nothing but the single characters is unpacked."""
        parts = _Parts(lzma.decompress(raw))
        about = json.loads(parts.line())
        self.chars = tuple(parts.take(about["text"]).decode())  # the keys of all tables, once
        singles, pairs, triples = len(self.chars), about["pairs"], about["triples"]
        self.shares = [math.exp(-about["step"] * level) for level in range(LEVELS)]
        self.levels = parts.take(singles)
        self.rank = {char: rank for rank, char in enumerate(self.chars)}
        self._pairs_from = _starts(parts.wide(singles))
        self._left, self._least = parts.take(singles), about["least"]
        self._ranks, self._gains, numbers, self._pair_left = (
            parts.wide(pairs),
            parts.take(pairs),
            parts.wide(pairs),
            parts.take(pairs),
        )
        self._triples_from = _starts(numbers)
        self._places, self._triple_gains = parts.wide(triples), parts.take(triples)
        self.singles = {
            char: self.shares[level] for char, level in zip(self.chars, self.levels, strict=True)
        }
        self._pairs: dict[str, dict[str, int]] = {}
        self._ordered: dict[str, tuple[list[str], array[int]]] = {}
        self._after: dict[str, dict[str, float]] = {"": self.singles}

    def after(self, history: str) -> dict[str, float]:
        """The characters that are listed after a history of up to two, with their probabilities."""
        found = self._after.get(history)
        if found is None:
            found = self._after[history] = (
                self._triples(*history) if len(history) > 1 else self._listed(history)
            )
        return found

    def left(self, history: str) -> float:
        """The factor for characters that are not listed after `history`.

        It scales their probability after a shorter history.
        """
        if len(history) > 1:
            pair = self.pairs(history[0]).get(history[1])
            if pair is None:
                return 1.0
            share = self.shares[self._pair_left[pair]]
            return float(max(share, self._least[1]))
        rank = self.rank.get(history)
        if rank is None:
            return 1.0
        share = self.shares[self._left[rank]]
        return float(max(share, self._least[0]))

    def pairs(self, first: str) -> dict[str, int]:
        """The pairs that a character begins: their numbers by the second character."""
        found = self._pairs.get(first)
        if found is None:
            start, seconds = self._seconds(first)
            found = {self.chars[second]: pair for pair, second in enumerate(seconds, start)}
            self._pairs[first] = found  # whole: other threads may look at once
        return found

    def ordered(self, first: str) -> tuple[list[str], array[int]]:
        """What may follow a character, the likeliest first, and the level of each."""
        found = self._ordered.get(first)
        if found is None:
            levels = self._levels(first)
            chars = sorted(levels, key=levels.__getitem__)
            found = self._ordered[first] = (chars, array("H", map(levels.__getitem__, chars)))
        return found

    def _seconds(self, first: str) -> tuple[int, Iterable[int]]:
        """The number of the first pair of a character, and the ranks of what follows it."""
        rank = self.rank.get(first)
        if rank is None:
            return 0, ()
        start, end = self._pairs_from[rank], self._pairs_from[rank + 1]
        return start, accumulate(self._ranks[start:end])

    def _levels(self, first: str) -> dict[str, int]:
        """The level of each character that is listed after `first`, the most frequent first."""
        start, seconds = self._seconds(first)
        found: dict[str, int] = {}
        for pair, second in enumerate(seconds, start):
            level = self._left[self.rank[first]] + self.levels[second] - self._gains[pair]
            found[self.chars[second]] = max(level, 0)
        return found

    def _listed(self, first: str) -> dict[str, float]:
        return {char: self.shares[level] for char, level in self._levels(first).items()}

    def _triples(self, first: str, second: str) -> dict[str, float]:
        pair = self.pairs(first).get(second)
        if pair is None:
            return _NOTHING
        start, end = self._triples_from[pair], self._triples_from[pair + 1]
        if start == end:
            return _NOTHING
        (chars, levels), left, found = self.ordered(second), self._pair_left[pair], {}
        for triple, place in enumerate(accumulate(self._places[start:end]), start):
            level = left + levels[place] - self._triple_gains[triple]
            found[chars[place]] = self.shares[max(level, 0)]
        return found


class _Parts:
    """The sections of a file, one after the other."""

    def __init__(self, body: bytes) -> None:
        self.body, self.at = body, 0

    def line(self) -> bytes:
        start, self.at = self.at, self.body.index(b"\n", self.at) + 1
        return self.body[start : self.at]

    def take(self, size: int) -> bytes:
        self.at += size
        return self.body[self.at - size : self.at]

    def wide(self, size: int) -> array[int]:
        """Numbers of 16 bits, whose low bytes come first."""
        low, high = self.take(size), self.take(size)
        joined = bytearray(2 * size)
        joined[::2], joined[1::2] = low, high
        numbers = array("H")
        numbers.frombytes(bytes(joined))
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers


def _starts(numbers: array[int]) -> array[int]:
    """Where the members of each group begin, by the groups' sizes."""
    return array("I", accumulate(numbers, initial=0))


@cache
def load(name: str) -> Model:
    """The model of that name."""
    return Model((Path(__file__).parent / "models" / f"{name}.lm").read_bytes())
