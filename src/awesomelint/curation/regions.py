"""Regions that a generator writes and rewrites: nothing in them is laid out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.html import Tag

# <!-- START doctoc … -->, <!-- ALL-CONTRIBUTORS-LIST:START … -->, <!-- BEGIN mktoc … -->,
# <!--START_SECTION:waka-->, <!-- BEGIN_TF_DOCS -->, <!-- readme: stars -start -->; words in lower
# case before a sentence open nothing
_MARK = (
    r"<!--\s*(?:(?:{0})[ _:][\w:-]|[\w:.-]+[:_-](?:{0}|{1})\b|\w+:\s*[\w,:-]+\s*-(?:{0}|{1})\b"
    r"|(?:[\w-]+\s+)?(?:{0}|{1})\s*-->)"
)
_BEGIN = regex(_MARK.format("START|BEGIN", "start|begin"))
_END = regex(_MARK.format("END", "end|stop"))
_TOC = regex(r"<!--\s*+(/?)\s*+(MarkdownTOC|GFM-TOC|TOC|tocstop|toc)\b", re.IGNORECASE)


def regions(text: str, tags: Sequence[Tag]) -> Iterator[Span]:
    """The regions between matching comments, markers included."""
    opened: Tag | None = None
    contents: Tag | None = None
    for tag in tags:
        if tag.name != "!":
            continue
        comment = text[tag.start : tag.end]
        if toc := _TOC.match(comment):
            if contents is None and not toc[1]:
                contents = tag
            elif contents is not None:
                yield Span(contents.start, tag.end)
                contents = None
        elif opened is None and _BEGIN.match(comment):
            opened = tag
        elif opened is not None and _END.match(comment):
            yield Span(opened.start, tag.end)
            opened = None
