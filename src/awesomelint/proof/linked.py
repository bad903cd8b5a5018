"""The proof of links that are written whole: each shows its text, leads where it should, and is nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.proof.change import meeting
from awesomelint.proof.html import render
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.proof.change import Change, Place
    from awesomelint.proof.view import View

_STAND_IN = "awesomelint{}stands{}in"


def writes_links(
    change: Change, places: Sequence[Place], shows: Sequence[str], expects: Sequence[str]
) -> bool:
    """Whether each of `places` is one link to its part of `expects` that shows its part of `shows`, as plain text.

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


def _one_link(view: View, place: Place, shown: str, target: str) -> bool:
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


def _rendered_alike(view: View, wanted: Sequence[tuple[Place, str, str]]) -> bool:
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
