"""Writes the files that `awesomelint.repair.model` reads; that module describes them."""

from __future__ import annotations

import json
import lzma
import math
from collections import defaultdict
from typing import TYPE_CHECKING

from counting import RARE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from counting import Table

STEP = 0.2
"""The levels of a probability are so far apart, in natural logarithms."""


def packed(likely: Table, rest: Table, least: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """The file of a pruned model.

    Of each sequence in it, the beginning and the end must be in it too.

    `least` is what is left at least for what is not listed after one and after two characters.
    """
    model = _Levels(likely, rest)
    pairs = model.pairs()
    triples = model.triples(pairs.pieces)
    text = "".join(model.chars).encode()
    head = {
        "text": len(text),
        "pairs": len(pairs.pieces),
        "triples": len(triples.pieces),
        "step": STEP,
        "least": least,
    }
    sections = (
        *(bytes(model.levels.values()), _wide(pairs.sizes), bytes(model.left(model.chars))),
        *(
            _wide(pairs.gaps),
            bytes(pairs.gains),
            _wide(triples.sizes),
            bytes(model.left(pairs.pieces)),
        ),
        *(_wide(triples.gaps), bytes(triples.gains)),
    )
    body = b"".join([json.dumps(head).encode(), b"\n", text, *sections])
    filters = [
        {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 0, "lp": 0, "pb": 0}
    ]
    return lzma.compress(body, format=lzma.FORMAT_XZ, filters=filters)


def packed_words(words: dict[str, float]) -> bytes:
    """The file that `awesomelint.repair.words` reads: words with their frequencies."""
    lines, before = [], ""
    ordered = sorted(words)
    for word in ordered:
        shared = next(
            (at for at, (one, other) in enumerate(zip(before, word, strict=False)) if one != other),
            len(before),
        )
        lines.append(chr(ord(" ") + shared) + word[shared:])
        before = word
    levels = bytes(min(255, round(-2 * math.log(words[word]))) for word in ordered)
    return lzma.compress(
        "\n".join(lines).encode() + b"\n\n" + levels, preset=9 | lzma.PRESET_EXTREME
    )


class _Group:
    """The sequences of one length in the order of the file, by what they begin with."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.sizes: list[int] = []
        self.gaps: list[int] = []
        self.gains: list[int] = []

    def add(self, members: list[tuple[str, int, int]]) -> None:
        """The members of one history: sequence, place and gain, by place."""
        self.sizes.append(len(members))
        before = 0
        for piece, place, gain in members:
            self.pieces.append(piece)
            self.gaps.append(place - before)
            self.gains.append(gain)
            before = place


class _Levels:
    """A model in whole levels, as they come back from the file."""

    def __init__(self, likely: Table, rest: Table) -> None:
        self.likely, self.rest = likely, rest
        self.chars = sorted(
            (piece for piece in likely if len(piece) == 1), key=lambda char: (-likely[char], char)
        )
        self.rank = {char: place for place, char in enumerate(self.chars)}
        self.levels = {char: _level(likely[char]) for char in self.chars}
        self.after: dict[str, dict[str, int]] = {char: {} for char in self.chars}
        self.nexts: dict[str, list[str]] = defaultdict(list)
        for piece in likely:
            self.nexts[piece[:-1]].append(piece[-1])

    def left(self, histories: Iterable[str]) -> list[int]:
        """What is left for others, by history."""
        return [_level(self.rest.get(history, 1.0)) for history in histories]

    def pairs(self) -> _Group:
        """The pairs by their first character, the second ones by rank."""
        group = _Group()
        for char, left in zip(self.chars, self.left(self.chars), strict=True):
            members = []
            for second in sorted(self.nexts.get(char, ()), key=self.rank.__getitem__):
                without = left + self.levels[second]
                gain = self._gain(char + second, without)
                self.after[char][second] = max(without - gain, 0)
                members.append((char + second, self.rank[second], gain))
            group.add(members)
        return group

    def triples(self, pairs: list[str]) -> _Group:
        """The triples by their first two characters; the third by likeliness after the second."""
        group = _Group()
        order = {char: self._order(held) for char, held in self.after.items()}
        for pair, left in zip(pairs, self.left(pairs), strict=True):
            places = order[pair[1]]
            thirds = sorted(self.nexts.get(pair, ()), key=places.__getitem__)
            group.add(
                [
                    (
                        pair + third,
                        places[third],
                        self._gain(pair + third, left + self.after[pair[1]][third]),
                    )
                    for third in thirds
                ]
            )
        return group

    def _order(self, held: dict[str, int]) -> dict[str, int]:
        ranked = sorted((level, self.rank[char], char) for char, level in held.items())
        return {char: place for place, (_, _, char) in enumerate(ranked)}

    def _gain(self, piece: str, without: int) -> int:
        return min(255, max(0, without - _level(self.likely[piece])))


def _level(share: float) -> int:
    return min(255, max(0, round(-math.log(max(share, RARE)) / STEP)))


def _wide(numbers: list[int]) -> bytes:
    return bytes(number & 0xFF for number in numbers) + bytes(number >> 8 for number in numbers)
