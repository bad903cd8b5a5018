"""Links that lead nowhere, and links that nobody can see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.model import Candidate, Edit, Finding, Fix
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document) -> Iterator[Finding]:
    """Yield `target` for `[x]()`, and `text` for `[](url)` unless it marks a place in the page."""
    for node in document.each(nodes.Link):
        if node.form != "inline":
            continue
        shown = document.text[node.content.start : node.content.end]
        if not node.url:
            yield _nowhere(node, shown)
        elif not shown.strip() and not node.url.startswith("#"):
            yield Finding(
                node.start,
                node.end,
                f"the link to {node.url} has no text, so nobody sees it; "
                "put a title between the brackets",
                level="text",
            )


def _nowhere(node: nodes.Link, shown: str) -> Finding:
    name = f"{shown!r} links" if shown.strip() else "the link leads"
    unlinked = (Edit(node.start, node.content.start, ""), Edit(node.content.end, node.end, ""))
    return Finding(
        node.start,
        node.end,
        f"{name} nowhere; fill in the URL between the parentheses or keep the plain text",
        level="target",
        fixes=(Fix(unlinked, "suggestion", ("entries",), "Keep the text without the link"),),
        candidates=(Candidate(shown, 0.5, unlinked),) if shown.strip() else (),
    )
