"""Headings that are none, since no blank that Markdown knows stands after their hashes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.markup._raw import raw_blocks
from awesomelint.model import Edit, Finding, Fix
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.markup._raw import RawBlock
    from awesomelint.curation import Document
    from awesomelint.model import Safety

_LINE = regex(r"^[ \t]*", re.MULTILINE)
_HASHES = regex(r"(#{1,6})([\u00a0\u2002\u2003\u3000]*)(?=[^\s#!])")
_TAG = regex(r"(?:^|[\s，、])#[^\s#]")
_NUMBER = regex(r"#\d")
_SENTENCE = regex(r"[^\n]{81}|[.。!！?？;；][ \t]*\Z")


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each line of a paragraph that begins with hashes and a title."""
    quotes = {
        id(node)
        for around in (*document.each(nodes.Quote), *document.each(nodes.Item))
        for node in around.children
    }
    for block in raw_blocks(document):
        if "#" not in block.shown or not isinstance(block.block, nodes.Paragraph):
            continue
        for line in _LINE.finditer(block.shown):
            finding = _heading(document.text, block, line.end(), inside=id(block.block) in quotes)
            if finding:
                yield finding


def _heading(text: str, block: RawBlock, at: int, *, inside: bool) -> Finding | None:
    match = _HASHES.match(block.shown, at)
    if match is None:
        return None
    end = block.shown.find("\n", at)
    line = block.shown[at : end if end >= 0 else len(block.shown)]
    alone = at == 0 and end < 0
    level = len(match[1])
    if level == 1 and (inside or not alone):
        return None
    if level == 1 and (_TAG.search(line[1:]) or _NUMBER.match(line) or _SENTENCE.search(line)):
        return None  # a hash tag or the number of an issue
    start = block.start + at
    edit = Edit(block.start + match.end(1), block.start + match.end(), " ")
    shown = text[block.start + match.end() : start + len(line)].strip()
    meant = f"{match[1]} {shown}"
    safety: Safety = "safe" if alone and level > 1 and not inside else "unsafe"
    blank = (
        "the blank after the # is none that Markdown knows"
        if match[2]
        else "there is no blank after the #"
    )
    return Finding(
        start,
        start + len(line),
        f"{blank}, so readers see a line of text; write {meant}",
        fixes=(Fix((edit,), safety, ("markup",), f"Write {meant}"),),
        key=shown,
    )
