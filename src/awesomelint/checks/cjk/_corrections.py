"""Small corrections of marks and spaces, reported line by line."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from awesomelint.checks._wording import rewriting
from awesomelint.model import Finding
from awesomelint.source import apply_edits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Edit, Safety

AROUND = 6


def corrections(
    document: Document, edits: Iterable[Edit], why: str, safety: Safety, *, each: int = 1
) -> Iterator[Finding]:
    """A finding for each line with `edits`, which quotes the first place before and after.

    `why` gives the reason in its message. A place takes `each` edits.
    """
    for _, group in groupby(sorted(edits), lambda edit: document.source.position(edit.start)[0]):
        line = list(group)
        old, new = _example(document, line)
        count = len(line) // each
        more = f" ({count} places in this line)" if count > 1 else ""
        yield Finding(
            line[0].start,
            line[-1].end,
            f"“{old}” should be “{new}”{more}: {why}",
            fixes=rewriting(document, line, safety, f"Write “{new}”{more}"),
            key=f"{old}{count}",
        )


def _example(document: Document, line: list[Edit]) -> tuple[str, str]:
    """The surroundings of the first edit, before and after all edits in them."""
    first = line[0]
    number, _ = document.source.position(first.start)
    line_start, line_end = document.source.line_span(number)
    start = max(first.start - AROUND, line_start)
    end = min(first.end + AROUND, line_end)
    inside = [edit for edit in line if edit.end <= end]
    old = document.text[start:end]
    shifted = [replace(edit, start=edit.start - start, end=edit.end - start) for edit in inside]
    return old.strip(), apply_edits(old, shifted).strip()
