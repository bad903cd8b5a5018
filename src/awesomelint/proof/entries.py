"""What `entries` may change: whole nodes that come or go, or the line that an edit rewrites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.proof.change import touched
from awesomelint.proof.repair import leaf_blocks
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.model import Span
    from awesomelint.proof.change import Change, Place
    from awesomelint.proof.prune import Mask
    from awesomelint.proof.view import View

_PREFIX = " \t\n>|"
_GROUPS = (nodes.List, nodes.Table, nodes.Quote)


def tiles(view: View, span: Span) -> list[nodes.Node] | None:
    """The largest nodes that make up all of `span` but blanks, quote marks and pipes.

    None if some are cut.
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
        elif not node.children:
            return None
        else:
            stack.extend(reversed(touched(node, span)))
    return None if view.text[done : span.end].strip(_PREFIX) else found


def members(found: Iterable[nodes.Node]) -> list[nodes.Node]:
    """The nodes themselves, or their items and rows where a whole list or table is named."""
    flat: list[nodes.Node] = []
    for node in found:
        flat.extend(node.children if isinstance(node, _GROUPS) and node.children else [node])
    return flat


def mask_entries(change: Change, place: Place, old: Mask, new: Mask) -> bool:
    """Leave out what a fix with `entries` names, on both sides.

    Return whether a line was rewritten within.
    """
    gone, come = tiles(change.before, place.old), tiles(change.after, place.new)
    whole = gone is not None and come is not None and (gone or come)
    if (
        not whole
        and change.before.text[place.old.start : place.old.end].strip() == place.edit.text.strip()
    ):
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
