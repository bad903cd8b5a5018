"""Moving whole entries of a list or table to other places in it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from awesomelint.model import Edit, Span
from awesomelint.text.lines import line_end, line_start

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awesomelint.curation import Entry

_BLANK = " \t\n>"


def moving(text: str, run: Sequence[Entry], places: Mapping[int, int]) -> tuple[Edit, ...]:
    """The edits that bring the entry `index` of `run` before the entry `places[index]`.

    A place that is the length of `run` is the end. Entries for one place come in the order of
    `places`. There are no edits if the gaps between entries differ, so that a move would change
    more than the order.
    """
    bodies = [_body(text, entry) for entry in run]
    gaps = {text[one.end : other.start] for one, other in pairwise(bodies)}
    if len(gaps) != 1 or (gap := gaps.pop()).strip(_BLANK) or "\n" not in gap:
        return ()
    edits: list[Edit] = []
    last = max(index for index in range(len(run)) if index not in places)
    for index in places:
        body = bodies[index]
        if index < last:
            edits.append(Edit(body.start, bodies[index + 1].start, ""))
        else:
            edits.append(Edit(bodies[index - 1].end, body.end, ""))
    for target in dict.fromkeys(places.values()):
        moved = [
            text[bodies[index].start : bodies[index].end]
            for index, place in places.items()
            if place == target
        ]
        if target <= last:
            at = bodies[target].start
            edits.append(Edit(at, at, "".join(body + gap for body in moved)))
        else:
            at = bodies[last].end
            edits.append(Edit(at, at, "".join(gap + body for body in moved)))
    return tuple(sorted(edits))


def _body(text: str, entry: Entry) -> Span:
    """An entry with all that stands in it; of a row the whole line."""
    if entry.shape == "row":
        first = line_start(text, entry.start)
        return Span(first, line_end(text, entry.end))
    start = entry.node.start
    shown = text[start : entry.node.end].rstrip()
    return Span(start, start + len(shown))
