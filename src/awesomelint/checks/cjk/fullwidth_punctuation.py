"""Full-width punctuation in a sentence without CJK characters: `Fast，small。`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.cjk._corrections import corrections
from awesomelint.checks.cjk._letters import HAS_CJK, sentence
from awesomelint.curation.prose import prose
from awesomelint.model import Edit
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.curation.prose import Prose
    from awesomelint.model import Finding

HALF = dict(zip("，。；：？！、（）", ",.;:?!,()", strict=True))
# not the colon between a link and its description, which is the list's own mark
_MARK = regex("(?<=[A-Za-z0-9)）])[，。；？！、]|(?<=[A-Za-z0-9])[：）]|（(?=[A-Za-z0-9])")
_WORD = regex(r"[A-Za-z]{2,}")
WHY = "a sentence without Chinese characters takes half-width punctuation"
# fewer words may be a name that stands in Chinese text
SENTENCE = 5


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with such marks."""
    words = prose(document)
    marks = list(_MARK.finditer(words.text))
    if marks and HAS_CJK.search(words.text):
        yield from corrections(document, _edits(words, marks), WHY, "unsafe")


def _edits(words: Prose, marks: list[re.Match[str]]) -> Iterator[Edit]:
    for match in marks:
        start, end = sentence(words.text, match.start())
        block = words.text[start:end]
        span = words.exact(*match.span())
        if span and len(_WORD.findall(block)) >= SENTENCE and not HAS_CJK.search(block):
            yield Edit(span.start, span.end, _spaced(words.text, match))


def _spaced(text: str, match: re.Match[str]) -> str:
    """The half-width mark with the space that goes with it."""
    start, end = match.span()
    mark = HALF[match[0]]
    if mark == "(":
        before = text[start - 1 : start]
        return " (" if before.isalnum() else "("
    after = text[end : end + 1]
    return f"{mark} " if after.isalnum() else mark
