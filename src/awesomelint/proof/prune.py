"""A stream without what a fix may change, so that the rest can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awesomelint.proof.stream import Stream, fold, shown

if TYPE_CHECKING:
    from awesomelint.syntax import nodes

_BREAKS = ("soft break", "hard break")
_LINES = ("paragraph", "tight paragraph", "heading", "cell")


@dataclass(slots=True, eq=False, repr=False)
class Mask:
    """Nodes by identity: `removed` ones are left out, of `emptied` ones only the place stays."""

    removed: dict[int, nodes.Node] = field(default_factory=dict)
    emptied: dict[int, nodes.Node] = field(default_factory=dict)

    def remove(self, node: nodes.Node) -> None:
        """Leave `node` out."""
        self.removed[id(node)] = node

    def empty(self, node: nodes.Node) -> None:
        """Leave out what is in `node`."""
        self.emptied[id(node)] = node

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.removed or self.emptied)


def prune(text: str, stream: Stream, mask: Mask) -> Stream:
    """`stream` without what `mask` names.

    A break left dangling at the edge of a paragraph goes too.
    """
    if not mask:
        return stream
    pruned = Stream()
    run: list[str] = []
    held: list[nodes.Node] = []
    torn = False
    index, count = 0, len(stream.events)
    while index <= count:
        _take(text, stream, index, mask, run, held)
        if index == count:
            break
        event, node, stop = stream.events[index], stream.owners[index], stream.stops[index]
        if id(node) in mask.removed:
            torn = True
            index = stop + 1
            continue
        kind = str(event[0])
        closes = kind.startswith("/") and kind[1:] in _LINES
        if closes and torn:
            _drop_break(pruned, run)
            torn = False
        if kind in _BREAKS and torn and not "".join(run).strip() and _opens(pruned):
            index += 1
            continue
        if id(node) in mask.emptied and not kind.startswith("/"):
            pruned.emit(event if stop > index else (kind,), node, run, held)
            index = max(stop, index + 1)
            if stop >= index:
                pruned.emit(stream.events[stop], node, run, held)
                index = stop + 1
            continue
        pruned.emit(event, node, run, held)
        index += 1
    pruned.leaves.append(fold("".join(run)))
    pruned.pieces.append(tuple(held))
    return pruned


def _take(
    text: str, stream: Stream, index: int, mask: Mask, run: list[str], held: list[nodes.Node]
) -> None:
    pieces = stream.pieces[index]
    if not pieces:
        return
    if any(id(piece) in mask.removed for piece in pieces):
        pieces = [piece for piece in pieces if id(piece) not in mask.removed]
        run.extend(shown(text, piece) for piece in pieces)
    else:
        run.append(stream.leaves[index])
    held.extend(pieces)


def _drop_break(pruned: Stream, run: list[str]) -> None:
    """Drop the break that ends `pruned` if only blanks follow it in `run`."""
    if not pruned.events or "".join(run).strip():
        return
    if pruned.events[-1][0] in _BREAKS:
        pruned.events.pop()
        pruned.owners.pop()
        pruned.stops.pop()
        run.insert(0, pruned.leaves.pop())
        pruned.pieces.pop()


def _opens(pruned: Stream) -> bool:
    return bool(pruned.events) and pruned.events[-1][0] in _LINES
