"""Single C1 controls: punctuation and letters of cp1252 in a text that was read as Latin-1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.repair import ftfy_witness
from awesomelint.repair.characters import is_letter, kind
from awesomelint.repair.codepages import C1, REPLACEMENT, Damage, letters
from awesomelint.repair.evidence import DamagedLine, DamagedRun, Reading
from awesomelint.text.lines import Lines
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CONTROL = regex("[\x80-\x9f]")
_LOW_QUOTE = regex("[„\x84]")
"""What opens a quotation that “ closes."""
_NEAR = 60
"""How far a quotation, or a word that ftfy is asked of, may reach to either side."""
_BLANK = regex(r"\s")
_NEXT_LINE = "\x85"
"""NEL: a line break in some systems, and … in cp1252; which of both nobody can tell."""


def find(text: str, prose: Callable[[int], bool]) -> Iterator[DamagedLine]:
    """The lines with controls that stand apart from other damage and that cp1252 reads."""
    runs: dict[tuple[int, int], list[DamagedRun]] = {}
    lines = Lines(text)
    for match in _CONTROL.finditer(text):
        at = match.start()
        said = letters("cp1252")[ord(match[0])]
        if (
            said == match[0]
            or not prose(at)
            or _is_beside_damage(text, at)
            or not _fits(text, at, said)
        ):
            continue
        line = lines.at(at)
        sure = (
            not _is_line_break(text, at)
            and not _ends_word(text, at, said)
            and _ftfy_agrees(text, at, said)
        )
        run = DamagedRun(
            at, at + 1, "proven" if sure else "ambiguous", (Reading(said, 1.0 if sure else 0.5),)
        )
        runs.setdefault(line, []).append(run)
    for (start, end), found in runs.items():
        whole = len(_CONTROL.findall(text, start, end)) == len(found)
        doubted = [DamagedRun(run.start, run.end, "ambiguous", run.readings) for run in found]
        yield DamagedLine(start, end, Damage(C1), found if whole else doubted)


def _is_beside_damage(text: str, at: int) -> bool:
    """Whether a neighbour is of Latin-1's upper half too.

    Then both may be bytes of one character.
    """
    before = text[max(at - 1, 0) : at]
    after = text[at + 1 : at + 2]
    neighbours = before + after
    return any("\xa0" <= char <= "\xff" or char == REPLACEMENT for char in neighbours)


def _fits(text: str, at: int, said: str) -> bool:
    """Whether a character stands where people write it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    before, after = before.strip(), after.strip()
    if _CONTROL.fullmatch(before):
        before = letters("cp1252")[ord(before)]
    if _CONTROL.fullmatch(after):
        after = letters("cp1252")[ord(after)]
    if said in "’”›…™":
        return bool(before) and not (said != "’" and is_letter(after))
    if said == "“" and is_letter(before) and not is_letter(after):
        return bool(_LOW_QUOTE.search(text[max(at - _NEAR, 0) : at].rpartition("\n")[2]))
    if said in "“‘‹„‚•":
        return bool(after) and not is_letter(before)
    if said in "–—":
        return bool(before) == bool(after)
    if is_letter(said):
        return is_letter(after) or (kind(said) == "lower" and is_letter(before))
    return said == "€" and (before.isdigit() or after.isdigit())


def _is_line_break(text: str, at: int) -> bool:
    """Whether a control may be NEL: it is U+0085, and no blank and text follow on its line."""
    if text[at] != _NEXT_LINE:
        return False
    blank, after = text[at + 1 : at + 2], text[at + 2 : at + 3]
    return blank != " " or not after.strip()


def _ends_word(text: str, at: int, said: str) -> bool:
    """Whether a control stands for a letter at the end of a word.

    It may as well be a stray one after the word.
    """
    return is_letter(said) and not is_letter(text[at + 1 : at + 2])


def _ftfy_agrees(text: str, at: int, said: str) -> bool:
    """Whether ftfy reads the control in its word as `said`."""
    before = text[max(at - _NEAR, 0) : at]
    after = text[at + 1 : at + _NEAR]
    head = _BLANK.split(before)[-1]
    tail = _BLANK.split(after, maxsplit=1)[0]
    reading = ftfy_witness.reading(head + text[at] + tail)
    offset = len(head)
    return reading[offset : offset + 1] == said
