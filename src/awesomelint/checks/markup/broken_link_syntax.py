"""Link markup that readers see raw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.markup._fullwidth import fullwidth_links
from awesomelint.model import Candidate, Edit, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each link that is typed with full-width brackets."""
    text = document.text
    for found in fullwidth_links(document):
        whole, shown, aim = found
        meant = f"[{text[shown.start : shown.end]}]({text[aim.start : aim.end]})"
        marks = (whole.start, shown.start), (shown.end, aim.start), (aim.end, whole.end)
        edits = tuple(
            Edit(start, end, ascii_)
            for (start, end), ascii_ in zip(marks, ("[", "](", ")"), strict=True)
            if text[start:end] != ascii_
        )
        yield Finding(
            whole.start,
            whole.end,
            f"full-width brackets do not make a link, so readers see the markup; write {meant}",
            candidates=(Candidate(meant, 0.9, edits),),
            key=text[aim.start : aim.end],
        )
