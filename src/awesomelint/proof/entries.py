"""What `entries` may change: nodes that come or go, rewritten lines, whole links."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from awesomelint.model import Edit, Span
from awesomelint.proof.change import PlacedEdit, meeting, touched
from awesomelint.proof.html import render
from awesomelint.proof.repair import leaf_blocks
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.proof.change import Change
    from awesomelint.proof.prune import Mask
    from awesomelint.proof.stream import Event, Stream
    from awesomelint.proof.view import View

_STAND_IN = "awesomelint{}stands{}in"
_PREFIX = " \t\n>|"
_GROUPS = (nodes.List, nodes.Table, nodes.Quote)


def tiles(view: View, span: Span) -> list[nodes.Node] | None:
    """The largest nodes that make up all of `span` but blanks, quote marks and pipes.

    It is None if some nodes are cut.
    """
    found: list[nodes.Node] = []
    done = span.start
    stack: list[nodes.Node] = [view.root]
    while stack:
        node = stack.pop()
        if node is not view.root and span.start <= node.start and node.end <= span.end:
            if view.text[done : node.start].strip(_PREFIX):
                return None
            done = max(done, node.end)
            found.append(node)
        elif not node.children and node is not view.root:
            return None
        else:
            stack.extend(reversed(touched(node, span)))
    return None if view.text[done : span.end].strip(_PREFIX) else found


def named_places(change: Change) -> Iterator[PlacedEdit]:
    """The places of fixes with the effect `entries`.

    Adjacent deletions are one place where together they take whole nodes.
    """
    for group in _side_by_side(change.chosen(frozenset({"entries"}))):
        first, last = group[0], group[-1]
        whole = Span(first.old.start, last.old.end)
        if len(group) > 1 and tiles(change.before, whole):
            edit = Edit(whole.start, whole.end, "")
            yield PlacedEdit(
                edit, first.claim, whole, Span(first.new.start, last.new.end), "entries"
            )
        else:
            yield from group


def _side_by_side(places: Sequence[PlacedEdit]) -> Iterator[list[PlacedEdit]]:
    """The places in order, deletions that touch each other together."""
    group: list[PlacedEdit] = []
    for place in places:
        if group and (
            place.edit.text or group[-1].edit.text or group[-1].old.end < place.old.start
        ):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def members(found: Iterable[nodes.Node]) -> list[nodes.Node]:
    """The nodes themselves, or their items and rows where a whole list or table is named."""
    flat: list[nodes.Node] = []
    for node in found:
        flat.extend(node.children if isinstance(node, _GROUPS) and node.children else [node])
    return flat


def mask_entries(change: Change, place: PlacedEdit, old: Mask, new: Mask) -> bool:
    """Leave out what a fix with `entries` names, on both sides.

    Return whether a line was rewritten within.
    """
    gone = tiles(change.before, place.old)
    come = tiles(change.after, place.new)
    whole = gone is not None and come is not None and (gone or come)
    written = change.before.text[place.old.start : place.old.end]
    if not whole and written.strip() == place.edit.text.strip():
        return False
    if gone is None or come is None:
        for node in leaf_blocks(change.before.root, place.old.start, place.old.end):
            old.empty(node)
        for node in leaf_blocks(change.after.root, place.new.start, place.new.end):
            new.empty(node)
        return True
    for node in _alike(gone, come, old=True):
        old.remove(node)
    for node in _alike(gone, come, old=False):
        new.remove(node)
    return False


def _alike(gone: list[nodes.Node], come: list[nodes.Node], *, old: bool) -> list[nodes.Node]:
    """A list that is replaced by a list, or emptied, keeps its frame: only its items are named."""
    framed = all(isinstance(node, _GROUPS) for node in (*gone, *come)) and len(come) <= len(gone)
    named = gone if old else come
    return members(named) if framed else named


def writes_links(
    change: Change, places: Sequence[PlacedEdit], shows: Sequence[str], expects: Sequence[str]
) -> bool:
    """Whether each of `places` is one link that shows and leads as the fix says.

    Its part of `shows` is plain text, its part of `expects` the destination.

    Both parsers have to see it so: ours finds the link, and cmark-gfm's HTML is what it is with a
    harmless word as the link's text, but for that text.
    """
    if not len(places) == len(shows) == len(expects):
        return False
    after = change.after
    wanted = list(zip(places, shows, expects, strict=True))
    if not all(_one_link(after, *link) for link in wanted):
        return False
    return _rendered_alike(after, wanted)


def _one_link(view: View, place: PlacedEdit, shown: str, target: str) -> bool:
    links = [node for node in meeting(view.root, place.new) if isinstance(node, nodes.Link)]
    exact = [node for node in links if (node.start, node.end) == (place.new.start, place.new.end)]
    return len(exact) == 1 and exact[0].url == target and _text(view, exact[0]) == shown


def _text(view: View, link: nodes.Link) -> str | None:
    """What a link shows if that is text and character references alone."""
    parts: list[str] = []
    for node in link.children:
        if isinstance(node, nodes.Entity):
            parts.append(node.value)
        elif isinstance(node, nodes.Text):
            parts.append(view.text[node.start : node.end])
        else:
            return None
    return "".join(parts)


def _rendered_alike(view: View, wanted: Sequence[tuple[PlacedEdit, str, str]]) -> bool:
    salt = "q"
    while salt in view.text:
        salt += "q"
    pieces: list[str] = []
    done = view.body
    for number, (place, _, target) in enumerate(wanted):
        pieces += [
            view.text[done : place.new.start],
            f"[{_STAND_IN.format(salt, number)}]({target})",
        ]
        done = place.new.end
    html = render("".join([*pieces, view.text[done:]]))
    for number, (_, shown, _) in enumerate(wanted):
        html = html.replace(_STAND_IN.format(salt, number), _escaped(shown))
    return html == view.html


def _escaped(text: str) -> str:
    """Text as cmark writes it into HTML."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )


Key = tuple[tuple["Event", ...], tuple[str, ...]]


def keeps_entries(change: Change, places: Iterable[PlacedEdit]) -> bool:
    """Whether the entries removed at some of `places` reappear unchanged at the others."""
    gone: list[nodes.Node] = []
    come: list[nodes.Node] = []
    for place in places:
        old = tiles(change.before, place.old)
        new = tiles(change.after, place.new)
        if old is None or new is None:
            return False
        gone += members(old)
        come += members(new)
    return _subtrees(change.before.stream, gone) == _subtrees(change.after.stream, come)


def _subtrees(stream: Stream, named: Iterable[nodes.Node]) -> Counter[Key]:
    """What each of the nodes `named` shows, and how often."""
    wanted = {id(node) for node in named}
    found: Counter[Key] = Counter()
    index = 0
    while index < len(stream.events):
        stop = stream.stops[index]
        if id(stream.owners[index]) in wanted:
            events = tuple(stream.events[index : stop + 1])
            found[events, tuple(stream.leaves[index + 1 : stop + 1])] += 1
            index = stop + 1
        else:
            index += 1
    return found
