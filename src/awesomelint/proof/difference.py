"""The one comparer: where two texts differ, block by block and view by view."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Literal, NamedTuple

from awesomelint.proof.html import first_difference
from awesomelint.proof.residue import residue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.proof.stream import Event, Stream
    from awesomelint.proof.view import View

_LONGEST = 40
"""How much of a text a message quotes."""


class Difference(NamedTuple):
    """Top-level blocks that one of the three views shows differently.

    `start:end` is of the text before.
    """

    view: Literal["stream", "residue", "html"]
    start: int
    end: int
    message: str


def diff(before: View, after: View) -> list[Difference]:
    """Every difference between two texts.

    The list is empty if they are equal but for layout.
    """
    if before is after or before.text == after.text:
        return []
    found: list[Difference] = []
    if before.residue != after.residue:
        found.append(_residue_difference(before, after))
    if before.html != after.html and before.folded != after.folded:
        found.append(_html_difference(before, after))
    found.extend(_stream_differences(before, after))
    return found


def _residue_difference(before: View, after: View) -> Difference:
    """Walk the text before over as many residue bytes as both have in common at the start."""
    common = 0
    left, right = before.residue, after.residue
    step = max(len(left), 1)
    while step:
        if left[common : common + step] == right[common : common + step] and common + step <= len(
            left
        ):
            common += step
        else:
            step //= 2
    lost = left[common : common + 20].decode("utf-8", "replace")
    low, high = 0, len(before.text)
    while low < high:
        middle = (low + high) // 2
        if len(_residue_of(before, middle)) <= common:
            low = middle + 1
        else:
            high = middle
    block = before.blocks(max(low - 1, 0), max(low - 1, 0))
    return Difference("residue", block.start, block.end, f"characters changed near {lost!r}")


def _residue_of(before: View, end: int) -> bytes:
    return residue(before.text[:end], [span for span in before.stream.numbers if span.end <= end])


def _html_difference(before: View, after: View) -> Difference:
    line = first_difference(before.text[before.body :], after.text[after.body :])
    offset = before.body
    for _ in range(line - 1):
        offset = before.text.find("\n", offset) + 1
    block = before.blocks(offset, offset)
    return Difference(
        "html", block.start, block.end, "GitHub's parser renders this block differently"
    )


def _stream_differences(before: View, after: View) -> list[Difference]:
    left, right = before.stream, after.stream
    if left.events == right.events and left.leaves == right.leaves:
        return []
    old, new = list(_blocks(left)), list(_blocks(right))
    first = 0
    while first < min(len(old), len(new)) and _same(left, old[first], right, new[first]):
        first += 1
    last = 0
    most = min(len(old), len(new)) - first
    while last < most and _same(left, old[-1 - last], right, new[-1 - last]):
        last += 1
    tops = before.root.children
    if len(old) == len(new):
        return [
            Difference(
                "stream",
                tops[index].start,
                tops[index].end,
                message(left, old[index], right, new[index]),
            )
            for index in range(first, len(old) - last)
            if not _same(left, old[index], right, new[index])
        ]
    until = len(old) - last
    span = before.blocks(
        tops[min(first, len(tops) - 1)].start if tops else 0,
        tops[max(until - 1, first)].end if until > first else 0,
    )
    what = message(
        left, _joined(left, old[first:until]), right, _joined(right, new[first : len(new) - last])
    )
    return [Difference("stream", span.start, span.end, what)]


Range = tuple[int, int]


def _blocks(stream: Stream) -> Iterator[Range]:
    return pairwise([*stream.bounds, len(stream.events)])


def _joined(stream: Stream, blocks: list[Range]) -> Range:
    return (blocks[0][0], blocks[-1][1]) if blocks else (len(stream.events), len(stream.events))


def _same(left: Stream, old: Range, right: Stream, new: Range) -> bool:
    old_part = slice(*old)
    new_part = slice(*new)
    if left.events[old_part] != right.events[new_part]:
        return False
    return left.leaves[old_part] == right.leaves[new_part]


def message(left: Stream, old: Range, right: Stream, new: Range) -> str:
    """The first difference between two runs of events, in words."""
    pairs = zip_longest(range(*old), range(*new))
    for i, j in pairs:
        if i is None or j is None or left.events[i] != right.events[j]:
            return f"{name(left, i)} became {name(right, j)}"
        if left.leaves[i] != right.leaves[j]:
            return f"the text {_short(left.leaves[i])} became {_short(right.leaves[j])}"
    return "blocks begin or end elsewhere"


def name(stream: Stream, index: int | None) -> str:
    """An event in words."""
    if index is None:
        return "nothing"
    event: Event = stream.events[index]
    kind = str(event[0])
    if kind.startswith("/"):
        return f"the end of a {kind[1:]}"
    for value in event[1:]:
        if isinstance(value, str) and value:
            return f"{kind} {_short(value)}"
    return kind


def _short(text: str) -> str:
    text = text.replace("\0", "\\")
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 1]}…"
    return repr(text)
