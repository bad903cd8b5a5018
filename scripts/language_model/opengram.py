"""Reads the trigram model of open-gram, as Debian ships it for sunpinyin.

It counts the character sequences in it.

The file (threaded SLM): seven 32-bit numbers (order, flag, nodes by level), 65,536 probabilities
and 16,384 back-off weights as floats, then the nodes. A node has 96 bits: 18 word, 14 back-off, 16
probability, 23 first child, 25 unused here; a leaf 64 bits: 18 word, the low 14 and (at the top of
the second half) the high 2 bits of its probability.
"""

from __future__ import annotations

import array
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from counting import Counts

_WORDS_AT = 2  # the third number of the lexicon's head is the offset of its words


@dataclass
class OpenGram:
    """Words, and by level the word of each node, its probability, its first child.

    Trigrams have no children.
    """

    words: list[str]
    nodes: list[tuple[list[int], list[float], list[int]]]


def read(folder: Path) -> OpenGram:
    """The model in an unpacked package."""
    lexicon = next(folder.rglob("pydict_sc.bin")).read_bytes()
    offset = struct.unpack_from("<8I", lexicon)[_WORDS_AT]
    words = lexicon[offset + (-offset) % 4 :].decode("utf-32-le").split("\0")
    raw = next(folder.rglob("lm_sc.t3g")).read_bytes()
    order, _, *sizes = struct.unpack_from("<6I", raw)
    at = 8 + 4 * (order + 1)
    likely = array.array("f", raw[at : at + 4 * 65536])
    numbers = array.array("I", raw[at + 4 * 65536 + 4 * 16384 :])
    nodes: list[tuple[list[int], list[float], list[int]]] = []
    at = 0
    for size in sizes[:-1]:
        first, second, third = (numbers[at + part : at + 3 * size : 3] for part in range(3))
        children = [
            (low >> 16) | ((high >> 25) << 16) for low, high in zip(second, third, strict=True)
        ]
        nodes.append(
            (
                [word & 0x3FFFF for word in first],
                [likely[part & 0xFFFF] for part in second],
                children,
            )
        )
        at += 3 * size
    first, second = numbers[at : at + 2 * sizes[-1] : 2], numbers[at + 1 : at + 2 * sizes[-1] : 2]
    leaves = [
        likely[(low >> 18) | ((high >> 30) << 14)] for low, high in zip(first, second, strict=True)
    ]
    nodes.append(([word & 0x3FFFF for word in first], leaves, []))
    return OpenGram(words, nodes)


def count(
    model: OpenGram, into: Counts, tokens: float, convert: Callable[[str], str] = str
) -> None:
    """Add what a text of `tokens` words would hold, as the model has it.

    `convert` respells words.
    """
    words = [convert(word) for word in model.words]
    heads, likely, children = model.nodes[1]
    for node in range(len(heads) - 1):
        word = words[heads[node]]
        if word:
            weight = likely[node] * tokens
            into.word(word, weight, ends=0)
            left = _pairs(
                model, words, into, word, weight, range(children[node], children[node + 1])
            )
            into.end(word, weight * left)


def _pairs(
    model: OpenGram, words: list[str], into: Counts, word: str, weight: float, nodes: range
) -> float:
    """Count the pairs that begin with `word`; what share of its continuations they are not."""
    heads, likely, children = model.nodes[2]
    left = 1.0
    for node in nodes:
        follower = words[heads[node]]
        if not follower:
            continue
        left -= likely[node]
        both = weight * likely[node]
        into.across(word, follower, "", both)
        if len(follower) <= 2 and node + 1 < len(children):
            rest = _triples(
                model,
                words,
                into,
                (word, follower),
                both,
                range(children[node], children[node + 1]),
            )
            into.end(word + follower, both * rest, shortest=len(follower) + 1)
    return max(left, 0.0)


def _triples(
    model: OpenGram,
    words: list[str],
    into: Counts,
    pair: tuple[str, str],
    weight: float,
    nodes: range,
) -> float:
    heads, likely, _ = model.nodes[3]
    left = 1.0
    for node in nodes:
        follower = words[heads[node]]
        if follower:
            left -= likely[node]
            into.across(pair[0], pair[1], follower, weight * likely[node])
    return max(left, 0.0)
