"""A word or a punctuation mark that stands twice in a row: `the the`, `..`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from awesomelint.checks._wording import rewriting
from awesomelint.curation.prose import prose
from awesomelint.model import Edit, Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.curation.prose import Prose

_TWICE = regex(r"(?<![\w.@/#'’+-])([A-Za-z]{1,30}+)( {1,2}| ?\n ?)((?i:\1))(?![\w@/#'’+-]|\.\w)")
# 的的 but in 目的的 and 的的确确; the particle を
_CJK = regex("(?<![目打端的])的的(?![确士的])|をを")
_MARKS = regex(
    r"(?<=[A-Za-z)])\.\.(?![.\w/])"
    r"|(?<=\w)(?:,,(?=\s)|, ,(?![ ,])|;;(?=\s))"
    r"|(?<=\S )([-–—]) \1(?= \w)"
)
MARKS = ("..", ",,", ", ,", ";;", " - - ", " – – ", " — — ")
# more of one mark are how the list writes an ellipsis
MOST_MARKS = 5
DOUBLED_CJK = ("的的", "をを")
ENGLISH = regex(r"\b(?:the|and|with|from|that|your|this|which|are)\b")
WORD = regex(r"\b[A-Za-z]+\b")
ENGLISH_SHARE = 0.02
SAMPLE = 100_000
# words that English says twice on purpose, or must
MEANT = frozenset(
    """had very so no bye ha he really blah many much far long knock yada there now well please
    wait more again night win log chop tick boom ding cha can do go hip hot pom tom wow yes boo
    beep master dum la na meow woof""".split()  # noqa: SIM905 - a word list
)


def check(document: Document) -> Iterator[Finding]:
    """A finding for each word or mark that is written twice.

    Words are checked only in English and CJK text.
    """
    words = prose(document)
    marked = any(mark in words.text for mark in MARKS)
    marks = list(_MARKS.finditer(words.text)) if marked else []
    often = Counter(match[0] for match in marks)
    for match in marks:
        if often[match[0]] <= MOST_MARKS:
            yield from _mark(document, words, match)
    doubled = any(pair in words.text for pair in DOUBLED_CJK)
    for match in _CJK.finditer(words.text) if doubled else ():
        yield from _finding(document, words, match.start(), match.start() + 1, match.end())
    doubles = [match for match in _TWICE.finditer(words.text) if _is_slip(match)]
    if doubles and _is_english(words.text):
        for match in doubles:
            yield from _finding(document, words, match.start(), match.end(1), match.end())


def _is_slip(match: re.Match[str]) -> bool:
    """Whether the second word is no name (`Bora Bora`), and none that may be said twice."""
    first, second = match[1], match[3]
    if not second.islower() or second in MEANT:
        return False
    is_letter = len(second) == 1
    if is_letter and second != "a":
        return False
    if first != second and not first.istitle():
        return False
    return not _is_chant(match)


def _is_chant(match: re.Match[str]) -> bool:
    """Whether the word stands three times or more: nobody does that by accident."""
    word, around = match[3], match.string
    before = around[max(match.start() - len(word) - 1, 0) : match.start()]
    return before[:-1] == word or around.startswith(word, match.end() + 1)


def _is_english(text: str) -> bool:
    """Whether the list is in English; other languages repeat many words on purpose."""
    sample = text[:SAMPLE]
    total = sum(1 for _ in WORD.finditer(sample))
    return sum(1 for _ in ENGLISH.finditer(sample)) >= ENGLISH_SHARE * total


def _finding(
    document: Document, words: Prose, start: int, middle: int, end: int
) -> Iterator[Finding]:
    """The word `start:middle` stands again at the end of `start:end`."""
    span, first = words.span(start, end), words.span(start, middle)
    between = document.text[first.end : span.end]
    word = words.text[start:middle]
    if between.strip(" \t\n>") != words.text[middle:end].strip():
        return  # one of the two is marked up: it may be meant
    yield Finding(
        span.start,
        span.end,
        f"“{word}” is written twice in a row, which nobody means; delete one",
        fixes=rewriting(
            document, (Edit(first.end, span.end, ""),), "unsafe", f"Delete the second “{word}”"
        ),
        key=word.lower(),
    )


def _mark(document: Document, words: Prose, match: re.Match[str]) -> Iterator[Finding]:
    span = words.exact(*match.span())
    if span is None:
        return
    said = (
        "“..” is neither a full stop nor an ellipsis; write one or three"
        if match[0] == ".."
        else f"“{match[0]}” is a mark written twice; delete one"
    )
    yield Finding(
        span.start,
        span.end,
        said,
        fixes=rewriting(
            document, (Edit(span.start, span.end, match[0][0]),), "unsafe", f"Write “{match[0][0]}”"
        ),
        key=match[0],
    )
