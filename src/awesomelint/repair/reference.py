"""Evidence from older or trusted texts.

The one line that, damaged the same way, gives the line at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.repair.codepages import DOUBLE_BYTE, REPLACEMENT, Damage, apply
from awesomelint.repair.evidence import DamagedLine, DamagedRun, Reading
from awesomelint.text.lines import line_end, line_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.repair.evidence import Evidence

_VARIANTS = (
    ("", False, False), ("drop", False, False), ("drop", True, False), ("drop", False, True),
    ("drop", True, True), ("fffd", False, False), ("question", False, False),
    ("no-c1", False, False),
)  # fmt: skip


def settle(text: str, lines: Iterable[DamagedLine], references: Iterable[str]) -> list[DamagedLine]:
    """The lines, with those that a reference knows read from it.

    Newer references are asked first.
    """
    settled = list(lines)
    for reference in references:
        open_lines = [line for line in settled if not line.proven]
        if not open_lines:
            break
        known = _best(text, open_lines, reference)
        settled = [_settled(text, line, known) if not line.proven else line for line in settled]
    return settled


class Known:
    """The lines of a reference by what the damage makes of them."""

    def __init__(self, reference: str, damage: Damage) -> None:
        self.damage = damage
        self.lines = reference.split("\n")
        self.by_image: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines):
            if not line.isascii():
                image = apply(line, damage)
                self.by_image.setdefault(image, []).append(number)

    def find(self, line: str, before: str, after: str) -> str | None:
        """The one line that became `line`; the neighbours decide between several."""
        numbers = self.by_image.get(line, [])
        distinct = {self.lines[number] for number in numbers}
        if len(distinct) > 1:
            near = [number for number in numbers if self._meets(number, before, after)]
            distinct = {self.lines[number] for number in near}
        return distinct.pop() if len(distinct) == 1 else None

    def _meets(self, number: int, before: str, after: str) -> bool:
        above = self.lines[number - 1] if number else ""
        below = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return any(
            theirs.strip() and ours in (theirs, apply(theirs, self.damage))
            for theirs, ours in ((above, before), (below, after))
        )


def _best(text: str, lines: list[DamagedLine], reference: str) -> Known:
    """The variant of the damage under which the reference explains the most lines."""
    first = lines[0].damage
    variants = [first]
    if first.page not in DOUBLE_BYTE:
        variants += [Damage(first.page, *variant) for variant in _VARIANTS]
    damaged = [text[line.start : line.end] for line in lines]
    candidates = [Known(reference, damage) for damage in dict.fromkeys(variants)]
    return max(candidates, key=lambda known: sum(line in known.by_image for line in damaged))


def _settled(text: str, line: DamagedLine, known: Known) -> DamagedLine:
    newline_before = max(line.start - 1, 0)
    before = text[line_start(text, newline_before) : newline_before]
    after = text[line.end + 1 : line_end(text, line.end + 1)]
    clean = known.find(text[line.start : line.end], before, after)
    if clean is None:
        return line
    runs = list(_runs(line.start, clean, known.damage))
    return DamagedLine(line.start, line.end, known.damage, runs)


def _runs(start: int, clean: str, damage: Damage) -> Iterator[DamagedRun]:
    """Where the damaged characters of `clean` lie once damaged.

    A damage to pairs of bytes makes one run.
    """
    if damage.page in DOUBLE_BYTE:
        head = next(at for at, char in enumerate(clean) if not char.isascii())
        image = apply(clean[head:], damage)
        yield DamagedRun(
            start + head, start + head + len(image), "reference", (Reading(clean[head:], 1.0),)
        )
        return
    at, held = start, ""
    begun = start
    for char in [*clean, "\n"]:
        if char.isascii():
            if held:
                yield DamagedRun(begun, at, _evidence(held, damage), (Reading(held, 1.0),))
            at, held = at + 1, ""
            begun = at
        else:
            held += char
            at += len(apply(char, damage))


def _evidence(text: str, damage: Damage) -> Evidence:
    return (
        "proven"
        if apply(text, damage) == apply(text, Damage(damage.page, twice=damage.twice))
        else "reference"
    )


def lost_characters(line: str, references: Sequence[str]) -> str | None:
    """The one line of the references that differs from `line` only at U+FFFD, or None."""
    if not references:
        return None
    import re  # noqa: PLC0415 - rare

    gaps = re.split(f"{REPLACEMENT}+", line)
    pattern = re.compile("(.{1,8}?)".join(re.escape(part) for part in gaps))
    for reference in references:
        found = {
            held
            for held in reference.split("\n")
            if REPLACEMENT not in held and pattern.fullmatch(held)
        }
        if found:
            return found.pop() if len(found) == 1 else None
    return None
