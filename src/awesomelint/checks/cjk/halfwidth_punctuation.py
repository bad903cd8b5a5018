"""Half-width punctuation between Chinese characters: `模型,数据`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.cjk._corrections import corrections
from awesomelint.checks.cjk._letters import CLOSING, HAN, HAS_HAN, OPENING, is_japanese
from awesomelint.curation.prose import BLOCK_END, prose
from awesomelint.model import Edit
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.curation.prose import Prose
    from awesomelint.model import Finding

FULL = str.maketrans(",;:?!.", "，；：？！。")
_BETWEEN = regex(f"(?<=[{HAN}{CLOSING}”])(?:[,;?!] ?|:)(?=[{HAN}{OPENING}“])")
_LAST = regex(rf"(?<=[{HAN}])\.(?={re.escape(BLOCK_END)})")
WHY = "Chinese text takes full-width punctuation"
# characters of a block that make its last dot the full stop of a sentence
SENTENCE = 8


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with half-width marks in or at the end of Chinese text."""
    words = prose(document)
    if HAS_HAN.search(words.text) and not is_japanese(words.text):
        yield from corrections(document, _edits(words), WHY, "unsafe")


def _edits(words: Prose) -> Iterator[Edit]:
    for match in _BETWEEN.finditer(words.text):
        if span := words.exact(*match.span()):
            yield Edit(span.start, span.end, match[0].strip().translate(FULL))
    for match in _LAST.finditer(words.text):
        block_start = words.text.rfind(BLOCK_END, 0, match.start()) + 1
        block = words.text[block_start : match.start()]
        span = words.exact(*match.span())
        if span and len(HAS_HAN.findall(block)) >= SENTENCE:
            yield Edit(span.start, span.end, "。")
