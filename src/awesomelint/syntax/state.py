"""Tokens and the states of the block and the inline parser, with places."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, ClassVar

from markdown_it.common.utils import isMdAsciiPunct, isWhiteSpace
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline.state_inline import Delimiter, Scanned, StateInline

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from markdown_it import MarkdownIt

    from awesomelint.syntax.segments import Segments

Match = tuple[int, tuple[Any, ...], int]
"""A link or image: where its text ends, `extra` of its token, and where it ends."""


class Tok:
    """A token as markdown-it's rules expect it, cheaper to make, with `start` and `end`.

    Offsets of block tokens count in the source, those of inline tokens in the content that is
    parsed.
    """

    attrs: ClassVar[dict[str, Any]] = {}
    map: list[int] | None = None
    children: list[Tok] | None = None
    content: str = ""
    markup: str = ""
    info: str = ""
    meta: Any = None
    block: bool = False
    hidden: bool = False
    level: int = 0
    start: int = 0
    end: int = 0
    segments: Segments | None = None
    extra: Any = None

    def __init__(self, kind: str, tag: str, nesting: int) -> None:
        self.type = kind
        self.tag = tag
        self.nesting = nesting

    def attrSet(self, name: str, value: str) -> None:  # noqa: N802 - markdown-it's name
        """Nothing: attributes are not rendered."""

    attrJoin = attrSet  # noqa: N815 - markdown-it's name


_KINDS: dict[str, tuple[bool, bool]] = {}


def character_kind(character: str) -> tuple[bool, bool]:
    """Whether it is white space, and whether it is punctuation, as cmark-gfm sees it.

    Symbols (S*) beyond ASCII are neither.
    """
    kind = _KINDS.get(character)
    if kind is None:
        code = ord(character)
        kind = isWhiteSpace(code), isMdAsciiPunct(code) or unicodedata.category(character)[0] == "P"
        _KINDS[character] = kind
    return kind


EDGE = (True, False)
"""The kind of what is before or after a content: it counts as white space."""


def flanking(before: tuple[bool, bool], after: tuple[bool, bool]) -> tuple[bool, bool]:
    """Whether a run of delimiters between characters of these kinds is left- and right-flanking."""
    (blank_before, mark_before), (blank_after, mark_after) = before, after
    left = not (blank_after or (mark_after and not (blank_before or mark_before)))
    right = not (blank_before or (mark_before and not (blank_after or mark_after)))
    return left, right


class SBlock(StateBlock):
    """The state of the block parser."""

    src: str = ""

    def push(self, ttype: str, tag: str, nesting: int) -> Tok:  # type: ignore[override]
        """Append a token."""
        token = Tok(ttype, tag, nesting)
        if nesting < 0:
            self.level -= 1
        token.level = self.level
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)  # type: ignore[arg-type]
        return token

    def first(self, line: int) -> int:
        """The place of the first character of `line` in the current container."""
        return self.bMarks[line] + self.tShift[line]


class SInline(StateInline):
    """The state of one inline content; `pending` is a stretch of it instead of a copy."""

    src: str = ""
    tokens: list[Tok]  # type: ignore[assignment]

    def __init__(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], start: int = 0, end: int = -1
    ) -> None:
        self.src = src
        self.env = env
        self.md = md
        self.tokens = []
        self.tokens_meta = []
        self.pos = start
        self.posMax = len(src) if end < 0 else end
        self.level = 0
        self.pendingLevel = 0
        self.cache = {}
        self.delimiters: list[Delimiter] = []
        self._prev_delimiters = []
        self.backticks = {}
        self.backticksScanned = False
        self.linkLevel = 0
        self._html_terminators = None
        self.pending_start = self.pending_end = start
        self.brackets = 0
        self.matched: dict[int, Match] | None = None
        self.delimited = False

    @property
    def pending(self) -> str:
        """The text since the last token."""
        return self.src[self.pending_start : self.pending_end]

    @pending.setter
    def pending(self, value: str) -> None:
        self.pending_end = self.pending_start + len(value)

    def append_pending(self, text: str) -> None:
        """Lengthen the pending text by `text`, which begins at `pos`."""
        if self.pending_end == self.pending_start:
            self.pending_start = self.pos
            self.pending_end = self.pos
        self.pending_end += len(text)

    def pushPending(self) -> Tok:  # type: ignore[override]  # noqa: N802 - markdown-it's name
        """Make a token of the pending text; its content is not looked at."""
        token = Tok("text", "", 0)
        token.content = "."
        token.start = self.pending_start
        token.end = self.pending_start = self.pending_end
        self.tokens.append(token)
        return token

    def push(self, ttype: str, tag: str, nesting: int) -> Tok:  # type: ignore[override]
        """Append a token, the pending text before it."""
        if self.pending_end > self.pending_start:
            self.pushPending()
        token = Tok(ttype, tag, nesting)
        token.start = self.pos
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        elif nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            self.tokens_meta.append({"delimiters": self.delimiters})
        self.tokens.append(token)
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's names
        """What the run of delimiters at `start` can do, by the punctuation of cmark-gfm."""
        src = self.src
        marker = src[start]
        pos = start
        while pos < self.posMax and src[pos] == marker:
            pos += 1
        before = character_kind(src[start - 1]) if start > 0 else EDGE
        after = character_kind(src[pos]) if pos < self.posMax else EDGE
        left, right = flanking(before, after)
        opens = left and (canSplitWord or not right or before[1])
        closes = right and (canSplitWord or not left or after[1])
        return Scanned(opens, closes, pos - start)
