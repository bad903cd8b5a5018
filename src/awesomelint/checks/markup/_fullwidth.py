"""Links typed with full-width brackets, as input methods of Chinese, Japanese and Korean write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from awesomelint.model import Span
from awesomelint.text.lines import line_start

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

LONGEST = 200
_BEFORE = re.compile(
    r"([\[［【])(?=(?:\d|[^\S\n])*[^\[\]［］【】\s\d])([^\[\]［］【】\n]*)([\]］】])([(（])"
).fullmatch
_OPENING = "[［【"


class FullwidthLink(NamedTuple):
    """`[text](url)` with at least one full-width bracket: the whole, its text and its URL."""

    whole: Span
    text: Span
    destination: Span


def fullwidth_links(document: Document) -> tuple[FullwidthLink, ...]:
    """All such links of `document` that lead to a URL, in order; found once and kept with it."""
    found = document.memo.get("fullwidth links")
    if found is None:
        found = document.memo["fullwidth links"] = tuple(_search(document))
    return cast("tuple[FullwidthLink, ...]", found)


def _search(document: Document) -> Iterator[FullwidthLink]:
    text = document.text
    for link in document.links:
        if link.kind != "bare" or text[link.end : link.end + 1] not in {")", "）"}:
            continue
        if text[link.start - 1 : link.start] not in {"(", "（"}:
            continue
        line = max(line_start(text, link.start), link.start - LONGEST)
        start = max(text.rfind(char, line, link.start) for char in _OPENING)
        match = _BEFORE(text, start, link.start) if start >= 0 else None
        if match is None:
            continue
        if f"{match[1]}{match[3]}{match[4]}{text[link.end]}" != "[]()":
            yield FullwidthLink(
                Span(start, link.end + 1), Span(*match.span(2)), Span(link.start, link.end)
            )
