"""Places that are not laid out as the rest of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.layout import canonical, misplaced
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Fix


def check(  # noqa: PLR0913 - options are keyword arguments
    document: Document,
    *,
    bullet: str = "keep",
    emphasis: str = "keep",
    strong: str = "keep",
    heading: str = "keep",
    indent: str = "keep",
    section_gap: str = "keep",
    rule: str = "keep",
    fence: str = "keep",
) -> Iterator[Finding]:
    """One finding for a file, at its first line that is not canonical.

    It has a fix for each block or gap. There is also a finding for each place whose indentation is
    kept because it may be all that tells what was meant.
    """
    pins = {
        "bullet": bullet,
        "emphasis": emphasis,
        "strong": strong,
        "heading": heading,
        "indent": indent,
        "section_gap": section_gap,
        "rule": rule,
        "fence": fence,
    }
    if fixes := tuple(canonical(document, pins)):
        yield aggregate(document, fixes)
    for node in misplaced(document):
        yield Finding(
            start=node.start,
            end=document.source.line_span(document.source.position(node.start)[0])[1],
            message="this line is indented too little to belong to the item above; "
            "align it with the text of that item, or remove the indentation",
            level="lost-indentation",
        )


def aggregate(document: Document, fixes: Sequence[Fix]) -> Finding:
    """The finding that promises `fixes`, of which there is at least one."""
    count = len({line for fix in fixes for line in _lines(document, fix)})
    start = min(edit.start for fix in fixes for edit in fix.edits)
    begin, end = document.source.line_span(document.source.position(start)[0])
    subject = "1 line is" if count == 1 else f"{count} lines are"
    return Finding(
        start=begin,
        end=end,
        message=f"{subject} not formatted like the rest of the list; run `awesomelint fix`",
        level="unlike-others",
        fixes=tuple(fixes),
    )


def _lines(document: Document, fix: Fix) -> Iterator[int]:
    """The lines that `fix` changes, adds after, or takes away."""
    position = document.source.position
    for edit in fix.edits:
        last_offset = max(edit.end - 1, edit.start)
        first, _ = position(edit.start)
        last, _ = position(last_offset)
        yield from range(first, last + 1)
