"""Definitions without a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Finding
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each definition that no link or image uses, but for comments."""
    links: list[nodes.Link | nodes.Image] = [*document.each(nodes.Link)]
    links += document.each(nodes.Image)
    used = {node.destination.start for node in links if node.label and node.destination}
    for node in document.each(nodes.Definition):
        if node.destination.start in used:
            continue
        label = document.text[node.label.start : node.label.end]
        if node.url in {"", "#", "/"} or label in {"//", "comment", "#"}:
            continue  # `[//]: # (a comment)`
        why = "is defined twice, and the first one counts" if node.duplicate else "is used nowhere"
        yield Finding(
            node.start,
            node.end,
            f"[{label}] {why}; delete the definition, or link to it",
            key=label,
        )
