"""Which brackets make links and images.

One pass over a content with a stack of what is open, as in cmark-gfm.

The algorithm is that of CommonMark's appendix, "look for link or image"; code, HTML and escapes
go before brackets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it.rules_inline import autolink, backtick, html_inline

from awesomelint.syntax.target import target_of
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.syntax.state import Match, SInline

_SPECIAL = regex(r"!\[|[\[\]\\`<]")


@dataclass(slots=True, eq=False, repr=False)
class _Opener:
    """`[` or `![`: where it starts, where its text starts, whether that has brackets."""

    start: int
    first: int
    image: bool
    active: bool = True
    nested: bool = False


def matched(state: SInline) -> dict[int, Match]:
    """The links and images of a content from `pos` on, by the offset at which each starts."""
    if state.matched is None:
        state.matched = {}
        pos = state.pos
        _match(state, state.matched)
        state.pos = pos
    return state.matched


def _match(state: SInline, found: dict[int, Match]) -> None:
    src, end = state.src, state.posMax
    open_brackets: list[_Opener] = []
    while special := _SPECIAL.search(src, state.pos, end):
        start = special.start()
        state.pos = special.end()
        match special[0]:
            case "[" | "![":
                if open_brackets:
                    open_brackets[-1].nested = True
                open_brackets.append(_Opener(start, state.pos, special[0] == "!["))
            case "]":
                if open_brackets:
                    _close(state, open_brackets, start, found)
            case "\\":
                state.pos += 1
            case _:
                state.pos = start
                if not any(rule(state, True) for rule in _RAW[special[0]]):
                    state.pos = start + 1


_RAW = {"`": (backtick,), "<": (autolink, html_inline)}


def _close(
    state: SInline, open_brackets: list[_Opener], last: int, found: dict[int, Match]
) -> None:
    """Look for what the last open bracket makes with the one at `last`.

    A link inside a link is none.
    """
    opener = open_brackets.pop()
    if not opener.active:
        return
    target = target_of(state, opener.first, last, nested=opener.nested)
    if not target:
        return
    found[opener.start] = last, *target
    state.pos = target[1]
    if opener.image:
        return
    for other in reversed(open_brackets):
        if not other.image:
            if not other.active:
                break
            other.active = False
