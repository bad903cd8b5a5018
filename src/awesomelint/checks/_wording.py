"""What rules on running text share: fixes that rewrite words, and where none is offered."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, cast

from awesomelint.model import Fix
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Edit, Safety


def rewriting(
    document: Document, edits: Sequence[Edit], safety: Safety, description: str
) -> tuple[Fix, ...]:
    """One fix that makes `edits` of words; none in headings, whose anchors may be linked to."""
    if any(_in_heading(document, edit.start) for edit in edits):
        return ()
    return (Fix(tuple(edits), safety, ("text",), description),)


def _in_heading(document: Document, offset: int) -> bool:
    known = document.memo.get("headings")
    if known is None:
        known = document.memo["headings"] = [
            (node.start, node.end) for node in document.each(nodes.Heading)
        ]
    headings = cast("list[tuple[int, int]]", known)
    at = bisect_right(headings, offset, key=lambda span: span[0]) - 1
    return at >= 0 and offset < headings[at][1]
