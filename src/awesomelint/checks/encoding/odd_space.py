"""Spaces that are no ordinary space: a search for the words does not find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.encoding._anchors import with_anchors
from awesomelint.checks.encoding._characters import (
    by_line,
    listed,
    occurs,
    span_of,
    visible,
)
from awesomelint.curation.prose import prose
from awesomelint.model import Edit, Finding, Fix
from awesomelint.text.patterns import regex
from awesomelint.text.scripts import is_cjk

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.curation.prose import Prose

NO_BREAK = "\u00a0\u202f"
IDEOGRAPHIC = "\u3000"
ODD = frozenset(NO_BREAK + IDEOGRAPHIC + "\u205f" + span_of(0x2000, 0x200A))
_RUN = regex("[\u00a0\u202f\u205f\u3000\u2000-\u200a]+")
# French and Swiss typography set these apart by a no-break space, other languages a dash
_SET_APART = frozenset(":;!?»›%‰€$£°–—")
_OPENING = frozenset("«‹№§¶–—")
_STOPS = frozenset("！？!?。♪☆★")
# `в\u00a0доме`, `s\u00a0ním`: words of one or two letters stay with the next
_SHORT_WORD = regex(r"(?<!\w)[^\W\d_]{1,2}\Z")


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with unusual spaces that typography gives no reason for."""
    if not occurs(ODD, document.text):
        return
    words = prose(document)
    odd = (match for match in _RUN.finditer(words.text) if not _meant(words, match))
    spans = [span for match in odd if (span := words.exact(*match.span()))]
    lines = by_line(document, [(span.start, span.end) for span in spans])
    yield from with_anchors(document, (_finding(document.text, line) for line in lines))


def _meant(words: Prose, match: re.Match[str]) -> bool:
    """Whether the spaces `match` stand at the edge of a line, or where typography wants them."""
    text, run = words.text, match[0]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if before in {"", "\n"} or after in {"", "\n"}:
        return True
    if IDEOGRAPHIC in run:
        return before in _STOPS or (is_cjk(before) and is_cjk(after))
    if after in _SET_APART or before in _OPENING:
        return True
    if before.isdecimal():
        return True  # 10 000, 5 km
    short = _SHORT_WORD.search(text, max(match.start() - 4, 0), match.start())
    return short is not None and run[0] in NO_BREAK


def _finding(text: str, line: list[tuple[int, int]]) -> Finding:
    spaces = "".join(text[start:end] for start, end in line)
    may_be_meant = any(char in NO_BREAK + IDEOGRAPHIC for char in spaces)
    edits = tuple(Edit(start, end, " ") for start, end in line)
    fix = Fix(edits, "unsafe" if may_be_meant else "safe", ("repair",), "Write ordinary spaces")
    place = visible(text, *line[0])
    return Finding(
        start=line[0][0],
        end=line[-1][1],
        message=(
            f"{place} contains {listed(spaces)}, and a search for the words does not find them; "
            "write an ordinary space"
        ),
        fixes=(fix,),
        key=spaces.encode("unicode_escape").decode(),
    )
