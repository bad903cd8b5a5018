"""The inline parser: markdown-it's, which tries rules by the first character.

It stamps places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import replaceEntityPattern
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import autolink, backtick, entity, html_inline
from markdown_it.rules_inline.balance_pairs import link_pairs
from markdown_it.rules_inline.emphasis import postProcess as pair_emphasis  # noqa: N813 - markdown-it's name
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.rules_inline.strikethrough import postProcess as pair_strikethrough  # noqa: N813 - markdown-it's name

from awesomelint.syntax.gfm import bare_url, escape, www
from awesomelint.syntax.link import footnote_reference, image, link
from awesomelint.syntax.state import SInline
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt

    from awesomelint.syntax.state import Tok

    Rule = Callable[[SInline, bool], bool]

# Literals first in each branch: only then does the engine of `re` skip ahead by a set of
# characters.
STOP = regex(r"\n|!(?=\[)|&|\*|:(?=//)|<|\[|\\|\]|_|`|~|www\.")

_ENTITY = regex(r"&(#?[A-Za-z0-9]{1,31});")
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:")


def _whole(rule: Callable[[Any, bool], bool]) -> Rule:
    def stamped(state: SInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if len(state.tokens) > count and state.tokens[-1].type != "text":
            state.tokens[-1].start = start
            state.tokens[-1].end = state.pos
        return True

    return stamped


def _autolink(state: SInline, silent: bool) -> bool:
    start = state.pos
    if not autolink(state, silent):
        return False
    if not silent:
        opening, text, closing = state.tokens[-3:]
        url = _ENTITY.sub(
            lambda found: replaceEntityPattern(found[0], found[1]),
            state.src[start + 1 : state.pos - 1],
        )
        if "@" in url and not _SCHEME.match(url):
            url = f"mailto:{url}"
        opening.start, opening.end = start, start + 1
        text.start, text.end = start + 1, state.pos - 1
        text.content = "."
        closing.start, closing.end = state.pos - 1, state.pos
        place = (start + 1, state.pos - 1)
        opening.extra = ("autolink", *place, place, url, "", None, None)
    return True


def _newline(state: SInline, silent: bool) -> bool:
    pos = state.pos
    if not silent:
        end, first = state.pending_end, state.pending_start
        blank = end
        while blank > first and state.src[blank - 1] == " ":
            blank -= 1
        state.pending_end = blank
        token = state.push("hardbreak" if end - blank > 1 else "softbreak", "br", 0)
        token.start, token.end = pos - (end - blank), pos + 1
    pos += 1
    while pos < state.posMax and state.src[pos] in " \t":
        pos += 1
    state.pos = pos
    return True


def _delimiters(state: SInline, silent: bool) -> bool:
    if silent:
        return False
    start = state.pos
    marker = state.src[start]
    scanned = state.scanDelims(start, marker != "_")
    width = 1
    if marker == "~":
        width = scanned.length
    code = ord(marker)
    for index in range(scanned.length // width):
        token = state.push("text", "", 0)
        token.content = marker * width
        token.start = start + index * width
        token.end = token.start + width
        if marker == "~" and width > 2:
            continue
        length = 0 if marker == "~" else scanned.length
        state.delimiters.append(
            Delimiter(code, length, len(state.tokens) - 1, -1, scanned.can_open, scanned.can_close)
        )
        state.delimited = True
    state.pos += scanned.length
    return True


RULES: dict[str, tuple[Rule, ...]] = {
    "\n": (_newline,),
    "\\": (escape,),
    "`": (_whole(backtick),),
    "~": (_delimiters,),
    "*": (_delimiters,),
    "_": (_delimiters,),
    "[": (link, footnote_reference),
    "!": (image,),
    "<": (_autolink, _whole(html_inline)),
    "&": (_whole(entity),),
    ":": (bare_url,),
    "w": (www,),
    "]": (),
}


class PInline(ParserInline):
    """Inline parsing with places."""

    # the innermost loop of the parser: a call for each of its parts would cost
    def tokenize(self, state: SInline) -> None:  # type: ignore[override]  # noqa: C901 - see above
        """Make the tokens up to `posMax`."""
        src, end = state.src, state.posMax
        search = STOP.search
        deepest = state.md.options["maxNesting"]
        pos = state.pos
        while pos < end:
            found = search(src, pos, end)
            stop = found.start() if found else end
            if stop > pos:
                if state.pending_end == state.pending_start:
                    state.pending_start = pos
                state.pending_end = stop
                state.pos = pos = stop
                if pos >= end:
                    break
            character = src[pos]
            done = False
            if state.level < deepest:
                for rule in RULES[character]:
                    done = rule(state, False)
                    if done:
                        break
            else:
                state.env["too_deep"] = True
            if not done:
                if character == "[":
                    state.brackets += 1
                elif character == "]" and state.brackets:
                    state.brackets -= 1
                state.append_pending(character)
                state.pos += 1
            pos = state.pos
        if state.pending_end > state.pending_start:
            state.pushPending()

    def tokens(self, state: SInline) -> list[Tok]:
        """All tokens of `state`, emphasis paired."""
        self.tokenize(state)
        if state.delimited:
            link_pairs(state)
            pair_strikethrough(state)
            pair_emphasis(state)
        return state.tokens

    def of(self, src: str, md: MarkdownIt, env: dict[str, Any]) -> list[Tok]:
        """The tokens of the content `src`."""
        return self.tokens(SInline(src, md, env))
