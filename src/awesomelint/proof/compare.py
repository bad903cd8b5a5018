"""Two streams event by event: each difference must be explained by an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.proof.change import Spans
from awesomelint.proof.difference import message
from awesomelint.proof.links import Pointing, attributes
from awesomelint.proof.stream import fold, shown
from awesomelint.proof.text import OPAQUE
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.model import Span
    from awesomelint.proof.change import Change, Refusal
    from awesomelint.proof.stream import Stream
    from awesomelint.proof.view import View

_TAG = regex(r"<[/!?]?[A-Za-z][\w-]*|<!--|-->")
_RETARGETS = frozenset({"links", "repair", "entries"})
_REWORDS = frozenset({"text", "links", "repair"})


def compare(change: Change, left: Stream, right: Stream) -> Iterator[Refusal]:
    """A refusal for every difference between two streams that no edit explains."""
    if left.events == right.events and left.leaves == right.leaves:
        return
    if [event[0] for event in left.events] != [event[0] for event in right.events]:
        yield _reshaped(change, left, right)
        return
    explain = _Explanation(change)
    for index in range(len(left.leaves)):
        if left.leaves[index] != right.leaves[index] and not explain.leaf(
            left.pieces[index], right.pieces[index]
        ):
            yield _at(change, left, right, index)
        if index == len(left.events) or left.events[index] == right.events[index]:
            continue
        if not explain.event(left, right, index):
            yield _at(change, left, right, index)


def _at(change: Change, left: Stream, right: Stream, index: int) -> Refusal:
    pieces = left.pieces[index]
    if not pieces:
        last = len(left.owners) - 1
        pieces = (left.owners[min(index, last)],)
    until = min(index + 1, len(left.events))
    here = (index, until)
    what = message(left, here, right, here)
    start, end = pieces[0].start, pieces[-1].end
    return change.refuse(what, start, end)


def _reshaped(change: Change, left: Stream, right: Stream) -> Refusal:
    """Streams of different shape: between what both have in common at the start and at the end."""
    before = [event[0] for event in left.events]
    after = [event[0] for event in right.events]
    most = min(len(before), len(after))
    first = 0
    while first < most and before[first] == after[first]:
        first += 1
    last = 0
    while last < most - first and before[-1 - last] == after[-1 - last]:
        last += 1
    left_end, right_end = len(before) - last, len(after) - last
    what = message(left, (first, left_end), right, (first, right_end))
    if not left.owners:
        return change.refuse(what, 0, len(change.before.text))
    owners = left.owners[max(first - 1, 0)], left.owners[max(left_end - 1, 0)]
    starts = [owner.start for owner in owners]
    return change.refuse(what, min(starts), max(starts))


class _Explanation:
    """Whether edits account for a difference."""

    def __init__(self, change: Change) -> None:
        self.change = change
        texts = change.chosen(_REWORDS)
        links = change.chosen(_RETARGETS)
        words = change.chosen(frozenset({"text"}))
        self.old = Spans([place.old for place in texts])
        self.new = Spans([place.new for place in texts])
        self.retargets = Spans([place.old for place in links])
        self.rewords = Spans([place.old for place in words])

    def leaf(self, old: Sequence[nodes.Node], new: Sequence[nodes.Node]) -> bool:
        """Whether two leaves are equal but for the edited stretches."""
        return _without(self.change.before.text, old, self.old) == _without(
            self.change.after.text, new, self.new
        )

    def event(self, left: Stream, right: Stream, index: int) -> bool:
        """Whether an event differs only in a destination, title or value that an edit covers."""
        old, new = left.owners[index], right.owners[index]
        if isinstance(old, Pointing) and isinstance(new, Pointing):
            rest = left.events[index][3:]
            same_rest = rest == right.events[index][3:]
            return same_rest and self._pointing(old, new)
        if isinstance(old, OPAQUE) and isinstance(new, OPAQUE):
            return self._opaque(old, new)
        return False

    def _pointing(self, old: Pointing, new: Pointing) -> bool:
        return self._follows(
            old.destination, new.destination, self.retargets, same=old.url == new.url
        ) and self._follows(
            old.title_span, new.title_span, self.rewords, same=old.title == new.title
        )

    def _follows(self, old: Span | None, new: Span | None, spans: Spans, *, same: bool) -> bool:
        if same:
            return True
        if old is None or new is None:
            return False
        if not spans.touching(old.start, old.end):
            return False
        after = self.change.after.text[new.start : new.end]
        return self.change.spliced(old) == after

    def _opaque(self, old: nodes.Node, new: nodes.Node) -> bool:
        moved = self.change.moved(old.start), self.change.moved(old.end, late=True)
        if moved != (new.start, new.end):
            return False
        if isinstance(old, nodes.Html | nodes.HtmlBlock) and self._tags(
            old, self.change.before
        ) != self._tags(new, self.change.after):
            return False
        if self.rewords.touching(old.start + 1, old.end - 1):
            return True
        values = (
            attributes(self.change.before.text, old)
            if isinstance(old, nodes.Html | nodes.HtmlBlock)
            else []
        )
        return any(self.retargets.touching(value.start, value.end) for value in values)

    @staticmethod
    def _tags(node: nodes.Node, view: View) -> list[str]:
        return _TAG.findall(view.text, node.start, node.end)


def _without(text: str, pieces: Sequence[nodes.Node], spans: Spans) -> str:
    """What `pieces` show with `spans` cut out."""
    parts: list[str] = []
    for piece in pieces:
        where = piece.content if isinstance(piece, nodes.Link) else piece
        inside = [
            span
            for span in spans.touching(where.start, where.end)
            if span.start < where.end and where.start < span.end
        ]
        if not inside:
            parts.append(shown(text, piece))
        elif isinstance(piece, nodes.Text | nodes.Link):
            done = where.start
            for span in inside:
                parts.append(text[done : max(span.start, done)])
                done = min(max(span.end, done), where.end)
            parts.append(text[done : where.end])
    return fold("".join(parts))
