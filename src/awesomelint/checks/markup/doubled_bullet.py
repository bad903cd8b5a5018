"""Entries with two bullets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Edit, Finding, Fix
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

SHOWN = 60
FEW = 5


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each item that is nothing but a list of one item on the same line.

    A list that often does so writes its levels that way on purpose.
    """
    doubled = [item for item in document.each(nodes.Item) if _inner(document.text, item)]
    if len(doubled) > FEW:
        return
    for item in doubled:
        yield _finding(document.text, item)


def _inner(text: str, item: nodes.Node) -> nodes.Node | None:
    """The first block of the entry that stands behind the second bullet of `item`."""
    if not isinstance(item, nodes.Item) or len(item.children) != 1 or item.box:
        return None
    inner = item.children[0]
    if not isinstance(inner, nodes.List) or inner.ordered or len(inner.children) != 1:
        return None
    if text[item.start] not in "-*+" or "\n" in text[item.start : inner.start]:
        return None
    return next(iter(inner.children[0].children), None)


def _finding(text: str, item: nodes.Node) -> Finding:
    inner, first = item.children[0], item.children[0].children[0].children[0]
    line, _, _ = text[first.start : first.end].partition("\n")
    shown = line if len(line) <= SHOWN else f"{line[:SHOWN].strip()}…"
    meant = f"{text[item.start]} {shown}"
    edit = Edit(inner.start, first.start, "")
    return Finding(
        item.start,
        first.start + len(line),
        f"two bullets make a list in a list; write {meant}",
        fixes=(Fix((edit,), "unsafe", ("markup",), f"Write {meant}"),),
        key=line,
    )
