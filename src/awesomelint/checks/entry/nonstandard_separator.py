"""Another mark than ` - ` between an entry's link and its description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._wording import rewriting
from awesomelint.checks.entry._form import described
from awesomelint.identity.titles import quoted
from awesomelint.model import Edit, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document


def check(document: Document, *, separator: str) -> Iterator[Finding]:
    """A finding for each entry whose separator is not `separator`, letter by letter."""
    for one in described(document):
        span = one.mark
        if one.separator == separator:
            continue
        edit = Edit(span.start, span.end, separator)
        yield Finding(
            span.start,
            span.end,
            f"{quoted(one.entry.title_text)} is set off by “{_visible(one.separator)}”; "
            f"readers and programs expect “{separator}” between link and description",
            fixes=rewriting(document, (edit,), "unsafe", f"Write “{separator}”"),
            key=one.separator,
        )


def _visible(separator: str) -> str:
    return separator.replace("\u00a0", "[U+00A0]").replace("\n", "[line break]")
