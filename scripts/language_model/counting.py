"""Weighted counts of character sequences, and the smoothed, pruned model that they make."""

from __future__ import annotations

import math
from collections import defaultdict

ORDER = 3
_DISCOUNT = (0.0, 0.6, 0.75, 0.8, 0.85)
_LEAST = (0.0, 0.0, 0.01, 0.3, 0.6)
RARE = 1e-8

Table = dict[str, float]


class Counts:
    """How often each sequence of up to `ORDER` symbols occurs.

    `ends` is the mass of histories without a sequel.
    """

    def __init__(self) -> None:
        self.seen: list[defaultdict[str, float]] = [defaultdict(float) for _ in range(ORDER + 1)]
        self.ends: defaultdict[str, float] = defaultdict(float)

    def line(self, text: str, weight: float = 1.0) -> None:
        """Count the sequences of a line whose symbols are mapped already."""
        framed = f" {text.strip()} "
        for size in range(1, ORDER + 1):
            seen = self.seen[size]
            for start in range(len(framed) - size + 1):
                seen[framed[start : start + size]] += weight

    def word(self, word: str, weight: float, ends: float = 1.0) -> None:
        """Count the sequences inside a word; the share `ends` of it has an unknown sequel."""
        for size in range(1, min(ORDER, len(word)) + 1):
            seen = self.seen[size]
            for start in range(len(word) - size + 1):
                seen[word[start : start + size]] += weight
        if ends:
            self.end(word, weight * ends)

    def end(self, text: str, weight: float, shortest: int = 1) -> None:
        """Note that `text` goes on in an unknown way."""
        for size in range(shortest, min(ORDER - 1, len(text)) + 1):
            self.ends[text[-size:]] += weight

    def across(self, first: str, second: str, third: str, weight: float) -> None:
        """Count the sequences from `first` into `second`, also on into `third`."""
        head = first[1 - ORDER :]
        joined = head + (second + third[: ORDER - 1] if third else second[: ORDER - 1])
        start, stop = len(head), len(head) + (len(second) if third else 0)
        for size in range(2, ORDER + 1):
            seen = self.seen[size]
            for at in range(max(0, start - size + 1), min(start, len(joined) - size + 1)):
                if at + size > stop:
                    seen[joined[at : at + size]] += weight


def train(counts: Counts) -> tuple[Table, Table]:
    """Interpolated Kneser-Ney over fractional counts.

    Probabilities of sequences, and the weight left by history.
    """
    effective = _effective(counts)
    whole = sum(effective[1].values())
    likely = {piece: seen / whole + RARE for piece, seen in effective[1].items()}
    rest: Table = {}
    for size in range(2, ORDER + 1):
        totals: defaultdict[str, float] = defaultdict(float)
        kinds: defaultdict[str, float] = defaultdict(float)
        raw: defaultdict[str, float] = defaultdict(float)
        for piece, seen in effective[size].items():
            totals[piece[:-1]] += seen
            kinds[piece[:-1]] += min(1.0, seen)
        for piece, seen in counts.seen[size].items():
            raw[piece[:-1]] += seen
        ends = {
            history: counts.ends.get(history, 0.0)
            * (1.0 if size == ORDER else min(1.0, total / max(raw[history], 1e-9)))
            for history, total in totals.items()
        }
        discount = _DISCOUNT[size]
        for history, total in totals.items():
            rest[history] = (discount * kinds[history] + ends[history]) / (total + ends[history])
        for piece, seen in effective[size].items():
            history = piece[:-1]
            kept = (seen - discount * min(1.0, seen)) / (totals[history] + ends[history])
            likely[piece] = kept + rest[history] * probability(likely, rest, piece[1:])
    return likely, rest


def _effective(counts: Counts) -> list[Table]:
    """Counts for the highest order, numbers of different predecessors for the lower ones."""
    effective: list[Table] = [{} for _ in range(ORDER + 1)]
    effective[ORDER] = {
        piece: seen for piece, seen in counts.seen[ORDER].items() if seen >= _LEAST[ORDER]
    }
    for size in range(ORDER - 1, 0, -1):
        kinds: defaultdict[str, float] = defaultdict(float)
        for piece, seen in counts.seen[size + 1].items():
            kinds[piece[1:]] += min(1.0, seen)
        raw = counts.seen[size]
        effective[size] = {
            piece: many for piece, many in kinds.items() if raw[piece] >= _LEAST[size]
        }
        if size > 1:
            effective[size] |= {
                p: seen for p, seen in raw.items() if p[0] == " " and seen >= _LEAST[size]
            }
    return effective


def probability(likely: Table, rest: Table, piece: str) -> float:
    """How likely the last character of `piece` is after the others."""
    left = 1.0
    while True:
        found = likely.get(piece)
        if found is not None:
            return left * found
        if len(piece) == 1:
            return left * RARE
        left *= rest.get(piece[:-1], 1.0)
        piece = piece[1:]


def prune(counts: Counts, likely: Table, rest: Table, room: int) -> tuple[Table, Table]:
    """The `room` sequences that matter most.

    Those whose loss would cost the most likelihood on what was counted.

    Of each sequence that is kept, its beginning and its end are too.
    """
    gains: list[tuple[float, str]] = []
    for piece, found in likely.items():
        if len(piece) > 1:
            without = rest.get(piece[:-1], 1.0) * probability(likely, rest, piece[1:])
            if found > without:
                gains.append((counts.seen[len(piece)][piece] * math.log(found / without), piece))
    gains.sort(reverse=True)
    kept = {piece: found for piece, found in likely.items() if len(piece) == 1}
    for _, piece in gains:
        if len(kept) >= room:
            break
        for part in (piece, piece[1:], piece[:-1]):
            kept[part] = likely.get(part) or probability(likely, rest, part)
    return kept, _renewed(kept)


def _renewed(kept: Table) -> Table:
    """What is left by history once sequences are gone, so that probabilities still sum to one."""
    rest: Table = {}
    for size in range(2, ORDER + 1):
        taken: defaultdict[str, float] = defaultdict(float)
        below: defaultdict[str, float] = defaultdict(float)
        for piece, found in kept.items():
            if len(piece) == size:
                taken[piece[:-1]] += found
                below[piece[:-1]] += probability(kept, rest, piece[1:])
        for history, share in taken.items():
            rest[history] = max(1.0 - share, 1e-4) / max(1.0 - below[history], 1e-4)
    return rest
