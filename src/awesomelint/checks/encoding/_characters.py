"""What the rules on single characters share: names to show, grouping by line, code spans."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from awesomelint.syntax import nodes
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from awesomelint.curation import Document

CONTEXT = 12
WORD = r"[\w.@-]*"


@lru_cache(maxsize=1)
def alphabet(text: str) -> frozenset[str]:
    """The distinct characters of `text`, which rules check first because there are few."""
    return frozenset(text)


def occurs(characters: frozenset[str], text: str) -> bool:
    """Whether any of `characters` is anywhere in `text`; patterns are compiled only then."""
    return not characters.isdisjoint(alphabet(text))


def span_of(first: int, last: int) -> str:
    """All characters from one code point to another, both included."""
    return "".join(map(chr, range(first, last + 1)))


def code(char: str) -> str:
    """The code point as people write it."""
    return f"U+{ord(char):04X}"


def name(char: str) -> str:
    """Code point and name, for a message; control characters have none."""
    return f"{code(char)} {unicodedata.name(char, '').lower()}".rstrip()


def visible(text: str, start: int, end: int) -> str:
    """`text[start:end]` quoted within its word, with invisible characters as code points."""
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    head = re.search(WORD + r"\Z", before)
    tail = re.match(WORD, after)
    shown = "".join(map(_shown, text[start:end]))
    if head:
        shown = head[0] + shown
    if tail:
        shown += tail[0]
    return f"“{shown}”"


def _shown(char: str) -> str:
    """A character, or its code point where nothing would be seen."""
    kind = unicodedata.category(char)
    if kind[0] in "CMZ":
        return f"[{code(char)}]"
    return char


def listed(characters: Iterable[str]) -> str:
    """Each distinct character by name in code point order, with its count if over one."""
    named: list[str] = []
    for char, count in sorted(Counter(characters).items()):
        named.append(f"{count} × {name(char)}" if count > 1 else name(char))
    return ", ".join(named)


def by_line(
    document: Document, spans: Iterable[tuple[int, int]]
) -> Iterator[list[tuple[int, int]]]:
    """The ascending `spans` in groups that start on one line."""
    for _, group in groupby(spans, lambda span: document.source.position(span[0])[0]):
        yield list(group)


def code_places(document: Document) -> Spans:
    """Code spans and code blocks."""
    code = document.mixed(nodes.Code, nodes.Fence, nodes.CodeBlock)
    return Spans((node.start, node.end) for node in code)


def destinations(document: Document, after: str = "") -> Spans:
    """The spans of URLs and paths, whatever the form of the link.

    With `after`, each span begins behind the first occurrence of it.
    """
    spans = {
        (link.destination.start, link.destination.end)
        for link in document.links
        if link.destination
    }
    if after:
        found = ((document.text.find(after, start, end), end) for start, end in spans)
        return Spans((start, end) for start, end in found if start >= 0)
    return Spans(spans)
