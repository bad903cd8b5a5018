"""Private-use characters inside words: each font shows another sign, or a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.encoding._characters import alphabet, by_line, code, visible
from awesomelint.curation.prose import prose
from awesomelint.model import Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from awesomelint.curation import Document

PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_ANY = regex(f"[{PRIVATE}]")
_RUN = regex(f"[{PRIVATE}]+")


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with private-use characters that touch a word."""
    if not any(map(_ANY.match, alphabet(document.text))):
        return
    words = prose(document)
    runs = [match for match in _RUN.finditer(words.text) if _touches_word(match)]
    spans = [words.span(*match.span()) for match in runs]
    for line in by_line(document, [(span.start, span.end) for span in spans]):
        yield _finding(document.text, line)


def _finding(text: str, line: list[tuple[int, int]]) -> Finding:
    characters = dict.fromkeys(code(text[start]) for start, _ in line)
    shown = ", ".join(characters)
    place = visible(text, *line[0])
    return Finding(
        start=line[0][0],
        end=line[-1][1],
        message=(
            f"{place} contains {shown}, which has no meaning outside of one font; "
            "replace it by the character it stands for"
        ),
        key=shown,
    )


def _touches_word(run: re.Match[str]) -> bool:
    """Whether a letter or digit is beside `run`; a sign that stands apart may be an icon."""
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    return before.isalnum() or after.isalnum()
