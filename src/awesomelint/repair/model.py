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

LEVELS = 512
"""More than any sum of levels."""

_NOTHING: dict[str, float] = {}


class Model:
    """How likely characters are after up to two others, and the factor for unlisted ones."""

    def __init__(self, raw: bytes) -> None:
        """Read the content of a model file; nothing but the single characters is unpacked."""
        head, _, body = lzma.decompress(raw).partition(b"\n")
        about = json.loads(head)
        parts = _Parts(body)
        chars = parts.take(about["text"]).decode()
        singles, pairs, triples = len(chars), about["pairs"], about["triples"]
        self.shares = [math.exp(-about["step"] * level) for level in range(LEVELS)]
        self.chars, self.levels = chars, parts.take(singles)
        self.rank = {char: rank for rank, char in enumerate(chars)}
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
            char: self.shares[level] for char, level in zip(chars, self.levels, strict=True)
        }
        self._pairs: dict[str, dict[str, tuple[int, int]]] = {}
        self._ordered: dict[str, list[tuple[int, int]]] = {}
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
            if not pair:
                return 1.0
            share = self.shares[self._pair_left[pair[0]]]
            return float(max(share, self._least[1]))
        rank = self.rank.get(history)
        if rank is None:
            return 1.0
        share = self.shares[self._left[rank]]
        return float(max(share, self._least[0]))

    def pairs(self, first: str) -> dict[str, tuple[int, int]]:
        """The pairs that a character begins.

        By the second character, they have the number of the pair and its level.
        """
        found = self._pairs.get(first)
        if found is None:
            rank = self.rank.get(first)
            found = {}
            if rank is not None:
                start, end = self._pairs_from[rank], self._pairs_from[rank + 1]
                seconds = accumulate(self._ranks[start:end])
                for number, second in enumerate(seconds, start):
                    level = self._left[rank] + self.levels[second] - self._gains[number]
                    found[self.chars[second]] = number, max(level, 0)
            self._pairs[first] = found  # whole: other threads may look at once
        return found

    def ordered(self, first: str) -> list[tuple[int, int]]:
        """What may follow a character as (level, rank), the likeliest first."""
        found = self._ordered.get(first)
        if found is None:
            found = sorted(
                (level, self.rank[char]) for char, (_, level) in self.pairs(first).items()
            )
            self._ordered[first] = found
        return found

    def _listed(self, first: str) -> dict[str, float]:
        return {char: self.shares[level] for char, (_, level) in self.pairs(first).items()}

    def _triples(self, first: str, second: str) -> dict[str, float]:
        pair = self.pairs(first).get(second)
        if not pair:
            return _NOTHING
        number = pair[0]
        start, end = self._triples_from[number], self._triples_from[number + 1]
        if start == end:
            return _NOTHING
        known, left, found = self.ordered(second), self._pair_left[number], {}
        for index, place in enumerate(accumulate(self._places[start:end]), start):
            level, rank = known[place]
            found[self.chars[rank]] = self.shares[max(left + level - self._triple_gains[index], 0)]
        return found


class _Parts:
    """The sections of a file, one after the other."""

    def __init__(self, body: bytes) -> None:
        self.body, self.at = body, 0

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
