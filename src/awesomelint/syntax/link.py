"""Links, images and footnote references, with the places of their parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle

from awesomelint.syntax.state import SInline

if TYPE_CHECKING:
    from awesomelint.syntax.state import Tok

    Place = tuple[int, int] | None
    Target = tuple[Place, str, str, Place]

_LABEL = re.compile(r"[^\[\]\\`<]*\]")
_DESTINATION = re.compile(r"[^\x00-\x20\x7f\\()<]+(?=\))")
_BLANKS = re.compile(r"[ \t\n]*")


def _label_end(state: SInline, opening: int, single: bool) -> int:
    plain = _LABEL.match(state.src, opening + 1, state.posMax)
    if plain:
        return plain.end() - 1
    return parseLinkLabel(state, opening, single)


def read_destination(src: str, pos: int, end: int) -> tuple[Place, str, int] | None:
    """Place, URL and end of the destination at `pos`; the place is None when it is empty."""
    plain = _DESTINATION.match(src, pos, end)
    if plain:
        return plain.span(), unescapeAll(plain.group()), plain.end()
    result = parseLinkDestination(src, pos, end)
    if not result.ok:
        return None
    angle = pos < end and src[pos] == "<"
    place = (pos + 1, result.pos - 1) if angle else (pos, result.pos)
    return (place if place[1] > place[0] else None), result.str, result.pos


def _tail(src: str, pos: int, end: int) -> tuple[Target, int] | None:
    """What `(destination "title")` at `pos` means, and where it ends; None when it is none."""
    match = _BLANKS.match(src, pos + 1, end)
    pos = match.end() if match else pos + 1
    if pos >= end:
        return None
    place: Place = None
    url = title = ""
    title_place: Place = None
    found = read_destination(src, pos, end)
    if found:
        place, url, pos = found
        before = pos
        match = _BLANKS.match(src, pos, end)
        pos = match.end() if match else pos
        if before != pos and pos < end:
            result = parseLinkTitle(src, pos, end)
            if result.ok:
                title, title_place = result.str, (pos + 1, result.pos - 1)
                match = _BLANKS.match(src, result.pos, end)
                pos = match.end() if match else result.pos
    if pos >= end or src[pos] != ")":
        return None
    return (place, url, title, title_place), pos + 1


def _reference(state: SInline, first: int, last: int) -> tuple[str, Any, Place, int] | None:
    """Form, definition, label and end of the reference whose text is `first`…`last`."""
    references = state.env.get("references")
    if not references:
        return None
    src, pos = state.src, last + 1
    form, label = "shortcut", (first, last)
    if pos < state.posMax and src[pos] == "[":
        end = _label_end(state, pos, single=False)
        if end >= 0:
            form = "full" if end > pos + 1 else "collapsed"
            label = (pos + 1, end) if end > pos + 1 else label
            pos = end + 1
    known = references.get(normalizeReference(src[label[0] : label[1]]))
    return (form, known, label, pos) if known else None


def _target(state: SInline, first: int, last: int) -> tuple[tuple[Any, ...], int] | None:
    """`extra` of the token for a link whose text is `first`…`last`, and where the link ends."""
    if last + 1 < state.posMax and state.src[last + 1] == "(":
        tail = _tail(state.src, last + 1, state.posMax)
        if tail:
            return ("inline", first, last, *tail[0], None), tail[1]
    found = _reference(state, first, last)
    if not found:
        return None
    form, known, label, end = found
    return (form, first, last, known, None, "", None, label), end


def link(state: SInline, silent: bool) -> bool:
    """`[text](url)`, `[text][label]`, `[label][]`, `[label]`."""
    start, end = state.pos, state.posMax
    last = _label_end(state, start, single=True)
    if last < 0:
        return False
    found = _target(state, start + 1, last)
    if not found:
        state.pos = start
        return False
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.start, opening.extra = start, found[0]
        state.pos, state.posMax = start + 1, last
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1).end = found[1]
        state.posMax = end
    state.pos = found[1]
    return True


def image(state: SInline, silent: bool) -> bool:
    """The same with `!` before it; the alternative text becomes the token's children."""
    start = state.pos
    if not state.src.startswith("![", start):
        return False
    last = _label_end(state, start + 1, single=False)
    if last < 0:
        return False
    found = _target(state, start + 2, last)
    if not found:
        state.pos = start
        return False
    if not silent:
        inner = SInline(state.src, state.md, state.env, start + 2, last)
        inner.brackets = 1 << 30
        inner.level = state.level + 1
        inner.backticks, inner.backticksScanned = state.backticks, state.backticksScanned
        children: list[Tok] = state.md.inline.tokens(inner)  # type: ignore[attr-defined]
        token = state.push("image", "img", 0)
        token.start, token.end, token.extra, token.children = start, found[1], found[0], children
    state.pos = found[1]
    return True


_FOOTNOTE = re.compile(r"\[\^([^\] \n]+)\]")


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
