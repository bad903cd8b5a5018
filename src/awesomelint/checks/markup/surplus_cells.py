"""Cells that GitHub does not show, and code that a table cuts in two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Candidate, Edit, Finding, Fix
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

_CODE = regex(r"(?<![`\\])(`+)(?!`)(?=\S)(.+?)(?<=\S)(?<!`)\1(?!`)")
_PIPE = regex(r"(?<!\\)\|")


def check(document: Document) -> Iterator[Finding]:
    """Yield each row with filled cells beyond the header's, or with code that a `|` cuts."""
    for table in document.each(nodes.Table):
        for row in table.children:
            if finding := _row(document.text, row, len(table.aligns)):
                yield finding


def _row(text: str, row: nodes.Node, width: int) -> Finding | None:
    cells = [cell for cell in row.children if isinstance(cell, nodes.Cell)]
    hidden = [cell for cell in cells if cell.surplus and cell.start < cell.end]
    cut = list(_cut(text, row))
    if hidden:
        what = "1 cell" if len(hidden) == 1 else f"{len(hidden)} cells"
        message = f"GitHub hides {what} of this row, because the header has only {width}"
        start, end = hidden[0].start, hidden[-1].end
    elif cut:
        message = "a | inside code ends the cell, so the code is cut in two"
        start, end = cut[0], cut[0] + 1
    else:
        return None
    advice = (
        "write \\| where | is text"
        if cut
        else "write \\| where | is text, or give the header more cells"
    )
    edits = tuple(Edit(pipe, pipe, "\\") for pipe in cut)
    return Finding(
        start,
        end,
        f"{message}; {advice}",
        fixes=(Fix(edits, "suggestion", ("markup",), "Escape the | in code"),) if edits else (),
        candidates=(Candidate(_escaped(text, row, edits), 0.5, edits),) if edits else (),
    )


def _cut(text: str, row: nodes.Node) -> Iterator[int]:
    """The `|` that stand inside what would be code if the row were plain text."""
    if "`" not in text[row.start : row.end]:
        return
    for code in _CODE.finditer(text[row.start : row.end]):
        if not any(
            node.start <= row.start + code.start() < node.end
            for node in row.walk()
            if _is_code(node)
        ):
            yield from (
                row.start + code.start(2) + pipe.start() for pipe in _PIPE.finditer(code[2])
            )


def _is_code(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Code)


def _escaped(text: str, row: nodes.Node, edits: tuple[Edit, ...]) -> str:
    parts = [
        text[start:end]
        for start, end in zip(
            (row.start, *(e.start for e in edits)),
            (*(e.start for e in edits), row.end),
            strict=True,
        )
    ]
    return "\\".join(parts)
