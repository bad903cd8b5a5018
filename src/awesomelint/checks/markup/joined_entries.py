"""Entries that stand behind another one on its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.markup._raw import EMPHASIS, LINK, OPAQUE, raw_blocks
from awesomelint.model import Candidate, Edit, Finding
from awesomelint.syntax import nodes
from awesomelint.text.lines import line_start
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from awesomelint.checks.markup._raw import RawBlock
    from awesomelint.curation import Document

SHOWN = 60
_STAR = regex(rf"(?<=[^\s\d])([ \t]+)([*]) (?={EMPHASIS}*{LINK})")
_DASH = regex(rf"(?<=[^\s\d])([ \t]+)(-) (?={LINK}+ [-–—] [A-Z\u4e00-\u9fff])")
_COMMENTED = regex(r"-->[ \t]*((?:[-*+] )?\[[^\[\]\n]+\]\(https?:[^\n]*)")
_ENTRY = regex(rf"{EMPHASIS}*{LINK}+{EMPHASIS}*(?: {OPAQUE}+)* ?[-–—:：] ?[^\s{LINK}]")
_HEADING = regex(
    r"(?<=\S)([ \t]+)(#{2,6}) (?=[A-Z\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3][^\n#]{2,60}\Z)"
)
_SIGNS = ((_STAR, "* "), (_DASH, "- "), (_HEADING, "## "))
"""What may begin an entry or a section, and what it holds."""


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each bullet with a link, or heading, amid the text of an entry."""
    yield from _behind_comments(document)
    items = {id(item.children[0]): item for item in document.each(nodes.Item) if item.children}
    for block in raw_blocks(document):
        item = items.get(id(block.block))
        if item is None or "\n" in block.shown:
            continue
        for pattern, sign in _SIGNS:
            match = pattern.search(block.shown) if sign in block.shown else None
            if match and (pattern is not _DASH or _ENTRY.match(block.shown)):
                yield _finding(document.text, block, item, match)
                break


def _finding(text: str, block: RawBlock, item: nodes.Node, match: re.Match[str]) -> Finding:
    start, end = block.start + match.start(1), block.start + match.start(2)
    line = text[end : block.block.end]
    shown = line if len(line) <= SHOWN else f"{line[:SHOWN].strip()}…"
    indent = text[line_start(text, item.start) : item.start]
    what = "a heading" if match[2].startswith("#") else "another entry"
    before = "\n\n" if match[2].startswith("#") else f"\n{indent}"
    edit = Edit(start, end, before)
    return Finding(
        end,
        block.block.end,
        f"{what} stands on the line of this entry; begin a new line before {shown}",
        candidates=(Candidate(f"⏎ {shown}", 0.9, (edit,)),),
        key=shown,
    )


def _behind_comments(document: Document) -> Iterator[Finding]:
    """Entries behind a comment that starts their line, all of which Markdown reads as HTML."""
    for node in document.each(nodes.HtmlBlock):
        if not document.text.startswith("<!--", node.start):
            continue
        match = _COMMENTED.search(document.text, node.start, node.end)
        if match is None:
            continue
        shown = match[1] if len(match[1]) <= SHOWN else f"{match[1][:SHOWN].strip()}…"
        edit = Edit(match.start() + 3, match.start(1), "\n")
        yield Finding(
            match.start(1),
            match.end(1),
            "the comment makes HTML of this line, so readers see the markup; "
            f"begin a new line before {shown}",
            candidates=(Candidate(f"⏎ {shown}", 0.9, (edit,)),),
            key=match[1],
        )
