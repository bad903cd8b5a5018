"""Places of blocks and of their parts, read off the state when a rule has matched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.helpers import parseLinkTitle

from awesomelint.syntax.segments import Segments
from awesomelint.syntax.state import SBlock, Tok
from awesomelint.syntax.target import read_destination

if TYPE_CHECKING:
    from collections.abc import Callable

    Stamp = Callable[[SBlock, list[Any], int, int], None]


def _last(state: SBlock, line: int) -> int:
    """The end of `line` without blanks."""
    first = state.first(line)
    return first + len(state.src[first : state.eMarks[line]].rstrip(" \t"))


def _whole(state: SBlock, tokens: list[Any], at: int, line: int) -> None:
    last = state.line - 1
    while last > line and state.isEmpty(last):
        last -= 1
    start = state.first(line)
    token = tokens[at]
    token.start, token.end = start, max(state.eMarks[last], start)


def _break(state: SBlock, tokens: list[Any], at: int, line: int) -> None:
    tokens[at].start, tokens[at].end = state.first(line), _last(state, line)


def _heading(state: SBlock, tokens: list[Any], at: int, line: int) -> None:
    opening, inline = tokens[at], tokens[at + 1]
    level = len(opening.markup)
    opening.start, opening.end = state.first(line), _last(state, line)
    after = opening.start + level
    rest = state.src[after : state.eMarks[line]]
    first = (
        after + len(rest) - len(rest.lstrip(MD_TRIM_CHARS))
        if inline.content
        else min(after + 1, opening.end)
    )
    inline.start, inline.end = first, first + len(inline.content)
    opening.extra = (level, False, opening.start, first, inline.end)


def _fence(state: SBlock, tokens: list[Any], at: int, line: int) -> None:
    token, src = tokens[at], state.src
    token.start = state.first(line)
    after = token.start + len(token.markup)
    raw = token.info
    info = raw.strip(" \t")
    begin = after + len(raw) - len(raw.lstrip(" \t"))
    last = state.line - 1
    first = state.first(last)
    closing = None
    if last > line:
        text = src[first : state.eMarks[last]].rstrip(" \t")
        if (
            len(text) >= len(token.markup)
            and not text.strip(token.markup[0])
            and not state.is_code_block(last)
        ):
            closing = (first, first + len(text))
    token.end = closing[1] if closing else max(state.eMarks[last], after)
    token.extra = ((token.start, after), (begin, begin + len(info)), closing)


def _quote(state: SBlock, tokens: list[Any], at: int, line: int) -> None:
    token, src = tokens[at], state.src
    token.start = state.first(line)
    marks = []
    for each in range(*token.map):
        first = state.first(each)
        if first < state.eMarks[each] and src[first] == ">":
            marks.append(first)
    token.extra = tuple(marks)
    token.end = max(marks) + 1
    if token.type == "alert_open":
        token.end = max(token.end, _last(state, line))


def _list(state: SBlock, tokens: list[Any], at: int, line: int) -> None:
    level = tokens[at].level + 1
    tokens[at].start = state.first(line)
    for token in tokens[at + 1 :]:
        if token.level == level and token.type == "list_item_open":
            first = state.first(token.map[0])
            token.start = first
            token.end = first + len(token.info) + 1
            box = None
            if token.meta and "checked" in token.meta:
                start = token.end
                while state.src[start] in " \t":
                    start += 1
                box = (start, start + 3)
            token.extra = (token.end, box)
            token.end = box[1] if box else token.end


def _definition(state: SBlock, tokens: list[Any], at: int, line: int) -> None:
    token, meta = tokens[at], tokens[at].meta
    lines = range(line, state.line)
    contents, sources, length = [], [], 0
    for each in lines:
        contents.append(length)
        sources.append(state.first(each))
        length += state.eMarks[each] + 1 - state.first(each)
    text = "".join(state.src[state.first(each) : state.eMarks[each] + 1] for each in lines)
    places = Segments(contents, sources)
    label = len(meta["label"]) + 1
    pos = label + 2
    while pos < len(text) and text[pos] in " \t\n":
        pos += 1
    found = read_destination(text, pos, len(text))
    destination = None
    end = pos
    if found:
        destination, _, end = found
    title, last = None, end
    if meta["title"]:
        while text[end] in " \t\n":
            end += 1
        result = parseLinkTitle(text, end, len(text))
        title, last = (end + 1, result.pos - 1), result.pos
    token.start, token.end = places.at(0), places.end(last, 0)
    place = places.span(*destination) if destination else places.span(pos, pos)
    shown = place if destination else None
    first = state.env["references"][meta["id"]]
    duplicate = "place" in first
    if not duplicate:
        first["place"], first["title_place"] = shown, places.span(*title) if title else None
    token.extra = (
        places.span(1, label), place, meta["url"], meta["title"],
        places.span(*title) if title else None, duplicate,
    )  # fmt: skip


def _footnote(state: SBlock, tokens: list[Any], at: int, line: int) -> None:
    made = tokens[at]
    tokens[at] = token = Tok(made.type, "", 1)
    token.level, token.map, token.info = made.level, made.map, made.meta["label"]
    token.start = state.first(line)
    token.end = token.start + len(token.info) + 4


def _front_matter(state: SBlock, tokens: list[Any], at: int, line: int) -> None:
    tokens[at].start, tokens[at].end = state.bMarks[line], state.eMarks[state.line - 1]


STAMPS: dict[str, Stamp] = {
    "html_block": _whole,
    "code": _whole,
    "hr": _break,
    "heading": _heading,
    "fence": _fence,
    "blockquote": _quote,
    "list": _list,
    "reference": _definition,
    "footnote_def": _footnote,
    "front_matter": _front_matter,
}
