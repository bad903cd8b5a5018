"""Headings with nothing under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Edit, Finding, Fix
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Section


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each section without content, unless headings are what this list consists of."""
    leaves = [section for section in document.sections if section.node is not None and not section.children]
    empty = [section for section in leaves if _is_empty(section, document)]
    if len(empty) * 2 > max(len(leaves), 2):
        return
    for section in empty:
        node = section.node
        if node is None:
            continue
        yield Finding(
            node.start,
            node.end,
            f"nothing stands under {section.title!r}; fill the section or delete its heading",
            fixes=_fixes(document.text, node),
        )


def _is_empty(section: Section, document: Document) -> bool:
    """Whether no reader sees anything under the heading; a heading that carries a link is an entry itself."""
    if section.level == 1 and section.start == 0:
        return False  # the title of the list
    if not isinstance(section.node, nodes.Heading) or any(isinstance(n, nodes.Link) for n in section.node.walk()):
        return False
    return not document.text[section.node.end : section.end].strip()


def _fixes(text: str, node: nodes.Node) -> tuple[Fix, ...]:
    start = text.rfind("\n", 0, node.start) + 1
    end = text.find("\n", node.end)
    if text[start : node.start].strip() or end < 0:
        return ()
    return (Fix((Edit(start, end + 1, ""),), "unsafe", ("entries",), "Delete the heading"),)
