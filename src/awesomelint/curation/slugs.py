"""Anchors as GitHub makes them."""

from __future__ import annotations

import re
from unicodedata import category

from awesomelint.syntax import nodes

KEPT = ("L", "M")
# Symbols that Unicode counts among the letters (Other_Alphabetic in PropList.txt): Ⓐ, 🄰, 🅐, 🅰 and
# their rows.
_LETTERS = re.compile(
    "[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
).match


def heading_text(node: nodes.Node, text: str) -> str:
    """The text of a heading as its anchor is made from it: no alt texts, no tags, and the blanks around them."""
    parts: list[str] = []
    stack = [node]
    while stack:
        part = stack.pop()
        match part:
            case nodes.Image():
                continue
            case nodes.Text():
                parts.append(text[part.start : part.end])
            case nodes.Escape() | nodes.Entity() | nodes.Code():
                parts.append(part.value)
            case nodes.SoftBreak() | nodes.HardBreak():
                parts.append(" ")
            case _:
                stack += reversed(part.children)
    return "".join(parts)


def slug(title: str) -> str:
    r"""Lower case, letters, marks, digits, `_` and `-` kept, blanks as `-`, all else dropped.

    Source: the filter for tables of contents of github/html-pipeline (`/[^\p{Word}\- ]/u`).
    """
    return "".join(_char(char) for char in title.lower()).replace(" ", "-")


def _char(char: str) -> str:
    is_kept = char in " -_" or _is_word(char)
    return char if is_kept else ""


def _is_word(char: str) -> bool:
    if char.isascii():
        return char.isalnum()
    kind = category(char)
    if kind.startswith(KEPT) or kind in {"Nd", "Pc", "Nl"}:
        return True
    return _LETTERS(char) is not None


class Slugs:
    """Slugs of one document: one that is already given, to a repeated heading or to one called so, is numbered."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def of(self, title: str) -> str:
        """The anchor of the next heading `title`."""
        base = given = slug(title)
        while given in self._count:
            self._count[base] += 1
            given = f"{base}-{self._count[base]}"
        self._count[given] = 0
        return given
