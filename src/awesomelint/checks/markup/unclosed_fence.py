"""Code fences that are not closed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.model import Finding
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

# what code has seldom and lists are made of
_LIST = regex(r"^ {0,3}(?:#{2,6} \S|[-*+] \[[^\]\n]+\]\(|\| *\[[^\]\n]+\]\()", re.MULTILINE)
SOME = 2


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each fence without an end that holds headings or entries."""
    for node in document.each(nodes.Fence):
        if node.closing:
            continue
        swallowed = _LIST.findall(node.value)
        if len(swallowed) < SOME:
            continue
        marker = document.text[node.marker.start : node.marker.end]
        yield Finding(
            node.start,
            node.marker.end,
            f"this {marker} is never closed, so all below is shown as code; "
            f"add a line {marker} where the code ends",
            key=document.text[node.start : node.info.end],
        )
