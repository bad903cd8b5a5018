"""Headings with nothing under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Edit, Finding, Fix
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, Section


SENTENCE = (".", "!", "?", "。", "！", "？")


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each section without content, unless headings are what this list consists of."""
    leaves = [section for section in document.sections if section.node is not None and not section.children]
    empty = [section for section in leaves if _is_empty(section, document)]
    if len(empty) * 2 > max(len(leaves), 2):
        return
    for section in empty:
        heading = _heading(section, document)
        if heading is None:
            continue
        fixes = _fixes(document.text, heading) if section.kind == "heading" else ()
        yield Finding(
            heading.start,
            heading.end,
            f"nothing stands under {section.title!r}; fill the section or delete its heading",
            fixes=fixes,
        )


def _heading(section: Section, document: Document) -> nodes.Heading | None:
    """The heading that names the section: its own, or the one in its `<summary>`."""
    if isinstance(section.node, nodes.Heading):
        return section.node
    if section.kind != "details":
        return None
    inside = (node for node in document.root.walk() if section.start <= node.start < section.end)
    return next((node for node in inside if isinstance(node, nodes.Heading)), None)


def _is_empty(section: Section, document: Document) -> bool:
    """Whether no reader sees anything under the heading; a heading that carries a link is an entry itself."""
    if section is document.sections[1] or section.title.endswith(SENTENCE):
        return False  # the title of the list, or a notice set as a heading
    inside = document.text[section.start : section.end]
    if section.kind == "details":
        _, closed, rest = inside.partition("</summary>")
        return bool(closed) and not rest.strip()
    if not isinstance(section.node, nodes.Heading) or any(isinstance(n, nodes.Link) for n in section.node.walk()):
        return False
    return not document.text[section.node.end : section.end].strip()


def _fixes(text: str, node: nodes.Node) -> tuple[Fix, ...]:
    """Delete the heading and the blank lines after it."""
    start = text.rfind("\n", 0, node.start) + 1
    end = text.find("\n", node.end)
    if text[start : node.start].strip() or end < 0:
        return ()
    following = len(text) - len(text[end:].lstrip("\n"))
    return (Fix((Edit(start, following, ""),), "unsafe", ("entries",), "Delete the heading"),)
