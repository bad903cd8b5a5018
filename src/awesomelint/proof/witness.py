"""Both parsers on the same change: what comes and goes must be the same for each."""

from __future__ import annotations

from collections import Counter
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.proof.html import skeleton, tags
from awesomelint.proof.text import html_at
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.model import Effect
    from awesomelint.proof.change import Change
    from awesomelint.proof.view import View

_TAG = regex(r"<(a|img|em|strong|del|code|pre|h[1-6]|li|table|blockquote)\b")
_AIM = regex(r' (?:href|src)="([^"]*)"')
_NAMES: dict[type[nodes.Node], str] = {
    nodes.Emphasis: "em", nodes.Strong: "strong", nodes.Strikethrough: "del", nodes.Code: "code",
    nodes.Item: "li",
    nodes.Table: "table", nodes.Quote: "blockquote",
}  # fmt: skip

Seen = Counter[tuple[str, str]]


def agreed(change: Change, effects: set[Effect | None]) -> bool:
    """Whether GitHub's parser, too, sees the same tags in order, or fewer after deletions.

    Where markup changes, both parsers must see the same nodes come and go. What raw HTML says, and
    what other effects make of tags, is left to the stream.
    """
    if change.before.html == change.after.html:
        return True
    old, new = change.before.html, change.after.html
    if effects == {"region"}:
        return same_change(change.before, change.after)
    if "markup" in effects and effects <= {"text", "links", "markup"}:
        return same_change(change.before, change.after)
    if effects <= {"text", "links"}:
        if any(html_at(change.before, place.old) for place in change.places):
            return True
        led = effects == {"text"}
        return skeleton(old, destinations=led) == skeleton(new, destinations=led)
    if effects == {"entries"} and not any(place.edit.text.strip() for place in change.places):
        tags = iter(skeleton(old, destinations=True))
        return all(tag in tags for tag in skeleton(new, destinations=True))
    return True


def same_change(before: View, after: View) -> bool:
    """Whether our parser and cmark-gfm see the same nodes come and go between two texts.

    Links and images count by where they lead, links that show their URL apart from others. What the
    parsers see otherwise on both sides does not matter, since only the difference is compared.
    """
    ours = _difference(_in_tree(before), _in_tree(after))
    return ours == _difference(_in_html(before), _in_html(after))


def _difference(old: Seen, new: Seen) -> tuple[Seen, Seen]:
    return new - old, old - new


def _in_tree(view: View) -> Seen:
    return Counter(_named(view.root, view.text))


def _named(root: nodes.Root, text: str) -> Iterator[tuple[str, str]]:
    stack: list[nodes.Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, nodes.Image):
            yield "img", unquote(node.url)
            continue  # what stands in it is told by its alt text alone
        if isinstance(node, nodes.Link):
            shown = text[node.content.start : node.content.end]
            yield _link(unquote(node.url), shown), unquote(node.url)
        elif isinstance(node, nodes.Heading):
            yield f"h{node.level}", ""
        elif isinstance(node, nodes.Fence | nodes.CodeBlock):
            yield from (("pre", ""), ("code", ""))
        elif name := _NAMES.get(type(node)):
            yield name, ""
        stack.extend(node.children)


def _in_html(view: View) -> Seen:
    return Counter(_tags(view.html))


def _tags(html: str) -> Iterator[tuple[str, str]]:
    for start, end in tags(html):
        match = _TAG.match(html, start, end)
        if match is None:
            continue
        tag = match[1]
        target = _AIM.search(html, start, end)
        url = unquote(unescape(target[1])) if target else ""
        if tag == "a":
            shown = unescape(html[end : html.find("<", end)])
            tag = _link(url, shown)
        yield tag, url


def _link(url: str, shown: str) -> str:
    """What a link counts as: one that shows its URL, or another."""
    written = unquote(shown)
    return "url" if url in {written, f"http://{written}", f"mailto:{written}"} else "a"
