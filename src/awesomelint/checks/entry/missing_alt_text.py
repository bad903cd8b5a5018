"""Images without a description, which screen readers pass over or spell as a file name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.model import Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

# an empty alt="" says that the image is an ornament
_ALT = regex(r"\balt\s*=", re.IGNORECASE)


def check(document: Document) -> Iterator[Finding]:
    """A finding for each image in Markdown with an empty text, or in HTML without the attribute."""
    for link in document.links:
        if link.kind == "image":
            missing = not document.text[link.text.start : link.text.end].strip()
        elif link.kind == "html-image":
            missing = _ALT.search(document.text, link.start, link.end) is None
        else:
            continue
        if missing:
            yield Finding(
                link.start,
                link.end,
                "the image has no description, so that screen readers say nothing of it; "
                "describe it in a few words",
                key=link.url,
            )
