"""Finds the damaged lines of a text, names the mistake, and reads what they said."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.repair import gbk
from awesomelint.repair.evidence import DamagedLine, DamagedRun, Reading
from awesomelint.repair.marks import glued, remnants
from awesomelint.repair.mistake import identify
from awesomelint.repair.pages import DOUBLE_BYTE, RARE_PAGES, Damage, apply, letters
from awesomelint.repair.precheck import QUOTES, suspects
from awesomelint.repair.shape import decode, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MANY = 3
"""So many sequences in one stretch do not meet by chance."""
_PROOF = 3
"""The strength of evidence from which whole stretches prove a mistake; torn ones need four times as much."""
_COVERED = 0.2
"""The share of a page's upper half in the text that must be whole sequences where stretches are torn."""


class _Stretch(NamedTuple):
    """Consecutive characters of a page's upper half that hold at least one whole sequence."""

    start: int
    end: int
    whole: bool
    covered: int
    sequences: int
    strong: int
    torn: int
    prose: bool


@cache
def _torn() -> re.Pattern[str]:
    """What is left of a character of three bytes when control characters are dropped."""
    return re.compile("[à-ï][\xa1-\xaa\xac-\xba\xbc-\xbf]")


@cache
def _private() -> re.Pattern[str]:
    """Characters that no text holds."""
    return re.compile("[\u0080-\u009f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")


def _is_box(found: str) -> bool:
    return all("\u2500" <= char <= "\u259f" for char in found)


def _strength(text: str, match: re.Match[str], lead: int, company: int) -> int:
    """How surely a sequence is damage, among `company` sequences of a stretch: 3 certain, 1 likely, 0 hardly.

    Two characters that meet in clean text prove nothing: frames, a letter and a closing quote, Cyrillic letters, a dash
    or apostrophe and a letter.
    """
    found, start = match[0], match.start()
    if _is_box(found) or glued(text, start, match.end()):
        return 0
    natural = all(char in QUOTES for char in found[1:]) or (found.isalpha() and "\u0400" <= found[0] <= "\u052f")
    if company < _MANY and (natural or (len(found) == 2 and lead > 0xC5)):
        return 0
    return 3 if len(found) > 2 else 1


def _continues(text: str, start: int, end: int) -> bool:
    """Whether a neighbour of a stretch is a character that damage leaves, though not damage through this page."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return any("\x80" <= char <= "\u024f" for char in before + after)


def _stretches(text: str, page: str, prose: Callable[[int], bool]) -> Iterator[_Stretch]:
    """The stretches that hold whole sequences."""
    held, done = shape(page), 0
    for match in held.sequence.finditer(text):
        if match.start() < done:
            continue
        start = match.start()
        while start > done and text[start - 1] in held.bytes_of:
            start -= 1
        around = held.stretch.match(text, start)
        done = around.end() if around else match.end()
        yield _stretch(text, start, done, page, prose)


def _stretch(text: str, start: int, end: int, page: str, prose: Callable[[int], bool]) -> _Stretch:
    held = shape(page)
    every = list(held.sequence.finditer(text, start, end))
    covered = sum(one.end() - one.start() for one in every)
    ones = [one for one in every if _is_text(one[0], page)]
    strong = sum(_strength(text, one, held.bytes_of[one[0][0]], len(ones)) for one in ones)
    torn = len(_torn().findall(text, start, end)) if page == "cp1252" else 0
    whole = covered == end - start and not _continues(text, start, end)
    return _Stretch(start, end, whole, covered, len(ones), strong, torn, prose(start))


def _is_text(sequence: str, page: str) -> bool:
    return not _private().search(decode(sequence, page)) or sequence.startswith(("Â", "┬", "В", "¬"))


def _established(stretches: list[_Stretch], page: str) -> bool:
    """Whether the running text shows this mistake beyond doubt; of rare pages, one that lost next to nothing."""
    if page in RARE_PAGES:
        many = [part for part in stretches if part.sequences]
        if sum(part.whole for part in many) < 0.8 * len(many):
            return False
    shown = [part for part in stretches if part.prose]
    if sum(part.strong for part in shown if part.whole) >= _PROOF:
        return True
    if page in RARE_PAGES:
        return False
    covered, present = sum(part.covered for part in shown), sum(part.end - part.start for part in shown)
    torn = sum(part.torn for part in shown)
    if torn >= 4 * _PROOF and torn > _COVERED * present:
        return True
    return sum(part.strong for part in shown) >= 4 * _PROOF and covered > _COVERED * present


def _weight(stretches: list[_Stretch]) -> int:
    return sum(part.strong for part in stretches if part.whole) + sum(part.strong for part in stretches) // 2


def _line_at(text: str, offset: int) -> tuple[int, int]:
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def _twice(text: str, page: str) -> str | None:
    """The text behind one that was damaged twice the same way, or None where it was not."""
    held = shape(page)
    if all(held.sequence.sub("", part) == "" for part in held.stretch.findall(text)):
        return held.stretch.sub(lambda match: decode(match[0], page), text)
    return None


def _run(text: str, part: _Stretch, damage: Damage) -> DamagedRun:
    if not part.whole:
        return DamagedRun(part.start, part.end, "unreadable")
    new = decode(text[part.start : part.end], damage.page)
    if damage.twice:
        new = _twice(new, damage.page) or ""
    if not new or apply(new, damage) != text[part.start : part.end]:
        return DamagedRun(part.start, part.end, "unreadable")
    return DamagedRun(part.start, part.end, "proven", (Reading(new, 1.0),))


def _by_line(text: str, found: list[_Stretch]) -> dict[tuple[int, int], list[_Stretch]]:
    lines: dict[tuple[int, int], list[_Stretch]] = {}
    for part in found:
        lines.setdefault(_line_at(text, part.start), []).append(part)
    return lines


def _lines(text: str, found: list[_Stretch], page: str, prose: Callable[[int], bool]) -> Iterator[DamagedLine]:
    """The lines that are damaged through `page`; which mistake it was, running text tells."""
    many = [part for part in found if part.sequences]
    heads = {one[0][0] for part in many for one in shape(page).sequence.finditer(text, part.start, part.end)}
    done = {part.start for part in found}
    lone = [match.span() for match in shape(page).stretch.finditer(text) if match.start() not in done]
    found = [*found, *(_stretch(text, start, end, page, prose) for start, end in lone)]
    torn = [part for part in found if not part.sequences and text[part.start] in heads]
    hurt = sorted([*many, *torn], key=lambda part: part.start)
    damage = identify(text, [(part.start, part.end) for part in hurt if part.prose or part.sequences], page)
    if damage.lossless:
        hurt = [part for part in hurt if part.sequences or part.end - part.start > 1]
        damage = Damage(page, twice=_is_twice(text, many, page))
        for (start, end), parts in _by_line(text, hurt).items():
            yield DamagedLine(start, end, damage, [_run(text, part, damage) for part in parts])
        return
    mixed = _holds_others(text, page)
    for (start, end), parts in _by_line(text, hurt if mixed else found).items():
        if any(part.sequences or part.end - part.start > 1 for part in parts) or not mixed:
            yield DamagedLine(start, end, damage)


def _read(text: str, lines: list[DamagedLine]) -> list[DamagedLine]:
    """The lines, with those of lossy damage read; lines in which nothing turns out to be damaged are left out."""
    torn = [line for line in lines if line.damage.page in DOUBLE_BYTE and any(not run.readings for run in line.runs)]
    if not torn and all(line.runs for line in lines):
        return lines
    from awesomelint.repair.infer import Reader, read_torn  # noqa: PLC0415 - large, and only for lossy damage

    if torn:
        read_torn(text, [line for line in lines if line.damage.page in DOUBLE_BYTE])
    for damage in dict.fromkeys(line.damage for line in lines if not line.runs):
        unread = [line for line in lines if line.damage == damage and not line.runs]
        known = [line.mended(text) for line in lines if line.runs]
        places = [(line.start, line.end) for line in unread]
        reader = Reader(text, damage, places, known, mixed=_holds_others(text, damage.page))
        for line in unread:
            line.runs = reader.runs((line.start, line.end))
    return [line for line in lines if line.runs]


def _holds_others(text: str, page: str) -> bool:
    """Whether the text has letters that the page lacks, and that are thus undamaged."""
    known = set(letters(page)) | {"\ufffd"}
    return any(char.isalpha() for char in set(text) - known)


def _is_twice(text: str, many: list[_Stretch], page: str) -> bool:
    whole = [decode(text[part.start : part.end], page) for part in many if part.whole]
    twice = sum(_looks_damaged(new, page) and _twice(new, page) is not None for new in whole)
    return twice * 2 > len(whole)


def _looks_damaged(text: str, page: str) -> bool:
    return shape(page).sequence.search(text) is not None


def _anywhere(_: int) -> bool:
    return True


def detect(
    text: str, prose: Callable[[], Callable[[int], bool]] | None = None, references: Sequence[str] = ()
) -> list[DamagedLine]:
    """The damaged lines of `text` in order.

    `prose` gives, when needed, a function that tells whether an offset lies in running text; damage elsewhere
    counts only where running text proves the same mistake. `references` are older or trusted texts of the file.
    """
    single, double = suspects(text), gbk.may_be_damaged(text)
    if not single and not double:
        return []
    running = prose() if prose else _anywhere
    lines = _single_byte(text, running, single) if single else {}
    if double:
        lines |= {line.start: line for line in gbk.find(text, running) if line.start not in lines}
    ordered = [lines[start] for start in sorted(lines)]
    if references and ordered:
        from awesomelint.repair.reference import settle  # noqa: PLC0415 - only where there are references

        ordered = settle(text, ordered, references)
    return _read(text, ordered)


def _single_byte(text: str, prose: Callable[[int], bool], suspected: list[str]) -> dict[int, DamagedLine]:
    """The lines that were read in single-byte pages, by their offsets."""
    found = {page: list(_stretches(text, page, prose)) for page in suspected}
    pages = sorted((page for page in found if _established(found[page], page)), key=lambda page: -_weight(found[page]))
    lines: dict[int, DamagedLine] = {}
    for page in pages:
        rest = [part for part in found[page] if _line_at(text, part.start)[0] not in lines]
        if _established(rest, page):
            lines.update((line.start, line) for line in _lines(text, rest, page, prose))
    return lines or _left_over(text, prose)


def _left_over(text: str, prose: Callable[[int], bool]) -> dict[int, DamagedLine]:
    """The lines that keep remains of single characters in a text that is clean or mended otherwise."""
    damage = Damage("cp1254", "drop", shy=True)
    places = {_line_at(text, at) for at in remnants(text) if prose(at)}
    return {start: DamagedLine(start, end, damage) for start, end in places}
