"""A compact language model of characters, sharpened by the document at hand."""

from __future__ import annotations

import json
import lzma
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HISTORY = 2
"""How many characters the model looks back."""

RARE = 1e-8
"""The probability of a character that the model has never seen."""

_OWN_WEIGHT = 10.0
"""What one occurrence in the document counts, measured against `_TRUST`."""
_TRUST = (0.0, 300.0, 60.0)
"""How firmly the model holds against the document, by the length of the history they speak of."""

_SHORTLIST = 120
_REMEMBERED = 200_000

IDEOGRAPHIC = ("zh", "zh-hant", "ja", "ko")
MODELS = (*IDEOGRAPHIC, "latin")


class Model:
    """Probabilities of character sequences (`likely`), and what is left for those not listed, by history (`rest`)."""

    __slots__ = ("likely", "rest")

    def __init__(self, likely: dict[str, float], rest: dict[str, float]) -> None:
        self.likely = likely
        self.rest = rest

    def probability(self, sequence: str) -> float:
        """How likely the last character of `sequence` is after the others."""
        left = 1.0
        while True:
            found = self.likely.get(sequence)
            if found is not None:
                return left * found
            if len(sequence) == 1:
                return left * RARE
            left *= self.rest.get(sequence[:-1], 1.0)
            sequence = sequence[1:]


@cache
def load(name: str) -> Model:
    """The model of that name, one of `MODELS`.

    The file is LZMA: a JSON line (lengths and quantization steps), a line per history with the characters that may
    follow it, then one byte a sequence (-ln probability) and one byte a history (-ln of what is left), in that order.
    """
    raw = lzma.decompress((Path(__file__).parent / "models" / f"{name}.lm").read_bytes())
    head, _, body = raw.partition(b"\n")
    about = json.loads(head)
    text = body[: about["text"]].decode()
    values = body[about["text"] :]
    decoded = [2.718281828459045 ** (-about["step"] * level) for level in range(256)]
    likely: dict[str, float] = {}
    rest: dict[str, float] = {}
    at = 0
    histories = text.split("\n")
    for index, line in enumerate(histories):
        history, _, nexts = line.partition("\t")
        end = at + len(nexts)
        for char, level in zip(nexts, values[at:end], strict=True):
            likely[history + char] = decoded[level]
        at = end
        rest[history] = decoded[values[about["sequences"] + index]]
    return Model(likely, rest)


def symbol(char: str) -> str:
    """How models of ideographic languages see a character: letters as `a`, digits as `0`, white space as a space."""
    if char.isascii():
        return "a" if char.isalpha() else "0" if char.isdigit() else " " if char.isspace() else char
    return " " if char.isspace() else char


def letter(char: str) -> str:
    """How the model of European languages sees a character: in lower case, digits as `0`, white space as a space."""
    small = char.lower()
    if char.isspace():
        return " "
    return "0" if char.isdigit() else small if len(small) == 1 else char


class Language:
    """A model together with what the document itself says for certain."""

    def __init__(self, name: str, certain: Iterable[str] = ()) -> None:
        self.name = name
        self.model = load(name)
        self.symbol = symbol if name in IDEOGRAPHIC else letter
        self.runs = "a0 " if name in IDEOGRAPHIC else "0 "
        self._own: dict[str, int] = {}
        self._known: dict[str, float] = {}
        self._commonest: dict[str, str] = {}
        for text in certain:
            self._learn(text)

    def _learn(self, text: str) -> None:
        own, signs, last = self._own, [" "], " "
        for char in text:
            sign = self.symbol(char)
            if not (sign == last and sign in self.runs):
                signs.append(sign)
            last = sign
        line = "".join(signs)
        for size in range(1, HISTORY + 2):
            for start in range(len(line) - size + 1):
                piece = line[start : start + size]
                own[piece] = own.get(piece, 0) + 1

    def extend(self, history: str, char: str) -> str:
        """The history after `char`; runs of blanks, digits and foreign letters count once."""
        sign = self.symbol(char)
        return history if sign in self.runs and history.endswith(sign) else (history + sign)[-HISTORY:]

    def has(self, char: str) -> bool:
        """Whether the document has `char` for certain."""
        return char in self._own

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
            found = self._known[sequence] = self._mixed(history, sign, self.model.probability(sequence))
        return found

    def commonest(self, chars: str, most: int) -> str:
        """Of many candidates the most frequent ones."""
        found = self._commonest.get(chars)
        if found is None:
            known, own = self.model.likely, self._own
            ranked = sorted(chars, key=lambda char: (-(own.get(char, 0) * 1e-4 + known.get(char, RARE)), char))
            found = self._commonest[chars] = "".join(ranked[:_SHORTLIST])
        return found[:most]

    def _mixed(self, history: str, sign: str, likely: float) -> float:
        own = self._own
        for size in range(1, len(history) + 1):
            context = history[-size:]
            seen = own.get(context)
            if not seen:
                break
            trust = _TRUST[size]
            likely = (_OWN_WEIGHT * own.get(context + sign, 0) + trust * likely) / (_OWN_WEIGHT * seen + trust)
        return likely
