"""The proof of `links`: the edit lies in a destination, or in link text that shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.model import Span
from awesomelint.proof.change import holders
from awesomelint.proof.stream import SHOWN_BY_SOURCE
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.proof.change import Change, PlacedEdit
    from awesomelint.proof.view import View

ATTRIBUTE = regex(
    r"""\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`][^\s"'<>`]*))""", re.IGNORECASE
)
Pointing = nodes.Link | nodes.Image | nodes.Definition


def redirects(change: Change, place: PlacedEdit) -> bool:
    """Whether this edit changes a destination, or text that shows one.

    It may stand in a link, a definition or an HTML attribute.
    """
    ends_it = re.search(r"[\s<>]", place.edit.text)
    if ends_it:
        return False
    if not destination_at(change.before, place.old):
        return False
    return destination_at(change.after, place.new)


def destination_at(view: View, span: Span) -> bool:
    """Whether `span` lies inside a destination, or inside link text that shows it."""
    for node in holders(view.root, span):
        if isinstance(node, Pointing):
            if _within(node.destination, span):
                return True
            if (
                isinstance(node, nodes.Link)
                and _within(node.content, span)
                and shows_destination(view, node)
            ):
                return True
        if isinstance(node, nodes.Html | nodes.HtmlBlock) and any(
            _within(value, span) for value in attributes(view.text, node)
        ):
            return True
    return False


def shows_destination(view: View, link: nodes.Link) -> bool:
    """Whether a link's text is its destination."""
    if link.form in SHOWN_BY_SOURCE:
        return True
    return link.destination is not None and _slice(view, link.content) == _slice(
        view, link.destination
    )


def attributes(text: str, node: nodes.Node) -> list[Span]:
    """The values of all `href` and `src` in raw HTML."""
    return [
        Span(*match.span(match.lastindex))
        for match in ATTRIBUTE.finditer(text, node.start, node.end)
        if match.lastindex is not None
    ]


def _within(outer: Span | None, span: Span) -> bool:
    return outer is not None and outer.start <= span.start and span.end <= outer.end


def _slice(view: View, span: Span) -> str:
    return view.text[span.start : span.end]
