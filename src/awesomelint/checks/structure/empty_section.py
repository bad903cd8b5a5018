"""Headings with nothing under them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.checks.structure._group_titles import GroupTitles
from awesomelint.identity.titles import quoted
from awesomelint.model import Edit, Finding, Fix
from awesomelint.syntax import nodes
from awesomelint.text.lines import line_end, line_start
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation import Document, Section


SENTENCE = (".", "!", "?", "。", "！", "？")
# "Deadline: June 17", "会期：6 月 19 日"
_DATED = regex(r"[:：][^:：\d]{0,20}\d[^:：]{0,40}\Z")
_WORD = regex(r"[^\W_]")


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each section without content, unless the list consists of headings."""
    leaves = [
        section
        for section in document.sections
        if section.node is not None and not section.children
    ]
    linked = [link.start for link in document.links if link.kind not in {"code", "comment"}]
    empty = [section for section in leaves if _is_empty(section, document, linked)]
    if not empty or len(empty) * 2 > max(len(leaves), 2):
        return
    titles = GroupTitles(document)
    empty = [section for section in empty if not titles.has(section)]
    needed = _Needed(document)
    headings = document.each(nodes.Heading)
    for section in empty:
        heading = _heading(section, headings)
        if heading is None:
            continue
        fixes = _fixes(document.text, heading) if not needed.has(section) else ()
        yield Finding(
            heading.start,
            heading.end,
            f"the section {quoted(section.title)} is empty; add content or delete its heading",
            fixes=fixes,
        )


def _heading(section: Section, headings: Sequence[nodes.Heading]) -> nodes.Heading | None:
    """The heading that names the section: its own, or the one in its `<summary>`."""
    if isinstance(section.node, nodes.Heading):
        return section.node
    if section.kind != "details":
        return None
    index = bisect_left(headings, section.start, key=lambda heading: heading.start)
    if index == len(headings):
        return None
    heading = headings[index]
    return heading if heading.start < section.end else None


def _is_empty(section: Section, document: Document, linked: Sequence[int]) -> bool:
    """Whether no reader sees anything under the heading; `linked` are the places of all links.

    A heading that carries a link is an entry itself, one that ends a sentence or gives a date is a
    notice, and one without words is a rule between sections.
    """
    if section is document.sections[1] or _is_notice(section.title):
        return False
    text, heading = document.text, section.node
    if section.kind == "details":
        inside = text[section.start : section.end]
        _, closed, rest = inside.partition("</summary>")
        return bool(closed) and not rest.strip()
    if not isinstance(heading, nodes.Heading) or _holds_link(heading, linked):
        return False
    below = text[heading.end : section.end]
    return not below.strip()


def _is_notice(title: str) -> bool:
    return not _WORD.search(title) or title.endswith(SENTENCE) or bool(_DATED.search(title))


def _holds_link(node: nodes.Node, linked: Sequence[int]) -> bool:
    """Whether a heading holds a link or an image, in Markdown or HTML."""
    first = bisect_left(linked, node.start)
    return first < len(linked) and linked[first] < node.end


class _Needed:
    """The headings that links lead to, or whose number other headings' anchors depend on."""

    def __init__(self, document: Document) -> None:
        # an anchor in a comment may be a contents list that is switched off
        led = (
            unquote(link.url.partition("#")[2]) for link in document.links if link.kind != "code"
        )
        self._led_to = {
            _plain(fragment.lower().removeprefix("user-content-")) for fragment in led if fragment
        }
        self._called = Counter(
            _unnumbered(section.slug) for section in document.sections if section.slug
        )

    def has(self, section: Section) -> bool:
        """Whether deleting the heading of `section` may break a link to it or to another one."""
        if section.kind != "heading" or section.node is None:
            return True
        if any(isinstance(node, nodes.Html) for node in section.node.walk()):
            return True  # it may mark another place
        return self._called[_unnumbered(section.slug)] > 1 or _plain(section.slug) in self._led_to


def _plain(anchor: str) -> str:
    """An anchor without the hyphens at its ends, which contents lists have as often as not."""
    return anchor.strip("-")


def _unnumbered(anchor: str) -> str:
    stem, dash, number = anchor.rpartition("-")
    while dash and number.isascii() and number.isdecimal():
        anchor = stem
        stem, dash, number = anchor.rpartition("-")
    return anchor


def _fixes(text: str, node: nodes.Node) -> tuple[Fix, ...]:
    """Delete the heading and the blank lines after it."""
    start, end = line_start(text, node.start), line_end(text, node.end)
    before = text[start : node.start]
    if before.strip() or end == len(text):
        return ()
    rest = text[end:].lstrip("\n")
    edit = Edit(start, len(text) - len(rest), "")
    return (Fix((edit,), "unsafe", ("entries",), "Delete the heading"),)
