"""URLs that cannot work as they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks._urls import destinations, is_rendered
from awesomelint.identity.spelling import SCHEME, mended, scheme_meant
from awesomelint.model import Edit, Finding, Fix
from awesomelint.syntax import nodes
from awesomelint.text.urls import intended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

# what follows a URL that GitHub will link as far as it was meant
_STANDS_ALONE = re.compile(r"[?!.,:;'\")]*(?:\s|\Z)").match


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each URL that is misspelt and can have been meant in one way only."""
    for link, span, written in destinations(document):
        new = mended(written)
        if not new:
            continue
        edits = {Edit(span.start, span.end, new)}
        if document.text[link.text.start : link.text.end] == written:
            edits.add(Edit(link.text.start, link.text.end, new))
        fix = Fix(tuple(sorted(edits)), "safe", ("links",), f"Write {new}")
        fixes = (fix,) if is_rendered(link) else ()
        yield Finding(
            span.start, span.end, f"{written} leads nowhere; write {new}", fixes=fixes, key=new
        )
    yield from _unlinked(document)


def _unlinked(document: Document) -> Iterator[Finding]:
    """URLs in plain text, which their misspelt scheme keeps from being links."""
    text = document.text
    if not SCHEME.search(text):
        return
    linked = -1
    for node in document.root.walk():
        if isinstance(node, nodes.Link):
            linked = max(linked, node.end)
        if not isinstance(node, nodes.Text) or node.start < linked:
            continue
        for match in SCHEME.finditer(text, node.start, node.end):
            scheme = scheme_meant(match[0])
            _, end = next(intended(text, match.end() + 3, node.end), (0, match.end()))
            url = f"{scheme}{text[match.end() : end]}"
            edit = Edit(match.start(), match.end(), scheme)
            fix = Fix((edit,), "safe", ("entries",), f"Write {scheme}://")
            fixes = (fix,) if _STANDS_ALONE(text, end) else ()
            message = f"{text[match.start() : end]} is not a link, because {match[0]} is not a scheme; write {url}"
            yield Finding(match.start(), end, message, fixes=fixes, key=url)
