"""Anchors as GitHub makes them."""

from __future__ import annotations

from unicodedata import category

from awesomelint.syntax import nodes

KEPT = ("L", "M")


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
    if char in " -_" or char.isascii():
        return char if char.isalnum() or char in " -_" else ""
    kind = category(char)
    return char if kind.startswith(KEPT) or kind in {"Nd", "Pc", "Nl"} else ""


class Slugs:
    """Slugs of one document: repeated ones are numbered."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}

    def of(self, title: str) -> str:
        """The anchor of the next heading `title`."""
        base = slug(title)
        seen = self._count.get(base, 0)
        self._count[base] = seen + 1
        return f"{base}-{seen}" if seen else base
