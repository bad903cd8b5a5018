"""HTML elements and comments without their ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.markup._raw import raw_blocks
from awesomelint.curation.html import tags_of
from awesomelint.model import Finding
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.curation.html import Tag

# elements whose end HTML demands, and that change what follows them
_PAIRED = frozenset(
    {
        "details",
        "summary",
        "table",
        "sup",
        "sub",
        "kbd",
        "center",
        "pre",
        "h1",
        "h2",
        "h3",
        "b",
        "strong",
        "i",
        "em",
    }
)
SHOWN = 60
_TORN = regex(
    r"(?:^|(?<=[\s>\ufdd0]))/?(?:div|p|img|br|details|summary|table|span|a|center)"
    r"(?: (?:id|class|align|href|src|name|width)=\"[^\"\n]*\")+ ?/?>",
    re.MULTILINE,
)


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each unpaired tag, each tag without `<`, and an unclosed comment."""
    yield from _unpaired(document, tags_of(document))
    yield from _comments(document)
    for block in raw_blocks(document):
        if (at := block.shown.rfind("<!--")) >= 0:
            line, _, _ = block.shown[at:].partition("\n")
            yield Finding(
                block.start + at,
                block.start + at + 4,
                f"the comment {line[:SHOWN]} is never closed, so readers see it; "
                "write --> where it ends",
                key=line[:SHOWN],
            )
        if '">' in block.shown or '" >' in block.shown:
            for match in _TORN.finditer(block.shown):
                start = block.start + match.start()
                yield Finding(
                    start,
                    block.start + match.end(),
                    f"{match[0]} has no <, so readers see it; write <{match[0]}",
                    key=match[0],
                )


def _unpaired(document: Document, found: Sequence[Tag]) -> Iterator[Finding]:
    """Opening and closing tags that do not pair, each element by itself."""
    text = document.text
    opened: dict[str, list[Tag]] = {}
    loose: list[Tag] = []
    for tag in found:
        if tag.name not in _PAIRED or text.endswith("/>", tag.start, tag.end):
            continue
        if not tag.closing:
            opened.setdefault(tag.name, []).append(tag)
        elif opened.get(tag.name):
            opened[tag.name].pop()
        else:
            loose.append(tag)
    loose += [tag for tags in opened.values() for tag in tags]
    for tag in sorted(loose, key=lambda tag: tag.start):
        shown = text[tag.start : tag.end]
        other = f"<{tag.name}>" if tag.closing else f"</{tag.name}>"
        verb = "opened" if tag.closing else "closed"
        yield Finding(
            tag.start,
            tag.end,
            f"{shown} is never {verb}; add {other} or delete it",
            key=shown,
        )


def _comments(document: Document) -> Iterator[Finding]:
    """A comment that runs to the end of the file."""
    text = document.text
    for node in document.each(nodes.HtmlBlock):
        at = text.rfind("<!--", node.start, node.end)
        if at >= 0 and text.find("-->", at, node.end) < 0:
            line, _, _ = text[at : node.end].partition("\n")
            yield Finding(
                at,
                at + len(line),
                f"the comment {line} is never closed, so the rest of the page is hidden; add -->",
                key=line,
            )
