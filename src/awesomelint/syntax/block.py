"""The block parser: markdown-it's, which tries rules by a line's first character.

It stamps places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import html_block

from awesomelint.syntax.places import STAMPS
from awesomelint.syntax.segments import of_lines, trimmed
from awesomelint.syntax.state import SBlock
from awesomelint.syntax.table import table
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt

    from awesomelint.syntax.state import Tok

    Rule = Callable[[Any, int, int, bool], bool]

_BY_CHARACTER = {
    "`": ("fence",), "~": ("fence",), ">": ("blockquote",), "*": ("hr", "list"),
    "-": ("hr", "list"), "_": ("hr",), "+": ("list",), "[": ("footnote_def", "reference"),
    "<": ("html_block",), "#": ("heading",),
    **dict.fromkeys("0123456789", ("list",)),
}  # fmt: skip
_ROW = frozenset("|-:")
# A label in brackets that no colon follows opens no definition
_NO_DEFINITION = regex(r"\[[^\[\]\\\n]*\](?!:)")
_NO_BREAK = regex(r"[*-][ \t]*[^*\s-]")


def lazy_html(state: Any, line: int, end: int, silent: bool) -> bool:  # noqa: ANN401 - a rule of markdown-it
    """HTML; a complete tag alone on a lazy line ends a paragraph too, as in cmark-gfm."""
    if html_block(state, line, end, silent):
        return True
    if not silent or not (state.parentType == "blockquote" or state.sCount[line] < state.blkIndent):
        return False
    return _complete_tag(state, line)


def _complete_tag(state: Any, line: int) -> bool:  # noqa: ANN401 - a rule of markdown-it
    from markdown_it.rules_block.html_block import HTML_SEQUENCES  # noqa: PLC0415 - rarely needed

    if state.is_code_block(line):
        return False
    start = state.bMarks[line] + state.tShift[line]
    return state.src.startswith("<", start) and bool(
        HTML_SEQUENCES[-1][0].search(state.src[start : state.eMarks[line]])
    )


def _underline(state: SBlock, line: int) -> str:
    """The character of the setext underline on `line`, or nothing."""
    if state.sCount[line] < state.blkIndent:
        return ""
    text = state.src[state.first(line) : state.eMarks[line]].rstrip(" \t")
    mark = text[:1]
    is_underline = mark in {"-", "="} and not text.strip(mark)
    return mark if is_underline else ""


def paragraph(state: SBlock, line: int, end: int, silent: bool) -> bool:  # noqa: ARG001 - a rule's signature
    """A paragraph or a setext heading: one pass over its lines finds which."""
    rules = state.md.block.ending  # type: ignore[attr-defined]
    last, kind = state.lineMax, state.parentType
    state.parentType = "paragraph"
    mark = ""
    after = line + 1
    while after < last and not state.isEmpty(after):
        if state.sCount[after] - state.blkIndent <= 3:
            mark = _underline(state, after) if after < end else ""
            if mark or (state.sCount[after] >= 0 and _ends(state, after, last, rules)):
                break
        after += 1
    state.parentType = kind
    _push_text(state, line, after, mark)
    return True


def _ends(state: SBlock, line: int, last: int, rules: Any) -> bool:  # noqa: ANN401 - rules of markdown-it
    after = line + 1
    in_table = after < last and not state.isEmpty(after) and state.src[state.first(after)] in _ROW
    names = _BY_CHARACTER.get(state.src[state.first(line)], ())
    if not names and not in_table:
        return False
    return any(rule(state, line, last, True) for name, rule in rules if name in names or in_table)


def _push_text(state: SBlock, line: int, after: int, mark: str) -> None:
    state.line = after + bool(mark)
    opening = state.push("heading_open" if mark else "paragraph_open", "", 1)
    opening.map = [line, state.line]
    inline = state.push("inline", "", 0)
    _place_text(state, inline, line, after)
    opening.start, opening.end = inline.start, inline.end
    if mark:
        start = state.first(after)
        opening.end = start + len(state.src[start : state.eMarks[after]].rstrip(" \t"))
        opening.extra = (1 if mark == "=" else 2, True, start, inline.start, inline.end)
    state.push("heading_close" if mark else "paragraph_close", "", -1)


def _place_text(state: SBlock, inline: Tok, line: int, after: int) -> None:
    """Where the inline content of the lines stands; of more lines than one, the content too."""
    if after - line == 1:
        last = state.eMarks[line]
        start, end = trimmed(state.src, state.first(line), last)
        inline.start, inline.end = (start, end) if start < end else (last, last)
        return
    stretches = [(state.first(at), state.eMarks[at]) for at in range(line, after)]
    inline.content, inline.segments = of_lines(state.src, stretches)
    inline.start, inline.end = inline.segments.span(0, len(inline.content))


class PBlock(ParserBlock):
    """Block parsing with places."""

    rules: dict[str, Rule]
    ending: list[tuple[str, Rule]]
    ending_tables: list[tuple[str, Rule]]

    def ready(self) -> None:
        """Note the rules by name, once all are there."""
        self.ruler.at("html_block", lazy_html, {"alt": ["paragraph", "reference", "blockquote"]})
        self.ruler.at("paragraph", paragraph)  # type: ignore[arg-type]
        self.ruler.at("table", table, {"alt": ["paragraph", "reference"]})  # type: ignore[arg-type]
        self.rules = {rule.name: rule.fn for rule in self.ruler.__rules__}
        self.ending, self.ending_tables = map(self._chain, ("paragraph", "blockquote"))

    def _chain(self, kind: str) -> list[tuple[str, Rule]]:
        """The rules that end a block of `kind`, which table rows share with quotes."""
        rules = set(self.ruler.getRules(kind))
        return [(name, rule) for name, rule in self.rules.items() if rule in rules]

    def interrupts(self, state: SBlock, line: int, end: int) -> bool:
        """Whether another block begins on `line`, which is not empty and follows table rows."""
        names = _BY_CHARACTER.get(state.src[state.first(line)], ())
        return any(
            rule(state, line, end, True) for name, rule in self.ending_tables if name in names
        )

    def _candidates(self, state: SBlock, line: int, end: int) -> list[str]:
        names: list[str] = []
        first = state.first(line)
        if line == 0 and state.src.startswith("---"):
            names.append("front_matter")
        if line + 1 < end and state.src[state.first(line + 1) : state.first(line + 1) + 1] in _ROW:
            names.append("table")
        if state.sCount[line] - state.blkIndent >= 4:
            names.append("code")
        character = state.src[first]
        if character == "[" and _NO_DEFINITION.match(state.src, first):
            names.append("paragraph")
        elif character in "*-" and _NO_BREAK.match(state.src, first):
            names += ("list", "paragraph")
        else:
            names += (*_BY_CHARACTER.get(character, ()), "paragraph")
        return names

    def tokenize(self, state: SBlock, startLine: int, endLine: int) -> None:  # type: ignore[override]  # noqa: N803 - markdown-it's names
        """Make the tokens of the lines."""
        line = startLine
        blank = False
        while line < endLine and self._read(state, line, endLine):
            state.tight = not blank
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                blank = True
            if line < endLine and state.isEmpty(line):
                blank = True
                line += 1
                state.line = line

    def _read(self, state: SBlock, line: int, end: int) -> bool:
        """Make the tokens of the next block, and stamp it when its rule has matched.

        False where none follows.
        """
        state.line = line = state.skipEmptyLines(line)
        if line >= end or state.sCount[line] < state.blkIndent:
            return False
        if state.level >= state.md.options.maxNesting:
            state.env["too_deep"] = True
            state.line = end
            return False
        count = len(state.tokens)
        for name in self._candidates(state, line, end):
            if self.rules[name](state, line, end, False):
                stamp = STAMPS.get(name)
                if stamp:
                    stamp(state, state.tokens, count, line)
                break
        return True

    def blocks(self, src: str, md: MarkdownIt, env: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - as there
        """The tokens of each block that is in no other."""
        state = SBlock(src, md, env, [])
        while state.line < state.lineMax and self._read(state, state.line, state.lineMax):
            yield state.tokens
            state.tokens = []

    def parse(self, src: str, md: MarkdownIt, env: Any, outTokens: list[Any]) -> list[Any]:  # noqa: ANN401, N803 - as there
        """All tokens of `src`."""
        for tokens in self.blocks(src, md, env):
            outTokens.extend(tokens)
        return outTokens
