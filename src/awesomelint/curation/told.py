"""Titles that the network told.

They are data: whatever stands in them is shown as text or not written at all.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from awesomelint.syntax import nodes, parse
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 500
# No title holds them: controls, line separators, surrogates, private use, and characters that turn
# the direction.
_NEVER = frozenset({"Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
# What ends the link, a cell of a table or a code span outside, whatever the rest is; in formulas
# too.
_ALWAYS = regex(
    r"[\[\]<>`|]|\\(?=[!-/:-@\[-`{-~]|$)|&(?=#|[A-Za-z][A-Za-z0-9]{0,40};)|~(?=~)|(?<=~)~"
)
_FORMULA = regex(r"(\$[^$]+\$)")
_MARKUP = regex(r"[\\*_~!]")
_PUNCTUATION = regex(r"[!-/:-@\[-`{-~]")


def one_line(title: str) -> str:
    """`title` with its blanks run together; "" for what can be no title."""
    plain = " ".join(title.split())
    if len(plain) > LONGEST or any(
        unicodedata.category(char) in _NEVER or char in _TURNS for char in plain
    ):
        return ""
    return plain


def as_text(title: str) -> str:
    """Markdown that shows `title` between the brackets of a link, as text and nothing else.

    It is "" if that is impossible. Characters that would be markup are written as character
    references, and no more of them than needed: `*` in "A* search" stays as it is. Formulas (`$…$`)
    stay as they are where that is safe, because GitHub sets them.
    """
    return next((text for text in _spellings(title) if _shown(text) == title), "")


def _spellings(title: str) -> Iterator[str]:
    yield _ALWAYS.sub(_reference, title)
    parts = enumerate(_FORMULA.split(title))
    yield "".join(
        _ALWAYS.sub(_reference, part) if index % 2 else _outside(part) for index, part in parts
    )
    yield _PUNCTUATION.sub(_reference, title)


def _outside(part: str) -> str:
    return re.sub(f"{_ALWAYS.pattern}|{_MARKUP.pattern}", _reference, part)


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _shown(text: str) -> str:
    """What `text` shows between the brackets of a link; "" if that is anything but text."""
    source = f"x [{text}](https://a.invalid/) x"
    blocks = parse(source).children
    inlines = blocks[0].children if len(blocks) == 1 else []
    if len(inlines) != 3 or not isinstance(inlines[1], nodes.Link):
        return ""
    parts: list[str] = []
    for node in inlines[1].children:
        if isinstance(node, nodes.Entity):
            parts.append(node.value)
        elif isinstance(node, nodes.Text):
            parts.append(source[node.start : node.end])
        else:
            return ""
    return "".join(parts)
