"""Deeply nested lists are checked and fixed without changing the recursion limit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from awesomelint import api

if TYPE_CHECKING:
    from collections.abc import Callable

DEPTH = 700
OPEN = (
    "*a **a ", "**a ", "**", "_a ", "~a ", "[", "![", "[a](",
    "![a](", "[^1]: ", ">", "> ", "> - ", "- ", "- > ",
    "1. ", "<b>", "<", "(", "`", '"', "\\", "<details>\n\n", "<details><summary>a</summary>\n\n",
)  # fmt: skip
TEXTS = {
    **{text: text * DEPTH for text in OPEN},
    "closed links": "[" * DEPTH + "a" + "](https://a.example)" * DEPTH,
    "closed images": "![" * DEPTH + "a" + "](https://a.example)" * DEPTH,
    "closed emphasis": "*a **a " * DEPTH + "b***" * DEPTH,
    "closed HTML": "<b>" * DEPTH + "a" + "</b>" * DEPTH,
    "brackets of a destination": "[a](" + "(" * DEPTH + ")" * DEPTH + ")",
    "items": "\n".join("  " * level + "- a" for level in range(DEPTH)),
    "tables in items": "\n".join(
        "  " * level + line
        for level in range(120)
        for line in ("- | a | b |", "  |---|---|", "  | c | d |")
    ),
    "quoted paragraphs": "\n".join("> " * level + "a\n" for level in range(300)),
}


def called_from(depth: int, function: Callable[[], object]) -> None:
    if depth:
        called_from(depth - 1, function)
    else:
        function()


@pytest.mark.parametrize("text", TEXTS.values(), ids=[ascii(name) for name in TEXTS])
def test_it_ends_in_a_result(text: str) -> None:
    limit = sys.getrecursionlimit()
    whole = f"# L\n\n{text}\n"
    api.check(whole)
    api.fix(whole)
    assert sys.getrecursionlimit() == limit


@pytest.mark.parametrize("name", ["[", "![", "*a **a ", "closed images", "items"])
def test_it_does_so_when_called_from_deep_inside(name: str) -> None:
    called_from(400, lambda: api.parse(TEXTS[name]))
