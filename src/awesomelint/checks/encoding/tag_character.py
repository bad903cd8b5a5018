"""Tag characters outside of flags: they hide a text that programs read and people do not see."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.encoding._characters import by_line, code, occurs, span_of, visible
from awesomelint.model import Edit, Finding, Fix, Span
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

TAGS = frozenset(span_of(0xE0000, 0xE007F))
# flags of regions: https://www.unicode.org/reports/tr51/#valid-emoji-tag-sequences
FLAG_OR_RUN = regex(
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f|([\U000e0000-\U000e007f]+)"
)
SHOWN = 40


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with tag characters that are no part of a flag."""
    text = document.text
    if not occurs(TAGS, text):
        return
    runs = [match.span(1) for match in FLAG_OR_RUN.finditer(text) if match[1]]
    for line in by_line(document, runs):
        hidden = "".join(_spelt(text[start:end]) for start, end in line)
        count = sum(end - start for start, end in line)
        yield Finding(
            line[0][0],
            line[-1][1],
            f"{_place(text, *line[0])} is followed by {_counted(count)}{_said(hidden)}; "
            f"readers do not see {'it' if count == 1 else 'them'}, and programs do; "
            f"delete {'it' if count == 1 else 'them'}",
            fixes=(
                Fix(
                    tuple(Edit(start, end, "") for start, end in line),
                    "unsafe",
                    ("repair",),
                    "Delete the tag characters",
                ),
            ),
            runs=tuple(Span(start, end) for start, end in line),
            key=hidden,
        )


def _place(text: str, start: int, end: int) -> str:
    """The word before the characters, or the first of them where none stands there."""
    before = re.search(r"[^\s\U000e0000-\U000e007f]{1,24}\Z", text[max(start - 24, 0) : start])
    return f"“{before[0]}”" if before else visible(text, start, min(end, start + 1))


def _counted(count: int) -> str:
    return (
        f"a tag character ({code(chr(0xE0000))} block)" if count == 1 else f"{count} tag characters"
    )


def _spelt(run: str) -> str:
    """The ASCII text that a run of tag characters spells."""
    return "".join(chr(ord(char) - 0xE0000) for char in run if 0xE0020 <= ord(char) < 0xE007F)


def _said(hidden: str) -> str:
    shown = hidden if len(hidden) <= SHOWN else hidden[: SHOWN - 1] + "…"
    return f" that spell “{shown}”" if hidden.strip() else ""
