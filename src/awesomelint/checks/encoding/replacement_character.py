"""U+FFFD, which stands where a character was lost; only an older text knows which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._damage import damaged_lines
from awesomelint.model import Edit, Finding, Fix, Span
from awesomelint.repair.reference import lost_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Facts

_LOST = re.compile("\ufffd+")


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """One finding a line that has lost characters, unless mojibake explains them."""
    text = document.text
    if "\ufffd" not in text:
        return
    covered = {line.start for line in damaged_lines(document, facts.references or ())}
    for number in range(1, len(document.source.lines) + 1):
        start, end = document.source.line_span(number)
        line = text[start:end]
        if "\ufffd" in line and start not in covered:
            yield _finding(line, start, facts.references or ())


def _finding(line: str, start: int, references: tuple[str, ...]) -> Finding:
    gaps = [match.span() for match in _LOST.finditer(line)]
    runs = tuple(Span(start + first, start + last) for first, last in gaps)
    many = sum(last - first for first, last in gaps)
    what = "a character was" if many == 1 else f"{many} characters were"
    clean = lost_characters(line, references)
    message = f"U+FFFD: {what} lost when this text was decoded"
    fixes: tuple[Fix, ...] = ()
    if clean is None:
        message += "; an older version may have it: fix --reference FILE, or --from-history"
    else:
        message += "; the reference has it"
        fixes = (_fix(line, start, clean),)
    return Finding(runs[0].start, runs[-1].end, message, fixes=fixes, runs=runs)


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
