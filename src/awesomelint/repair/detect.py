"""Finds the damaged lines of a text, names the mistake, and reads what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from awesomelint.repair import c1, gbk
from awesomelint.repair.codepages import DOUBLE_BYTE, Damage
from awesomelint.repair.evidence import DamagedLine
from awesomelint.repair.marks import remnants
from awesomelint.repair.precheck import Suspects, glance, suspects
from awesomelint.text.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awesomelint.repair.convict import Unread


_LEFT_OVER = Damage("cp1254", "drop", shy=True)
"""What lines are read as that hold remains of single characters alone."""


def _anywhere(_: int) -> bool:
    return True


class Signs(NamedTuple):
    """Whether single-byte pages may have damaged a text, GBK may have; stray controls."""

    single: Suspects | None
    double: bool
    controls: bool


def detect(
    text: str,
    prose: Callable[[], Callable[[int], bool]] | None = None,
    references: Sequence[str] = (),
) -> list[DamagedLine]:
    """The damaged lines of `text` in order.

    `prose` gives, when needed, a function that tells whether an offset lies in running text; damage
    elsewhere counts only where running text shows the same mistake. `references` are older or
    trusted texts of the file.
    """
    signs = signs_of(text)
    if not any(signs):
        return []
    return read(text, signs, prose() if prose else _anywhere, references)


def read(
    text: str,
    signs: Signs,
    running: Callable[[int], bool] = _anywhere,
    references: Sequence[str] = (),
) -> list[DamagedLine]:
    """As `detect`, with the signs of `text` and with what tells of running text."""
    lines, unread = _single_byte(text, running, signs.single) if signs.single else ({}, [])
    if signs.double:
        lines |= {line.start: line for line in gbk.find(text, running) if line.start not in lines}
    if signs.controls:
        lines |= {line.start: line for line in c1.find(text, running) if line.start not in lines}
    ordered = [lines[start] for start in sorted(lines)]
    if references and ordered:
        from awesomelint.repair.reference import settle  # noqa: PLC0415 - only where there are references

        ordered = settle(text, ordered, references)
    return _known(text, ordered, unread)


def signs_of(text: str) -> Signs:
    """Why `text` must be looked at more closely; nearly free, and empty for most clean text."""
    seen = glance(text)
    return Signs(
        suspects(text) if seen.neighbours else None,
        seen.han and gbk.may_be_damaged(text),
        seen.controls,
    )


def _single_byte(
    text: str, prose: Callable[[int], bool], suspected: Suspects
) -> tuple[dict[int, DamagedLine], list[Unread]]:
    """The lines that were read in single-byte pages, by their offsets.

    Those that lost bytes have no runs yet.
    """
    from awesomelint.repair import convict  # noqa: PLC0415 - clean text of most languages needs no witnesses

    read, unread = convict.find(text, prose, suspected)
    lines = {line.start: line for line in read}
    for group in unread:
        for start, end in group.lines:
            lines[start] = DamagedLine(start, end, group.damage)
    if not lines and suspected.remains:
        return _left_over(text, prose), unread
    return lines, unread


def _left_over(text: str, prose: Callable[[int], bool]) -> dict[int, DamagedLine]:
    """Lines with remains of single characters in a text that is clean or mended otherwise."""
    found: dict[int, DamagedLine] = {}
    lines = Lines(text)
    for at in remnants(text):
        if prose(at):
            start, end = lines.at(at)
            found[start] = DamagedLine(start, end, _LEFT_OVER)
    return found


def _known(text: str, lines: list[DamagedLine], unread: Sequence[Unread]) -> list[DamagedLine]:
    """The lines, with those of lossy damage read.

    Lines in which nothing turns out to be damaged are left out.
    """
    torn = [
        line
        for line in lines
        if line.damage.page in DOUBLE_BYTE and any(not run.readings for run in line.runs)
    ]
    if not torn and all(line.runs for line in lines):
        return lines
    from awesomelint.repair.infer import LossyReader, read_torn  # noqa: PLC0415 - large, and only for lossy damage

    if torn:
        read_torn(text, [line for line in lines if line.damage.page in DOUBLE_BYTE])
    mixed = {group.damage: group.mixed for group in unread}
    for damage in dict.fromkeys(line.damage for line in lines if not line.runs):
        open_lines = [line for line in lines if line.damage == damage and not line.runs]
        known = [line.mended(text) for line in lines if line.runs]
        places = [(line.start, line.end) for line in open_lines]
        reader = LossyReader(text, damage, places, known, mixed=mixed.get(damage, True))
        for line in open_lines:
            line.runs = reader.runs((line.start, line.end))
            line.unread = line.end > reader.until
    return [line for line in lines if line.runs]
