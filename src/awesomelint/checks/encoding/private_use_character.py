"""Private-use characters inside words: each font shows another sign, or a box."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks.encoding.characters import alphabet, by_line, code, visible
from awesomelint.curation.prose import prose
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_ANY = re.compile(f"[{PRIVATE}]")
# a sign that stands apart may be an icon of a font that the page is about
_IN_WORD = re.compile(rf"(?<=\w)[{PRIVATE}]+|[{PRIVATE}]+(?=\w)")


def check(document: Document) -> Iterator[Finding]:
    """A finding for each line with private-use characters that touch a word."""
    if not any(map(_ANY.match, alphabet(document.text))):
        return
    words = prose(document)
    spans = [words.span(*match.span()) for match in _IN_WORD.finditer(words.text)]
    for line in by_line(document, [(span.start, span.end) for span in spans]):
        shown = ", ".join(dict.fromkeys(code(document.text[start]) for start, _ in line))
        yield Finding(
            line[0][0],
            line[-1][1],
            f"{visible(document.text, *line[0])} contains {shown}, which has no meaning outside of one font; "
            "replace it by the character it stands for",
            key=shown,
        )
