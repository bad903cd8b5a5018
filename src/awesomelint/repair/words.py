"""The common words of alphabetic languages, to tell how a word goes on.

The file is LZMA: a line per word in order of code points, which begins with a character for the
number of letters it shares with the word before (U+0020 for none), then an empty line, then one
byte a word: a level `n` stands for a frequency of exp(-n / 2).
"""

from __future__ import annotations

import lzma
import math
from bisect import bisect_left
from functools import cache
from pathlib import Path

_MILLION = 1e6
_BOUNDARIES = " 0.,;:!?()[]{}«»“”„‘’\"'`-–—…/|*_&#+<>"
_NOTHING: tuple[float, dict[str, float]] = (0.0, {})


class Words:
    """Words in order with their frequencies, in occurrences a million."""

    def __init__(self, words: list[str], shares: list[float]) -> None:
        self.words, self.shares = words, shares
        self._known: dict[str, tuple[float, dict[str, float]]] = {}

    def after(self, prefix: str) -> tuple[float, dict[str, float]]:
        """How often words begin with `prefix`, and how often each character follows it.

        Any boundary ends a word.
        """
        found = self._known.get(prefix)
        if found is None:
            found = self._known[prefix] = self._counted(prefix)
        return found

    def _counted(self, prefix: str) -> tuple[float, dict[str, float]]:
        words, size = self.words, len(prefix)
        start = bisect_left(words, prefix)
        end = bisect_left(words, prefix + "\U0010ffff")
        if start == end:
            return _NOTHING
        counts: dict[str, float] = {}
        for index in range(start, end):
            sign = words[index][size : size + 1]
            counts[sign] = counts.get(sign, 0.0) + self.shares[index]
        total = sum(counts.values())
        ends = counts.pop("", 0.0)
        if ends:
            counts |= dict.fromkeys(_BOUNDARIES, ends)
        return total, counts


@cache
def load() -> Words:
    """The words that ship."""
    path = Path(__file__).parent / "models" / "words.lm"
    raw = lzma.decompress(path.read_bytes())
    text, _, levels = raw.partition(b"\n\n")
    words: list[str] = []
    before = ""
    for line in text.decode().split("\n"):
        shared = ord(line[0]) - ord(" ")
        before = before[:shared] + line[1:]
        words.append(before)
    shares = [_MILLION * math.exp(-level / 2) for level in levels]
    return Words(words, shares)
