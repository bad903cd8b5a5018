"""Radicals in place of characters: text copied from a PDF that search does not find."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._anchors import with_anchors
from awesomelint.checks.encoding._characters import by_line, code, destinations, occurs, span_of
from awesomelint.model import Edit, Finding, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.text.spans import Spans

# The radicals of the supplement that are whole characters, each before its ideograph: Unicode's
# EquivalentUnifiedIdeograph.txt. Those that are only parts of characters (⺡, ⺼, …) stand for
# themselves.
SUPPLEMENT = (
    "⺎兀⺒巳⺓幺⺛旡⺜日⺝月⺞歺⺟母⺠民⺧牛⺩王⺫目⺬示⺶羊⺻聿⻁虎⻄西⻅见⻆角⻉贝⻋车⻏邑⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食"
    "⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
TABLE = dict(zip(SUPPLEMENT[::2], SUPPLEMENT[1::2], strict=True))
RADICALS = frozenset(span_of(0x2F00, 0x2FD5)) | TABLE.keys()
# Han, kana and the marks that stand in words with them
WORD = "[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with radicals in words.

    In a file that has some, radicals side by side count as a word too.
    """
    text = document.text
    if not occurs(RADICALS, text):
        return
    runs = [match.span() for match in re.finditer(f"[{''.join(RADICALS)}]+", text)]
    inside = [
        re.search(WORD, text[max(start - 1, 0) : start] + text[end : end + 1])
        for start, end in runs
    ]
    if not any(inside):
        return  # a table of radicals, or a page about them
    words = [run for run, held in zip(runs, inside, strict=True) if held or run[1] - run[0] > 1]
    spans = [(at, at + 1) for start, end in words for at in range(start, end)]
    urls = destinations(document)
    findings = (_finding(text, line, urls) for line in by_line(document, spans))
    yield from with_anchors(document, findings)


def _finding(text: str, line: list[tuple[int, int]], urls: Spans) -> Finding:
    edits = tuple(
        Edit(start, end, ideograph(text[start])) for start, end in line if not urls.hold(start)
    )
    fix = Fix(edits, "safe", ("repair",), "Write the characters")
    radicals = dict.fromkeys(text[start] for start, _ in line)
    pairs = ", ".join(f"{char} {code(char)} → {ideograph(char)}" for char in radicals)
    return Finding(
        start=line[0][0],
        end=line[-1][1],
        message=(
            f"{pairs}: this radical looks like the character, but search does not find it; "
            "use the character"
        ),
        fixes=(fix,) if edits else (),
        runs=tuple(Span(start, end) for start, end in line),
        key="".join(radicals),
    )


def ideograph(radical: str) -> str:
    """The character that looks like `radical`."""
    return TABLE.get(radical) or unicodedata.normalize("NFKC", radical)
