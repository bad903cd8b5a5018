"""Formulas in running text: GitHub sets what stands between dollars, and no link in it is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex
from awesomelint.text.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions:
# `$$…$$`, and `$…$` with no blank inside of its dollars and no letter or digit outside of them;
# prices are none
_FORMULA = regex(
    r"\$\$(?!\$)[^$]+\$\$|(?<![\w$\\])\$(?![\s$])(?:[^$\\]|\\.)*?(?<!\s)\$(?![\w$])", re.DOTALL
)
_BLOCKS = frozenset({nodes.Paragraph, nodes.Heading, nodes.Cell})
_OPAQUE = frozenset({nodes.Code, nodes.Html})


def formulas(walked: Iterable[nodes.Node], text: str) -> Iterator[Span]:
    """The formulas in the blocks of text among `walked`, in order."""
    held = [node for node in walked if text.find("$", node.start, node.end) >= 0]
    text = _without(text, [node for node in held if type(node) in _OPAQUE])
    for node in held:
        if type(node) in _BLOCKS:
            for match in _FORMULA.finditer(text, node.start, node.end):
                yield Span(*match.span())


def _without(text: str, code: Iterable[nodes.Node]) -> str:
    """`text` with the dollars of code and HTML made letters."""
    parts: list[str] = []
    done = 0
    for node in code:
        if node.start >= done:
            opaque = text[node.start : node.end]
            parts += (text[done : node.start], opaque.replace("$", "S"))
            done = node.end
    return "".join(parts) + text[done:]


class Formulas:
    """The formulas of a document, searched by place."""

    def __init__(self, walked: Iterable[nodes.Node], text: str) -> None:
        self._spans = Spans((span.start, span.end) for span in formulas(walked, text))

    def hold(self, start: int, end: int) -> bool:
        """Whether `start:end` lies inside a formula."""
        return self._spans.cover(start, end)
