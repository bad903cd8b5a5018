"""A whole text, of whatever kind.

Repaired where the repair is certain, with the evidence for each damaged line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from awesomelint.model import Edit
from awesomelint.repair.detect import read, signs_of
from awesomelint.repair.evidence import DamagedRun
from awesomelint.source import Source, apply_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.repair.evidence import DamagedLine


@dataclass(frozen=True, slots=True)
class RepairedLine:
    """A damaged line of the caller's string: `text[start:end]` is `old`, without its line ending.

    `line` is from 1.

    `new` is the line with each run in its likeliest reading; runs that are ambiguous or unreadable
    stay as they are. `proven` tells whether the repair of the line is certain. Each of `runs` has
    its place in the caller's string, its `evidence`, and its candidates as `readings`, the
    likeliest first.
    """

    line: int
    start: int
    end: int
    old: str
    new: str
    damage: str
    proven: bool
    runs: tuple[DamagedRun, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Repair:
    """A repaired text, and its damaged lines in order."""

    text: str
    changed: bool
    lines: tuple[RepairedLine, ...]

    @property
    def damage(self) -> tuple[str, ...]:
        """The mistakes that were made, each once, such as `UTF-8 read as cp1252`."""
        return tuple(dict.fromkeys(line.damage for line in self.lines))

    def __repr__(self) -> str:
        """`<Repair: 3 damaged lines, 2 proven; UTF-8 read as cp1252>`."""
        count = len(self.lines)
        if not count:
            return "<Repair: no damage>"
        proven = sum(line.proven for line in self.lines)
        lines = "1 damaged line" if count == 1 else f"{count} damaged lines"
        damage = "; ".join(self.damage)
        return f"<Repair: {lines}, {proven} proven; {damage}>"


def repair(text: str, *, unsafe: bool = False, references: Sequence[str] = ()) -> Repair:
    """Repair mojibake in `text`, which may be Markdown or not.

    Only lines whose repair is proven are changed; with `unsafe` also runs that were inferred, which
    are guesses. `references` are older or trusted versions of the text, newest first.
    """
    signs = signs_of(text)
    if "\0" not in text and not any(signs):  # sources have U+FFFD for NUL
        return Repair(text, changed=False, lines=())
    source = Source.of(text)
    if source.text != text:
        signs = signs_of(source.text)
    trusted = tuple(Source.of(reference).text for reference in references)
    lines = read(source.text, signs, references=trusted)
    chosen = [line for line in lines if line.proven or unsafe]
    edits = [edit for line in chosen for edit in _edits(line)]
    after = source.edited(edits).original if edits else text
    told = tuple(_line(source, line) for line in lines)
    return Repair(after, after != text, told)


def _edits(line: DamagedLine) -> list[Edit]:
    """What is read in one way, certainly or not."""
    certain = ("proven", "reference", "inferred")
    return [
        Edit(run.start, run.end, run.readings[0].text)
        for run in line.runs
        if run.evidence in certain
    ]


def _line(source: Source, line: DamagedLine) -> RepairedLine:
    start, end = source.original_offset(line.start), source.original_offset(line.end)
    old = source.original[start:end]
    return RepairedLine(
        line=source.position(line.start)[0],
        start=start,
        end=end,
        old=old,
        new=apply_edits(
            old,
            [Edit(one.start - line.start, one.end - line.start, one.text) for one in _edits(line)],
        ),
        damage=line.damage.label,
        proven=line.proven,
        runs=tuple([_run(source, run) for run in line.runs]),
    )


def _run(source: Source, run: DamagedRun) -> DamagedRun:
    """A run at its place in the caller's string."""
    start, end = source.original_offset(run.start), source.original_offset(run.end)
    return DamagedRun(start, end, run.evidence, run.readings)
