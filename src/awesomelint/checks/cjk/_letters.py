"""Classes of letters and marks, each the body of a regex character class, and pairs of brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.curation.prose import ATOM, BLOCK_END
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
HANGUL = "\uac00-\ud7a3"
CJK = HAN + KANA + HANGUL
# what ends a phrase, what opens a bracket and what closes one, in full width
STOPS = "，。、；：？！"
OPENING = "（「『《〈【〔"
CLOSING = "）」』》〉】〕"

HAS_CJK = regex(f"[{CJK}]")
HAS_HAN = regex(f"[{HAN}{KANA}]")
# a smiley, `1)` and `a）` close nothing
_BRACKET = regex(f"[()（）]|{re.escape(BLOCK_END)}")
_NUMBERING = regex(
    r"(?:^|[\s，。、；：])(?:\d{1,3}|[A-Za-z]|[ivx]{2,4}|[一二三四五六七八九十]{1,3})\Z"
)
_SMILEY = regex(r"[:;=][-o^']?\Z")
LONGEST = 200
_KANA = regex(f"[{KANA}]")
JAPANESE = 0.1


class Pair(NamedTuple):
    """Offsets of an opening bracket and of the one that closes it."""

    opening: int
    closing: int


def pairs(text: str) -> Iterator[Pair]:
    """The pairs of round brackets of either width, in the order of their ends.

    Blocks whose brackets do not all come in pairs give none.
    """
    for held, lonely in _blocks(text):
        if not lonely:
            yield from held


def lonely_brackets(text: str) -> Iterator[int]:
    """The offsets of round brackets without a partner in their block, where it is but one."""
    for _, lonely in _blocks(text):
        if len(lonely) == 1:
            yield lonely[0]


def _blocks(text: str) -> Iterator[tuple[list[Pair], list[int]]]:
    """Of each block its pairs of brackets, and the brackets that have no partner."""
    held: list[Pair] = []
    opened: list[int] = []
    lonely: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match[0] == BLOCK_END:
            if held or opened or lonely:
                yield held, [*lonely, *opened]
            held, opened, lonely = [], [], []
        elif match[0] in "(（":
            if not _SMILEY.search(text, max(at - 2, 0), at):
                opened.append(at)
        elif _SMILEY.search(text, max(at - 2, 0), at):
            continue
        elif opened:
            held.append(Pair(opened.pop(), at))
        elif not closes_nothing(text, at):
            lonely.append(at)
    if held or opened or lonely:
        yield held, [*lonely, *opened]


def closes_nothing(text: str, at: int) -> bool:
    """Whether the closing bracket at `at` ends a number or a smiley."""
    before = text[max(at - 5, 0) : at]
    return bool(_NUMBERING.search(before) or _SMILEY.search(before))


def sentence(text: str, at: int) -> tuple[int, int]:
    """The block of `text` that `at` stands in."""
    start = text.rfind(BLOCK_END, 0, at)
    end = text.find(BLOCK_END, at)
    return (start + len(BLOCK_END) if start >= 0 else 0), (end if end >= 0 else len(text))


def is_atom(char: str) -> bool:
    """Whether `char` stands for code, a formula, a URL or an image."""
    return char == ATOM


def is_japanese(text: str) -> bool:
    """Whether a tenth or more of the Han and kana of `text` are kana."""
    kana = sum(1 for _ in _KANA.finditer(text))
    return kana > 0 and kana >= JAPANESE * sum(1 for _ in HAS_HAN.finditer(text))
