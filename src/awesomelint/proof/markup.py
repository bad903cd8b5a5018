"""The proof of `markup`: links or emphasis begin, end or split at the edits alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.proof.change import Spans, holders, meeting
from awesomelint.proof.stream import SHOWN_BY_SOURCE
from awesomelint.syntax import nodes
from awesomelint.text.lines import line_start
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.proof.change import Change, PlacedEdit
    from awesomelint.proof.view import View

DELIMITERS = regex(r"[\s*_~<>\[\](){}#\\［］【】（）]+")
_NO_BULLETS = str.maketrans("", "", "-+•")
_ITEM_PREFIX = regex(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)+")
_BULLET = regex(r"[-*+][ \t]+")
_EMPHASIS = (nodes.Emphasis, nodes.Strong, nodes.Strikethrough)
_KEPT = (nodes.Code, nodes.Html, nodes.Image, nodes.HardBreak, nodes.FootnoteReference)


def only_delimiters(change: Change, places: Sequence[PlacedEdit]) -> bool:
    """Whether edits of one fix together touch nothing but white space and delimiters.

    In front of an item that they make, bullets are delimiters too.
    """
    text = change.before.text
    old = [text[place.old.start : place.old.end] for place in places]
    new = [place.edit.text for place in places]
    for index, place in enumerate(places):
        if makes_item(change, place) or unmakes_item(change, place):
            old[index] = old[index].translate(_NO_BULLETS)
            new[index] = new[index].translate(_NO_BULLETS)
    before, after = "".join(old), "".join(new)
    return DELIMITERS.sub("", before) == DELIMITERS.sub("", after)


def makes_heading(change: Change, place: PlacedEdit) -> bool:
    """Whether an edit stands behind the `#`s at the start of a line.

    Such an edit makes a heading of a paragraph.
    """
    text = change.before.text
    end = place.old.start
    before = text[line_start(text, end) : end]
    return re.fullmatch(r"[ >]*#{1,6}", before) is not None


def makes_item(change: Change, place: PlacedEdit) -> bool:
    """Whether an edit stands before the text of an item: bullet, number or indentation."""
    text = change.after.text
    marker = _ITEM_PREFIX.match(text, line_start(text, place.new.start))
    return marker is not None and place.new.end <= marker.end()


def unmakes_item(change: Change, place: PlacedEdit) -> bool:
    """Whether an edit takes away a bullet that stands behind another one."""
    text = change.before.text
    return (
        not place.edit.text
        and _BULLET.fullmatch(text, place.old.start, place.old.end) is not None
        and _ITEM_PREFIX.fullmatch(text, line_start(text, place.old.start), place.old.start)
        is not None
    )


Nodes = list[nodes.Node]


def replaced(
    change: Change, block: nodes.Node, successors: Nodes, places: Sequence[PlacedEdit]
) -> tuple[Nodes, Nodes]:
    """The whole nodes that edits in front of a line remove and make.

    They are paragraphs, headings, items and lists. Blocks that stay what they are, whatever stands
    in them, are not among them.
    """
    places = [place for place in places if place.effect == "markup"]
    if any(makes_heading(change, place) for place in places):
        return [block], successors
    if any(unmakes_item(change, place) for place in places):
        return [*_doubled(change, places), block], successors
    if not any(makes_item(change, place) for place in places):
        return [], []
    start, end = change.moved(block.start), change.moved(block.end, late=True)
    made: dict[int, nodes.Node] = {}
    for one in successors:
        outer = [
            node
            for node in holders(change.after.root, Span(one.start, one.end))
            if isinstance(node, nodes.List | nodes.Item) and start <= node.start and node.end <= end
        ]
        if outer:
            made[id(outer[0])] = outer[0]
    first = successors[0].start if successors else end
    gone = any(node.start <= first < node.end for node in made.values())
    return ([block] if gone else []), list(made.values())


def _doubled(change: Change, places: Sequence[PlacedEdit]) -> Nodes:
    """The lists of one item whose bullet goes."""
    starts = {place.old.start for place in places}
    return [
        node
        for place in places
        for node in holders(change.before.root, Span(place.old.end, place.old.end))
        if isinstance(node, nodes.List) and node.start in starts and len(node.children) == 1
    ]


def hole_kept(
    change: Change, old: list[nodes.Node], new: list[nodes.Node], places: Sequence[PlacedEdit]
) -> str:
    """What changed between blocks `old` and their successors `new` beside the edits.

    It is empty if nothing did.
    """
    before = _Inlines(change, change.before, old, [place.old for place in places])
    after = _Inlines(change, change.after, new, [place.new for place in places])
    if before.kept(spliced=True) != after.kept(spliced=False):
        return "code, HTML, images or line breaks beside the edit changed"
    if before.emphasis() != after.emphasis():
        return "emphasis beside the edit changed"
    made, unmade = _changed(change, before, after)
    if before.links(unmade, made, spliced=True) != after.links(made, unmade, spliced=False):
        return "a link beside the edit changed"
    return ""


def _changed(change: Change, before: _Inlines, after: _Inlines) -> tuple[list[Span], list[Span]]:
    """Where links with brackets that touch the edits come and go, both as places afterwards."""
    old = {
        Span(change.moved(node.start, late=True), change.moved(node.end))
        for node in before.touched()
    }
    new = {Span(node.start, node.end) for node in after.touched()}
    return sorted(new - old), sorted(old - new)


def expected(change: Change, places: Sequence[PlacedEdit], expects: Sequence[str]) -> bool:
    """Whether the links that touch the edits of a fix lead exactly where the fix says."""
    spans = [place.new for place in places]
    close = {
        id(node): node
        for span in spans
        for node in meeting(change.after.root, span)
        if isinstance(node, nodes.Link)
    }
    found = sorted(close.values(), key=lambda node: node.start)
    there = set(_whereabouts(change, places))
    changed = [link for link in found if (link.start, link.end) not in there]
    return any(
        len(links) == len(expects)
        and all(
            target in aims(change.after, link) for link, target in zip(links, expects, strict=True)
        )
        for links in (found, changed)
    )


def _whereabouts(change: Change, places: Sequence[PlacedEdit]) -> Iterator[tuple[int, int]]:
    """Where links with brackets that the edits touch stand afterwards, if unchanged."""
    for place in places:
        for node in meeting(change.before.root, place.old):
            if isinstance(node, nodes.Link) and node.form not in SHOWN_BY_SOURCE:
                start = change.moved(node.start, late=True)
                end = change.moved(node.end)
                yield start, end


def aims(view: View, link: nodes.Link) -> tuple[str, str]:
    """Where a link leads: resolved, and as written."""
    written = link.destination or (link.content if link.form in SHOWN_BY_SOURCE else None)
    return link.url, view.text[written.start : written.end] if written else ""


def _around(node: nodes.Node, spans: Sequence[Span]) -> bool:
    """Whether a node with brackets merely has `spans`, which touch it, in its inside."""
    if isinstance(node, nodes.Link) and node.form in SHOWN_BY_SOURCE:
        return False
    return all(node.start < span.start and span.end < node.end for span in spans)


class _Inlines:
    """The inline nodes of some blocks, as far as edits leave them alone."""

    def __init__(
        self, change: Change, view: View, blocks: list[nodes.Node], spans: Sequence[Span]
    ) -> None:
        self.change = change
        self.view = view
        self.spans = Spans(sorted(spans))
        self.found = [node for block in blocks for node in block.walk()]

    def kept(self, *, spliced: bool) -> list[tuple[str, str]]:
        """Code, HTML, images and breaks that no edit reaches into, after the other edits."""
        return [
            (type(node).__name__, self._source(node, spliced=spliced).strip())
            for node in self.found
            if isinstance(node, _KEPT)
            and not any(
                node.start < span.end and span.start < node.end for span in self._touching(node)
            )
        ]

    def emphasis(self) -> list[tuple[str, str]]:
        """Emphasis that no edit touches."""
        return [
            (type(node).__name__, self.view.text[node.start : node.end])
            for node in self.found
            if isinstance(node, _EMPHASIS) and not self._touching(node)
        ]

    def _source(self, node: nodes.Node, *, spliced: bool) -> str:
        if spliced and not self._touching(node):
            span = Span(node.start, node.end)
            return self.change.spliced(span)
        return self.view.text[node.start : node.end]

    def touched(self) -> Iterator[nodes.Node]:
        """The links with brackets that touch an edit."""
        for node in self.found:
            bracketed = isinstance(node, nodes.Link) and node.form not in SHOWN_BY_SOURCE
            if bracketed and self._touching(node):
                yield node

    def links(self, own: Sequence[Span], others: Sequence[Span], *, spliced: bool) -> list[str]:
        """The destinations of links that neither change at an edit nor stand in those that do.

        `own` are the first, `others` the second. Both are places afterwards; destinations are as
        the edits of other fixes leave them.
        """
        return list(self._links(Spans(sorted(own)), Spans(sorted(others)), spliced=spliced))

    def _links(self, own: Spans, others: Spans, *, spliced: bool) -> Iterator[str]:
        for node in self.found:
            if not isinstance(node, nodes.Link) or self._is_ended(node):
                continue
            start = self.change.moved(node.start, late=True) if spliced else node.start
            end = self.change.moved(node.end) if spliced else node.end
            touching = [*own.touching(start, end), *others.touching(start, end)]
            if any(span.start <= start and end <= span.end for span in touching):
                continue
            written = node.destination or node.content
            if spliced:
                yield self.change.spliced(written)
            else:
                yield self.view.text[written.start : written.end]

    def _is_ended(self, node: nodes.Link) -> bool:
        """Whether an edit stands at an end of the link, or in a bare one."""
        spans = self._touching(node)
        return bool(spans) and not _around(node, spans)

    def _touching(self, node: nodes.Node) -> Sequence[Span]:
        """The edits that touch `node`, its ends included."""
        return self.spans.touching(node.start, node.end)
