"""The damaged lines of a document, read once for all rules that speak of damage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from awesomelint.checks.encoding._anchors import led_to
from awesomelint.repair import detect
from awesomelint.syntax import nodes
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from awesomelint.curation import Document
    from awesomelint.repair import DamagedLine

_CODE = (nodes.Code, nodes.Fence, nodes.CodeBlock)


def damaged_lines(document: Document, references: tuple[str, ...] = ()) -> list[DamagedLine]:
    """The damaged lines of `document`, in order, without the destinations that follow a heading.

    `references` are older or trusted texts of the file. The reading is kept with the document.
    """
    name = f"damaged lines by {hash(references)}"
    lines = document.memo.get(name)
    if lines is None:
        lines = _read(document, references)
        document.memo[name] = lines
    return cast("list[DamagedLine]", lines)


def _read(document: Document, references: tuple[str, ...]) -> list[DamagedLine]:
    lines = detect(document.text, lambda: _Prose(document), references)
    if not lines:
        return []
    anchors = Spans(led_to(document))
    own = (_without(line, anchors) for line in lines)
    return [line for line in own if line.runs]


class _Prose:
    """Tells whether an offset lies in running text, outside code and links to headings."""

    def __init__(self, document: Document) -> None:
        code = {(node.start, node.end) for node in document.mixed(*_CODE)}
        self._others = Spans(led_to(document) | code)

    def __call__(self, offset: int) -> bool:
        return not self._others.hold(offset)


def _without(line: DamagedLine, anchors: Spans) -> DamagedLine:
    """The line without the runs in `anchors`: these were made from a heading, and follow it."""
    runs = [run for run in line.runs if not anchors.cover(run.start, run.end)]
    return replace(line, runs=runs)
