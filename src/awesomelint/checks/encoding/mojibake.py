"""Text decoded in the wrong encoding.

Each damaged line gets one finding, which names the mistake and what the line said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.encoding._anchors import with_anchors
from awesomelint.checks.encoding._damage import damaged_lines
from awesomelint.model import Candidate, Edit, Finding, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Facts, Safety
    from awesomelint.repair import DamagedLine, DamagedRun

_LONGEST = 60


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """One finding a damaged line; its runs are the damaged stretches."""
    text = document.text
    references = facts.references or ()
    lines = damaged_lines(document, references)
    findings = (_finding(text, line) for line in lines)
    return with_anchors(document, findings)


def _finding(text: str, line: DamagedLine) -> Finding:
    runs = tuple(Span(run.start, run.end) for run in line.runs)
    return Finding(
        start=line.runs[0].start,
        end=line.runs[-1].end,
        message=_message(text, line),
        fixes=_fixes(line),
        candidates=_candidates(line),
        runs=runs,
        key=line.damage.page,
    )


def _message(text: str, line: DamagedLine) -> str:
    what = f"damaged text ({line.damage.label})"
    if line.unread:
        return f"{what}: the file holds too much damage to read all of it; restore an older version"
    if not any(run.readings for run in line.runs):
        return f"{what}: too much is lost to say what it was"
    first_word = _word_start(text, line) - line.start
    said = _short(line.mended(text)[first_word:])
    open_run = next((run for run in line.runs if run.evidence == "ambiguous"), None)
    if open_run is None:
        certain = "" if line.proven else "probably "
        return f"{what}: it {certain}said “{said}”"
    old = _short(text[open_run.start : open_run.end])
    candidates = [f"“{_short(reading.text)}”" for reading in open_run.readings]
    if len(candidates) == 1:
        new = candidates[0]
        return f"{what}: “{old}” may have been {new}, which nothing in the file confirms"
    either = " or ".join(candidates)
    return f"{what}: “{old}” was {either}, which the file cannot tell; the line said “{said}”"


def _word_start(text: str, line: DamagedLine) -> int:
    """Where the word begins that holds the first damaged run."""
    start = line.runs[0].start
    while start > line.start and text[start - 1].isalnum():
        start -= 1
    return start


def _short(text: str) -> str:
    visible = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
    return visible if len(visible) <= _LONGEST else visible[: _LONGEST - 1] + "…"


def _edits(runs: list[DamagedRun]) -> tuple[Edit, ...]:
    return tuple(Edit(run.start, run.end, run.readings[0].text) for run in runs)


def _fixes(line: DamagedLine) -> tuple[Fix, ...]:
    """One fix for all runs that have a single reading.

    It is safe only if it mends the whole line for certain.
    """
    sure = [run for run in line.runs if run.evidence in ("proven", "reference", "inferred")]
    if not sure:
        return ()
    safety: Safety = "safe" if line.proven else "unsafe"
    return (
        Fix(_edits(sure), safety, ("repair",), _description(line, sure), damage=line.damage.name),
    )


def _description(line: DamagedLine, runs: list[DamagedRun]) -> str:
    label = line.damage.label
    inferred = [run for run in runs if run.evidence == "inferred"]
    if inferred:
        score = min(run.readings[0].score for run in inferred)
        return f"Mend text that was {label} (inferred, score {score:.3f})"
    if any(run.evidence == "reference" for run in runs):
        return f"Restore text that was {label} from the reference"
    return f"Mend text that was {label}"


def _candidates(line: DamagedLine) -> tuple[Candidate, ...]:
    """What the ambiguous runs may have said, one candidate a reading."""
    return tuple(
        Candidate(reading.text, reading.score, (Edit(run.start, run.end, reading.text),))
        for run in line.runs
        if run.evidence == "ambiguous"
        for reading in run.readings
    )
