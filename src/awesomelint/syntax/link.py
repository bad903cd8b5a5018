"""Links, images and footnote references, with the places of their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.syntax.brackets import matched
from awesomelint.syntax.state import SInline
from awesomelint.syntax.target import target_of
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.syntax.state import Match, Tok

_LABEL = regex(r"[^\[\]\\`<]*\]")


def _match(state: SInline, first: int) -> Match | None:
    """What the bracket before `first`, at `pos`, makes.

    If its text has no special characters, other brackets need no look.
    """
    if state.matched is None:
        plain = _LABEL.match(state.src, first, state.posMax)
        if plain:
            target = target_of(state, first, plain.end() - 1)
            return (plain.end() - 1, *target) if target else None
    return matched(state).get(state.pos)


def link(state: SInline, silent: bool) -> bool:
    """`[text](url)`, `[text][label]`, `[label][]`, `[label]`."""
    start, end = state.pos, state.posMax
    found = _match(state, start + 1)
    if not found:
        return False
    last, extra, stop = found
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.start, opening.extra = start, extra
        state.pos, state.posMax = start + 1, last
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1).end = stop
        state.posMax = end
    state.pos = stop
    return True


def image(state: SInline, silent: bool) -> bool:
    """The same with `!` before it; the alternative text becomes the token's children."""
    start = state.pos
    if not state.src.startswith("![", start):
        return False
    found = _match(state, start + 2)
    if not found:
        return False
    last, extra, stop = found
    if not silent:
        inner = SInline(state.src, state.md, state.env, start + 2, last)
        inner.brackets = 1 << 30
        inner.level = state.level + 1
        inner.matched = state.matched
        inner.backticks, inner.backticksScanned = state.backticks, state.backticksScanned
        children: list[Tok] = state.md.inline.tokens(inner)  # type: ignore[attr-defined]
        token = state.push("image", "img", 0)
        token.start, token.end, token.extra, token.children = start, stop, extra, children
    state.pos = stop
    return True


_FOOTNOTE = regex(r"\[\^([^\] \n]+)\]")


def footnote_reference(state: SInline, silent: bool) -> bool:
    """`[^label]` when such a footnote is defined."""
    notes = state.env.get("footnotes")
    if not notes:
        return False
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if not match or ":" + match[1] not in notes["refs"]:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.info, token.end = match[1], match.end()
    state.pos = match.end()
    return True
