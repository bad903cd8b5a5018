"""Entries that stand in no list, for want of a bullet or of the blank behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.checks.markup._raw import EMPHASIS, IMAGE, LINK, OPAQUE, raw_blocks
from awesomelint.layout import stray_headings
from awesomelint.model import Edit, Finding, Fix
from awesomelint.syntax import nodes
from awesomelint.text.lines import line_start
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.checks.markup._raw import RawBlock
    from awesomelint.curation import Document
    from awesomelint.model import Safety

SHOWN = 60
_BEGINS = rf"(?={EMPHASIS}?{EMPHASIS}?[{LINK}{IMAGE}\[])"
_LINE = regex(r"^[ \t>]*", re.MULTILINE)
_GLUED = regex(rf"([-*+]|\d{{1,3}}[.)]){_BEGINS}")
_GLUED_WORD = regex(r"([-*+])(?=[A-Z\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3])")
_ODD_AFTER = regex(r"([-*+]|\d{1,3}[.)])([\u00a0\u2002\u2003\u3000]+[ \t]*)(?=\S)")
_ODD_BEFORE = regex(r"([ \t]*[\u00a0\u2002\u2003\u3000][\s]*?)(?=[-*+] \S)")
_TWICE = regex(rf"([-+*])(?=[-+*][ \t]+[{LINK}\[])")
_ENTRY = regex(
    rf"{EMPHASIS}*+{LINK}++{EMPHASIS}*+(?:[ \t]*+(?:\([^\n()]*+\)|\[[^\n\[\]]*+\]|{OPAQUE}++))*+"
    r"[ \t]*+[-–—:：|][ \t]*+[^\s|]"
)
_ANCHOR = regex(rf"{LINK}+\s*\Z")


class Place(NamedTuple):
    """Where a paragraph stands: the node that holds it, and the blocks before and after it."""

    holder: nodes.Node
    before: nodes.Node | None
    after: nodes.Node | None

    @property
    def in_list(self) -> bool:
        """Whether items stand around it."""
        return isinstance(self.holder, nodes.Item) or any(
            isinstance(block, nodes.List) for block in (self.before, self.after)
        )


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each line that should be an item, and `heading` for one made by `#`."""
    for heading in stray_headings(document):
        yield Finding(
            heading.start,
            heading.end,
            "the indented # makes this entry a heading, which splits the list; "
            "use the list's bullet instead",
            level="heading",
        )
    places = _places(document.root)
    for block in raw_blocks(document):
        if place := places.get(id(block.block)):
            yield from _lines(document.text, block, place)


def _places(root: nodes.Node) -> dict[int, Place]:
    """Where each paragraph stands."""
    found: dict[int, Place] = {}
    for holder in nodes.blocks(root):
        for index, node in enumerate(holder.children):
            if isinstance(node, nodes.Paragraph):
                before = holder.children[index - 1] if index else None
                after = holder.children[index + 1] if index + 1 < len(holder.children) else None
                found[id(node)] = Place(holder, before, after)
    return found


def _lines(text: str, block: RawBlock, place: Place) -> Iterator[Finding]:
    shown = block.shown
    starts = [match.end() for match in _LINE.finditer(shown)]
    listed = place.in_list or _has_bullets(shown, starts, place)
    plain = len(starts) > 1 and all(_ENTRY.match(shown, at) for at in starts)
    for at in starts:
        finding = _glued(text, block, at, listed=listed, place=place)
        finding = finding or (_bare(text, block, at, place) if at else None)
        if plain and not finding and not isinstance(place.holder, nodes.Item):
            edit = Edit(block.start + at, block.start + at, "- ")
            finding = _finding(text, block.start + at, edit, "the bullet is missing", "unsafe")
        if finding:
            yield finding


def _has_bullets(shown: str, starts: Sequence[int], place: Place) -> bool:
    """Whether several lines begin with a bullet, or one outside a quote that is an entry."""
    bullets = [match for at in starts if (match := _GLUED.match(shown, at))]
    if len(bullets) > 1:
        return True
    if isinstance(place.holder, nodes.Quote):
        return False
    return any(_ENTRY.match(shown, bullet.end()) for bullet in bullets)


def _glued(text: str, block: RawBlock, at: int, *, listed: bool, place: Place) -> Finding | None:
    """A bullet or number next to which Markdown wants a blank, or has one that it does not know."""
    shown, start = block.shown, block.start + at
    if listed and (match := _GLUED.match(shown, at) or _TWICE.match(shown, at)):
        twice = match.re.pattern == _TWICE.pattern
        end = block.start + match.end()
        edit = Edit(start, start + 1, "") if twice else Edit(end, end, " ")
        why = "two signs make no bullet" if twice else f"there is no blank after {match[1]}"
        return _finding(text, start, edit, why)
    if listed and (match := _ODD_AFTER.match(shown, at)):
        edit = Edit(block.start + match.start(2), block.start + match.end(2), " ")
        return _finding(
            text, start, edit, f"the blank after {match[1]} is none that Markdown knows"
        )
    if match := _ODD_BEFORE.match(shown, at):
        width = _column(text, start)
        edit = Edit(
            start, block.start + match.end(), " " * min(len(match[1]), 8) if width or at else ""
        )
        return _finding(
            text, start, edit, "the blank before the bullet is none that Markdown knows"
        )
    glued = shown.startswith(("-", "*", "+"), at) and _GLUED_WORD.match(shown, at)
    if glued and _stands_for_item(text, start, at, place):
        edit = Edit(start + 1, start + 1, " ")
        safety: Safety = "safe" if at else "unsafe"
        return _finding(text, start, edit, f"there is no blank after {shown[at]}", safety)
    return None


def _stands_for_item(text: str, start: int, at: int, place: Place) -> bool:
    """Whether a line that begins with a bullet and a word stands where an item would."""
    if at:
        return _aligned(text, start, place.holder)
    if isinstance(place.holder, nodes.Quote):
        return False
    return text[start] == "-"


def _bare(text: str, block: RawBlock, at: int, place: Place) -> Finding | None:
    """An entry without a bullet below an item that looks like it, whose text it continues."""
    item = place.holder
    if not isinstance(item, nodes.Item) or not _aligned(text, block.start + at, item):
        return None
    first, _, _ = block.shown.partition("\n")
    end = block.shown.find("\n", at)
    line = block.shown[at : end if end >= 0 else len(block.shown)]
    alike = (_ENTRY.match(first) and _ENTRY.match(line)) or (
        _ANCHOR.fullmatch(first)
        and _ANCHOR.fullmatch(line)
        and _is_anchor(text, block.start)
        and _is_anchor(text, block.start + at)
    )
    if not alike:
        return None
    marker = text[item.marker.start : item.marker.end]
    edit = Edit(block.start + at, block.start + at, f"{marker} ")
    safety: Safety = "safe" if not marker[0].isdigit() else "suggestion"
    return _finding(text, block.start + at, edit, "the bullet is missing", safety)


def _is_anchor(text: str, at: int) -> bool:
    line = text[at : text.find("\n", at)] if text.find("\n", at) >= 0 else text[at:]
    return "](#" in line


def _column(text: str, at: int) -> int:
    return at - line_start(text, at)


def _aligned(text: str, at: int, item: nodes.Node) -> bool:
    """Whether a line begins where the bullet of `item` stands."""
    return isinstance(item, nodes.Item) and _column(text, at) == _column(text, item.marker.start)


def _finding(text: str, start: int, edit: Edit, why: str, safety: Safety = "safe") -> Finding:
    end = text.find("\n", start)
    end = end if end >= 0 else len(text)
    line = text[start : edit.start] + edit.text + text[edit.end : end]
    meant = line.strip() if len(line) <= SHOWN else f"{line[:SHOWN].strip()}…"
    fix = Fix((edit,), safety, ("markup",), f"Write {meant}")
    return Finding(
        start,
        end,
        f"{why}, so this is no item of the list; write {meant}",
        level="line",
        fixes=(fix,),
        key=meant,
    )
