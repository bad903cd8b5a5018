"""What the rules on single characters share: names to show, lines to group by, scripts, and where code stands."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from awesomelint.curation import Document

CONTEXT = 12
WORD = r"[\w.@-]*"
# Arabic to Samaritan, the Brahmic scripts, Mongolian, Arabic forms, and those of their kind beyond
# U+FFFF
JOINING = (
    (0x0600, 0x109F),
    (0x1700, 0x18AF),
    (0x1900, 0x1CFF),
    (0xA800, 0xABFF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x10A00, 0x11FFF),
    (0x1E900, 0x1E95F),
)
# Thai, Lao, Tibetan, Myanmar, Khmer, Balinese and their like: words without spaces between them
SPACELESS = (
    (0x0E00, 0x109F),
    (0x1780, 0x17FF),
    (0x1950, 0x1AAF),
    (0x1B00, 0x1B7F),
    (0xA980, 0xAADF),
)
CJK = (
    (0x2E80, 0x303F),
    (0x3040, 0x312F),
    (0x3131, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFAFF),
    (0xFF00, 0xFFEF),
)
WIDE_CJK = 0x20000


@lru_cache(maxsize=1)
def alphabet(text: str) -> frozenset[str]:
    """The characters that occur in `text`: far fewer than the text has, so that rules look at these first."""
    return frozenset(text)


def occurs(characters: frozenset[str], text: str) -> bool:
    """Whether any of `characters` is anywhere in `text`; patterns are compiled only then."""
    return not characters.isdisjoint(alphabet(text))


def span_of(first: int, last: int) -> str:
    """All characters from one code point to another, both included."""
    return "".join(map(chr, range(first, last + 1)))


def within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Whether `char` (one character, or none) is in one of the code point ranges, ends included."""
    return bool(char) and any(first <= ord(char) <= last for first, last in ranges)


def is_cjk(char: str) -> bool:
    """Whether `char` is Han, kana, Hangul, or a punctuation mark of theirs."""
    return within(char, CJK) or (bool(char) and WIDE_CJK <= ord(char) < 0x40000)


def is_emoji(char: str) -> bool:
    """Whether `char` may stand in an emoji sequence.

    Symbols newer than Python's tables count by their block.
    """
    return bool(char) and (
        unicodedata.category(char) in {"So", "Sm", "Sk"} or 0x1F000 <= ord(char) < 0x20000
    )


def code(char: str) -> str:
    """The code point as people write it."""
    return f"U+{ord(char):04X}"


def name(char: str) -> str:
    """Code point and name, for a message; control characters have none."""
    return f"{code(char)} {unicodedata.name(char, '').lower()}".rstrip()


def visible(text: str, start: int, end: int) -> str:
    """`text[start:end]` in the word it stands in, quoted, with what cannot be seen as code points."""
    before = re.search(WORD + r"\Z", text[max(0, start - CONTEXT) : start])
    after = re.match(WORD, text[end : end + CONTEXT])
    shown = "".join(
        f"[{code(char)}]" if unicodedata.category(char)[0] in "CMZ" else char
        for char in text[start:end]
    )
    return f"“{before[0] if before else ''}{shown}{after[0] if after else ''}”"


def listed(characters: Iterable[str]) -> str:
    """Each of the characters once, by name, in the order of the code points."""
    return ", ".join(name(char) for char in sorted(set(characters)))


def by_line(
    document: Document, spans: Iterable[tuple[int, int]]
) -> Iterator[list[tuple[int, int]]]:
    """The ascending `spans` in groups that start on one line."""
    for _, group in groupby(spans, lambda span: document.source.position(span[0])[0]):
        yield list(group)


class Places:
    """Stretches of a document that an offset may be in."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def hold(self, offset: int) -> bool:
        """Whether `offset` is in one of them (they do not overlap)."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at][1]


def code_places(document: Document) -> Places:
    """Code spans and code blocks."""
    kinds = (nodes.Code, nodes.Fence, nodes.CodeBlock)
    return Places(
        (node.start, node.end) for node in document.root.walk() if isinstance(node, kinds)
    )


def destinations(document: Document, after: str = "") -> Places:
    """Where URLs and paths are written, whatever the link's form.

    With `after`, only what follows it in them.
    """
    spans = {
        (link.destination.start, link.destination.end)
        for link in document.links
        if link.destination
    }
    if after:
        found = ((document.text.find(after, start, end), end) for start, end in spans)
        return Places((start, end) for start, end in found if start >= 0)
    return Places(spans)
