"""Zero-width characters and soft hyphens that no script or emoji there needs."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.checks.encoding._anchors import with_anchors
from awesomelint.checks.encoding._characters import (
    by_line,
    code_places,
    destinations,
    listed,
    occurs,
    span_of,
    visible,
)
from awesomelint.model import Edit, Finding, Fix, Span
from awesomelint.repair.remains import may_be_remains
from awesomelint.text.lines import line_span
from awesomelint.text.scripts import JOINING, SPACELESS, is_cjk, is_emoji, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Safety
    from awesomelint.text.spans import Spans

INVISIBLE = frozenset(
    "\u00ad\u034f\u180e\u3164\ufeff\uffa0"
    + span_of(0x200B, 0x200D)
    + span_of(0x2060, 0x2064)
    + span_of(0x206A, 0x206F)
    + span_of(0xFE00, 0xFE0F)
)
BLANK = frozenset(" \t>*+|-")
SKIN = ((0x1F3FB, 0x1F3FF),)
MONGOLIAN = ((0x1800, 0x18AF),)
JAMO = ((0x1100, 0x11FF), (0x3131, 0x318E), (0xFFA1, 0xFFDC))
# emoji that are no symbols by category: keycap bases, ‼ ⁉ ℹ 〰 〽
ODD_BASES = frozenset("#*0123456789\u203c\u2049\u2139\u3030\u303d")
# beside these it may be there to keep Markdown or GitHub from acting: a mention, an issue, a
# delimiter, a tag
GUARDED = frozenset("@#`:<>&*_~|\\!=+-")
HYPHENS = frozenset("-\u2010\u2011")
# ZWSP, ZWNJ, ZWJ, variation selectors 15 and 16, a stray byte order mark, deprecated format
# characters
WORTHLESS = frozenset(
    "\u200b\u200c\u200d\ufe0e\ufe0f\ufeff\u180e\u206a\u206b\u206c\u206d\u206e\u206f"
)


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each line with such characters.

    The fix is safe where their absence can change nothing.
    """
    text = document.text
    if not occurs(INVISIBLE, text):
        return
    runs = re.finditer(f"[{''.join(INVISIBLE)}]+", text)
    spans = [span for match in runs for span in _needless(text, match.start(), match.end())]
    if not spans:
        return
    in_code = code_places(document)
    anchors = destinations(
        document, after="#"
    )  # an anchor keeps what the emoji of its heading leave behind
    wanted = [
        span for span in spans if not anchors.hold(span[0]) and not _example(text, *span, in_code)
    ]
    findings = (_finding(text, line, in_code) for line in by_line(document, wanted))
    yield from with_anchors(document, findings)


def _finding(text: str, line: list[tuple[int, int]], in_code: Spans) -> Finding:
    characters = "".join(text[start:end] for start, end in line)
    around = _Line.of(text, line[0][0])
    settled = [(span, _safety(text, *span, around, in_code)) for span in line]
    safeties: tuple[Safety, ...] = ("safe", "unsafe")
    fixes: list[Fix] = []
    for safety in safeties:
        edits = tuple(Edit(*span, "") for span, its in settled if its == safety)
        if edits:
            fixes.append(Fix(edits, safety, ("repair",), "Delete what cannot be seen"))
    place = visible(text, *line[0])
    advice = _advice(text, line, characters)
    return Finding(
        start=line[0][0],
        end=line[-1][1],
        message=(
            f"{place} contains {listed(characters)}, "
            f"which readers cannot see and which breaks search and links; {advice}"
        ),
        fixes=tuple(fixes),
        runs=tuple(Span(start, end) for start, end in line),
        key=characters.encode("unicode_escape").decode(),
    )


def _advice(text: str, line: list[tuple[int, int]], found: str) -> str:
    if any(may_be_remains(text, at) for span in line for at in range(*span)):
        return "it may be part of a damaged character; restore the original text"
    return f"delete {'it' if len(found) == 1 else 'them'}"


def _needless(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a run of invisible characters that nothing needs."""
    at = start
    while at < end:
        if _needed(text, at):
            at += 1
            continue
        first = at
        while at < end and not _needed(text, at):
            at += 1
        yield first, at


def _needed(text: str, at: int) -> bool:
    """Whether a script or an emoji sequence needs the character at `at`."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    match text[at]:
        case "\u200d":
            return (
                within(before, JOINING)
                or within(after, JOINING)
                or (_emoji_before(text, at) and is_emoji(after))
            )
        case "\u200c":
            return within(before, JOINING) or within(after, JOINING)
        case "\u200b":
            return within(before, SPACELESS) or within(after, SPACELESS)
        case "\ufe0e" | "\ufe0f":
            return (
                is_emoji(before)
                or before in ODD_BASES
                or (before == "\u20e3" and text[at - 2] != "\ufe0f")
            )
        case "\u180e":
            return within(before, MONGOLIAN) or within(after, MONGOLIAN)
        case "\u034f":
            return _combining(before) or _combining(after)
        case "\u3164" | "\uffa0":
            return within(before, JAMO) or within(after, JAMO)
        case char:
            return "\ufe00" <= char <= "\ufe0d" and bool(before.strip()) and before not in INVISIBLE


def _combining(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] == "M"


def _emoji_before(text: str, at: int) -> bool:
    before = at - 1
    while before > 0:
        char = text[before]
        if char != "\ufe0f" and not within(char, SKIN):
            break
        before -= 1
    return before >= 0 and is_emoji(text[before])


def _example(text: str, start: int, end: int, in_code: Spans) -> bool:
    """Whether code shows the character for its own sake, or to keep ticks apart."""
    return in_code.hold(start) and (text[start - 1 : start] == "`" or text[end : end + 1] == "`")


class _Line(NamedTuple):
    """A line: where it starts, where its text begins, and whether it shows nothing.

    The text begins behind blanks and quote marks.
    """

    start: int
    text: int
    empty: bool

    @classmethod
    def of(cls, text: str, offset: int) -> _Line:
        """The line that `offset` is on."""
        start, end = line_span(text, offset)
        line = text[start:end]
        markers = len(line) - len(line.lstrip(" \t>"))
        return cls(start, start + markers, set(line) <= INVISIBLE | BLANK)


def _safety(text: str, start: int, end: int, line: _Line, in_code: Spans) -> str:
    """The safety of a fix that deletes `text[start:end]`, or "" if no fix may.

    It is `safe` where nothing can have wanted the characters. No fix may delete characters that
    tell what was lost, or that fill their line.
    """
    if line.empty or any(may_be_remains(text, at) for at in range(start, end)):
        return ""
    before = text[max(start - 1, line.start) : start]
    after = text[end : end + 1]
    guarded = GUARDED - HYPHENS
    if in_code.hold(start) or before in guarded or after in guarded:
        return "unsafe"
    begins_line = start <= line.text and not before.strip()
    if begins_line and (after in GUARDED or after.isdigit()):
        return "unsafe"  # the line could become a heading, a bullet, …
    ends_line = after in {"", "\n"}
    if ends_line and before in {" ", "\\"}:
        return "unsafe"  # … or its end a hard break
    worthless = all(_worthless(char, before, after) for char in text[start:end])
    return "safe" if worthless else "unsafe"


def _worthless(char: str, before: str, after: str) -> bool:
    """Whether nobody puts `char` between these two on purpose."""
    if char in WORTHLESS:
        return True
    at_edge = not before.strip() or not after.strip()
    if char == "\u00ad":  # between letters it tells where a long word may be parted
        return (
            at_edge
            or not (before.isalpha() and after.isalpha())
            or (is_cjk(before) or is_cjk(after))
        )
    return char == "\u2060" and (at_edge or (is_cjk(before) and is_cjk(after)))
