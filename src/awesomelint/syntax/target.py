"""What a link leads to: what follows its text, or the definition that its label names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.helpers import parseLinkDestination, parseLinkTitle

from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.syntax.state import SInline

    Place = tuple[int, int] | None
    Target = tuple[Place, str, str, Place]

_DESTINATION = regex(r"[^\x00-\x20\x7f\\()<]+(?=\))")
_BLANKS = regex(r"[ \t\n]*")
_LABEL = regex(r"\[((?:\\[!-/:-@\[-`{-~]|[^\[\]]){0,999}+)\]")
"""The label of a reference: without brackets that are not escaped."""
_LONGEST = 999
"""How many characters a label may have."""


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


def target_of(
    state: SInline, first: int, last: int, *, nested: bool = False
) -> tuple[tuple[Any, ...], int] | None:
    """`extra` of the token for a link whose text is `first`…`last`, and where the link ends.

    A text with brackets in it, `nested`, is no label.
    """
    src, end = state.src, state.posMax
    if last + 1 < end and src[last + 1] == "(":
        tail = _tail(src, last + 1, end)
        if tail:
            return ("inline", first, last, *tail[0], None), tail[1]
    found = _reference(state, first, last, nested=nested)
    if not found:
        return None
    form, known, label, stop = found
    return (form, first, last, known, None, "", None, label), stop


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


def _reference(
    state: SInline, first: int, last: int, *, nested: bool
) -> tuple[str, Any, tuple[int, int], int] | None:
    """Form, definition, label and end of the reference whose text is `first`…`last`."""
    references = state.env.get("references")
    if not references:
        return None
    label, end = (first, last), last + 1
    form = "shortcut"
    named = _LABEL.match(state.src, end, state.posMax)
    if named:
        full = bool(named[1].strip())
        form = "full" if full else "collapsed"
        label, end = named.span(1) if full else label, named.end()
    if (form != "full" and nested) or label[1] - label[0] > _LONGEST:
        return None
    known = references.get(normalizeReference(state.src[label[0] : label[1]]))
    return (form, known, label, end) if known else None
