"""What `region` may change: rows of a list of links to the headings of its own file."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from awesomelint.curation.contents import is_placeholder
from awesomelint.curation.html import tags
from awesomelint.curation.sections import outline
from awesomelint.curation.slugs import HOSTS
from awesomelint.syntax import nodes
from awesomelint.text.lines import line_start, next_line
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.model import Span
    from awesomelint.proof.change import Change, Refusal
    from awesomelint.proof.prune import Mask
    from awesomelint.proof.view import View

_LETTERS = regex(r"[\W_]+")
_PLAIN = (
    nodes.List, nodes.Item, nodes.Paragraph, nodes.Link, nodes.Text, nodes.Escape, nodes.Entity,
    nodes.Code, nodes.Emphasis, nodes.Strong, nodes.SoftBreak, nodes.HardBreak,
)  # fmt: skip


class _Row(NamedTuple):
    """The line of an item: where its links lead, what they show, and what stands beside them."""

    urls: tuple[str, ...]
    shown: tuple[str, ...]
    beside: str


def keep_regions(change: Change, old: Mask, new: Mask) -> Iterator[Refusal]:
    """Leave out the lists that fixes with `region` touch, once their rows are proven.

    Each list, or paragraph `[TOC]`, becomes one list, whose rows are the old ones but for those
    that the fix writes. A written row is one link to an anchor of this file, called as an old row
    or as its heading is. A row that goes leaves another with its title. Links that lead out of the
    file stay.
    """
    pairs: dict[int, tuple[nodes.Node, nodes.Node]] = {}
    for place in change.chosen(frozenset({"region"})):
        gone = _list_at(change.before, place.old) or _placeholder_at(change.before, place.old)
        come = _list_at(change.after, place.new)
        if gone is None or come is None or pairs.get(id(gone), (gone, come))[1] is not come:
            yield change.refuse(
                "the change is not inside one list", place.old.start, place.old.end, place.claim
            )
            return
        pairs[id(gone)] = gone, come
    if not pairs:
        return
    headings = _headings(change.after)
    for left, right in pairs.values():
        if reason := _kept(change, left, right, headings):
            yield change.refuse(reason, left.start, left.end)
        old.remove(left)
        new.remove(right)


def _list_at(view: View, span: Span) -> nodes.List | None:
    """The outermost list whose lines hold `span`."""
    blocks = view.root.children
    while blocks:
        at = bisect_right(blocks, span.end, key=lambda node: line_start(view.text, node.start)) - 1
        block = blocks[max(at, 0)]
        if at > 0 and isinstance(blocks[at - 1], nodes.List) and span.start < block.start:
            block = blocks[at - 1]
        if isinstance(block, nodes.List):
            start, end = line_start(view.text, block.start), next_line(view.text, block.end)
            return block if start <= span.start and span.end <= end else None
        blocks = block.children if isinstance(block, nodes.Quote) else ()
    return None


def _placeholder_at(view: View, span: Span) -> nodes.Node | None:
    """The paragraph `[TOC]` that `span` is."""
    for node in view.root.children:
        if (node.start, node.end) == (span.start, span.end) and is_placeholder(node, view.text):
            return node
    return None


def _kept(
    change: Change, left: nodes.Node, right: nodes.Node, headings: dict[str, set[str]]
) -> str:
    """Why `right` is more than `left` with rows written, or ""."""
    before, after = change.before.text, change.after.text
    if _others(right) - _others(left):
        return "something else than rows of links appears"
    old, new = Counter(_rows(left, before)), Counter(_rows(right, after))
    gone, come = old - new, new - old
    known = {_letters(text) for row in old for text in row.shown}
    said = {(row.shown, row.beside) for row in gone}
    for row in come:
        if len(row.urls) != 1 or (_letters(row.beside) and (row.shown, row.beside) not in said):
            return "a row is not one link"
        titles = headings.get(_fragment(row.urls[0]))
        if titles is None:
            return f"the anchor {row.urls[0]} does not exist"
        if _letters(row.shown[0]) not in known | titles:
            return "a row is not called as its heading is"
    return _lost(gone, come, new)


def _lost(gone: Counter[_Row], come: Counter[_Row], new: Counter[_Row]) -> str:
    """What of the rows that go no row says afterwards, or ""."""
    titles = {_letters(text) for row in new for text in row.shown}
    said = {(row.shown, row.beside) for row in come}
    aims = {unquote(url).lower() for row in new for url in row.urls}
    for row in gone:
        if not row.urls or any(_letters(text) not in titles for text in row.shown):
            return "a title is lost"
        if _letters(row.beside) and (row.shown, row.beside) not in said:
            return "words beside a link are lost"
        if any(
            not url.startswith("#") and f"#{unquote(url).lower()}" not in aims for url in row.urls
        ):
            return "a link that leads out of the file is lost"
    return ""


def _others(block: nodes.Node) -> Counter[str]:
    """How many nodes of each kind there are that rows of links do not need."""
    return Counter(type(node).__name__ for node in block.walk() if not isinstance(node, _PLAIN))


def _rows(block: nodes.Node, text: str) -> Iterator[_Row]:
    for node in block.walk():
        if not isinstance(node, nodes.Item):
            continue
        lines = [child for child in node.children if not isinstance(child, nodes.List)]
        links = [inner for line in lines for inner in line.walk() if isinstance(inner, nodes.Link)]
        shown = tuple(nodes.plain(link, text).strip() for link in links)
        beside = "".join(nodes.plain(line, text) for line in lines)
        for part in shown:
            beside = beside.replace(part, "", 1)
        yield _Row(tuple(link.url for link in links), shown, beside.strip())


def _headings(view: View) -> dict[str, set[str]]:
    """What the heading of each anchor is called, for any host that the program knows."""
    walked = list(view.root.walk())
    found = tags(walked, view.text)
    titles: dict[str, set[str]] = {}
    for host in HOSTS:
        outlined = outline(walked, view.text, found, host)
        for anchor in outlined.anchors:
            titles.setdefault(anchor.lower(), set())
        for section in outlined.sections:
            if section.slug:
                titles.setdefault(section.slug.lower(), set()).add(_letters(section.title))
    return titles


def _fragment(url: str) -> str:
    return unquote(url[1:]).lower() if url.startswith("#") else "\0"


def _letters(title: str) -> str:
    return _LETTERS.sub("", title.casefold())
