"""A pass of fixes: the text before and after it, and where each place went."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.model import Edit, Effect, Fix, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.proof.view import View
    from awesomelint.syntax import nodes


class Claim(NamedTuple):
    """A fix of a rule that says what it does.

    `characters` is the body of a regex character class, from the rule's card: the source characters
    that a repair by table may touch.
    """

    fix: Fix
    rule: str
    characters: str = ""


class Refusal(NamedTuple):
    """Why a pass is not proven, and in which blocks of the text before.

    `claim` is the index of the fix if known.
    """

    reason: str
    block_start: int
    block_end: int
    claim: int = -1


@dataclass(slots=True, eq=False, repr=False)
class PlacedEdit:
    """One edit of a pass: `old` and `new`, its places before and after, and its effect."""

    edit: Edit
    claim: int
    old: Span
    new: Span
    effect: Effect | None = None


@dataclass(slots=True, eq=False, repr=False)
class Change:
    """Both texts, the claims, and all their edits in order."""

    before: View
    after: View
    claims: Sequence[Claim]
    places: list[PlacedEdit] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find where every edit went."""
        edits = sorted(
            (edit, index) for index, claim in enumerate(self.claims) for edit in claim.fix.edits
        )
        shift = 0
        for edit, index in edits:
            start = edit.start + shift
            new = Span(start, start + len(edit.text))
            self.places.append(PlacedEdit(edit, index, Span(edit.start, edit.end), new))
            shift += len(edit.text) - (edit.end - edit.start)
        self._ends = [place.old.end for place in self.places]

    def moved(self, offset: int, *, late: bool = False) -> int:
        """The offset afterwards of `offset` in the text before.

        At an insertion it is before the new text, or behind it if `late`.
        """
        at = bisect_right(self._ends, offset) if late else bisect_left(self._ends, offset)
        if at < len(self.places) and self.places[at].old.start < offset == self.places[at].old.end:
            at += 1
        if at < len(self.places) and self.places[at].old.start < offset:
            return self.places[at].new.end if late else self.places[at].new.start
        if at == 0:
            return offset
        last = self.places[at - 1]
        return offset + last.new.end - last.old.end

    def spliced(self, span: Span) -> str:
        """The text that stands at `span` after the edits that touch it."""
        return self.after.text[self.moved(span.start) : self.moved(span.end, late=True)]

    def by_claim(self) -> list[list[PlacedEdit]]:
        """The edits of each claim, in order."""
        found: list[list[PlacedEdit]] = [[] for _ in self.claims]
        for place in self.places:
            found[place.claim].append(place)
        return found

    def chosen(self, effects: frozenset[str]) -> list[PlacedEdit]:
        """The edits that turned out to have one of `effects`, in order."""
        return [place for place in self.places if place.effect in effects]

    def refuse(self, reason: str, start: int, end: int, claim: int = -1) -> Refusal:
        """A refusal of the blocks that touch `start:end` of the text before."""
        block = self.before.blocks(start, end)
        return Refusal(reason, block.start, block.end, claim)


class Spans:
    """Disjoint spans in order, searched by place."""

    __slots__ = ("_ends", "_spans", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def touching(self, start: int, end: int) -> Sequence[Span]:
        """Those that touch `start:end`, ends included."""
        return self._spans[bisect_left(self._ends, start) : bisect_right(self._starts, end)]


def holders(root: nodes.Node, span: Span) -> list[nodes.Node]:
    """Every node that holds `span` (its ends included), outer ones first."""
    found: list[nodes.Node] = []
    stack = [root]
    while stack:
        node = stack.pop()
        found.append(node)
        held = node.children
        at = bisect_left(held, span.end, key=_end)
        inner = []
        while at < len(held) and held[at].start <= span.start:
            inner.append(held[at])
            at += 1
        stack.extend(reversed(inner))
    return found


def meeting(root: nodes.Node, span: Span) -> Iterator[nodes.Node]:
    """Every node below `root` that touches `span`, its ends included, in document order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node is not root:
            yield node
        held = node.children
        low = bisect_left(held, span.start, key=_end)
        stack.extend(reversed(held[low : bisect_right(held, span.end, key=_start)]))


def _start(node: nodes.Node) -> int:
    return node.start


def _end(node: nodes.Node) -> int:
    return node.end


def touched(node: nodes.Node, span: Span) -> list[nodes.Node]:
    """The children of `node` that share a character with `span`."""
    held = node.children
    at = bisect_right(held, span.start, key=_end)
    found = []
    while at < len(held) and held[at].start < span.end:
        found.append(held[at])
        at += 1
    return found
