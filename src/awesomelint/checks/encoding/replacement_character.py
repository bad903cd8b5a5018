"""U+FFFD, which stands where a character was lost; only an older text knows which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._damage import damaged_lines
from awesomelint.model import Edit, Finding, Fix, Span
from awesomelint.text.lines import line_end
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Facts

_LOST = regex("\ufffd+")


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """One finding a line that has lost characters, unless mojibake explains them."""
    text = document.text
    if "\ufffd" not in text:
        return
    references = facts.references or ()
    explained = {line.start for line in damaged_lines(document, references)}
    for start in document.source.lines:
        line = text[start : line_end(text, start)]
        if "\ufffd" in line and start not in explained:
            yield _finding(line, start, references)


def _finding(line: str, start: int, references: tuple[str, ...]) -> Finding:
    gaps = [match.span() for match in _LOST.finditer(line)]
    runs = tuple(Span(start + first, start + last) for first, last in gaps)
    count = sum(last - first for first, last in gaps)
    what = "a character was" if count == 1 else f"{count} characters were"
    message = f"U+FFFD: {what} lost when this text was decoded"
    fixes: tuple[Fix, ...] = ()
    from awesomelint.repair.reference import lost_characters  # noqa: PLC0415 - rare

    clean = lost_characters(line, references)
    if clean is None:
        message += "; an older version may have it: fix --reference FILE, or --from-history"
    else:
        message += "; the reference has it"
        fixes = (_fix(line, start, clean),)
    return Finding(
        start=runs[0].start,
        end=runs[-1].end,
        message=message,
        fixes=fixes,
        runs=runs,
    )


def _fix(line: str, start: int, clean: str) -> Fix:
    """Put back what the reference has in the gaps."""
    parts = _LOST.split(line)
    pattern = "(.{1,8}?)".join(re.escape(part) for part in parts)
    match = re.fullmatch(pattern, clean)
    held = match.groups() if match else ()
    edits = tuple(
        Edit(start + gap.start(), start + gap.end(), new)
        for gap, new in zip(_LOST.finditer(line), held, strict=True)
    )
    return Fix(
        edits, "safe", ("repair",), "Put back lost characters from the reference", damage="lost"
    )
