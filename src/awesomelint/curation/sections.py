"""The heading tree, with `<details>` blocks as scopes of their own."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.curation.document import Section
from awesomelint.curation.slugs import Slugs, heading_text
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.curation.html import Tag
    from awesomelint.curation.slugs import Host

    Event = nodes.Heading | Tag

LONGEST = 2000


class Outline(NamedTuple):
    """All sections in order, the root first, and every anchor of the document."""

    sections: list[Section]
    anchors: set[str]


def outline(
    walked: Iterable[nodes.Node], text: str, tags: Sequence[Tag], host: Host = "github"
) -> Outline:
    """The sections of the document; `walked` are all nodes in document order."""
    headings = [node for node in walked if isinstance(node, nodes.Heading)]
    return _Reader(headings, text, tags, host).read()


class _Reader:
    def __init__(
        self, headings: Sequence[nodes.Heading], text: str, tags: Sequence[Tag], host: Host
    ) -> None:
        self.headings = headings
        self.heading_starts = [node.start for node in headings]
        self.closings: defaultdict[str, list[int]] = defaultdict(list)
        for tag in tags:
            if tag.closing:
                self.closings[tag.name].append(tag.start)
        self.text = text
        self.tags = tags
        self.slugs = Slugs(host)
        top = Section("", 0, "", 0, len(text), None, "root")
        self.sections = [top]
        self.open = [top]
        self.anchors: set[str] = set()
        self.summary: Section | None = None

    def read(self) -> Outline:
        """Go through headings and tags in the order of their places."""
        events: list[Event] = sorted([*self.headings, *self.tags], key=lambda one: one.start)
        for event in events:
            if isinstance(event, nodes.Heading):
                self._heading(event)
                continue
            self.anchors.update(
                event.attributes[key] for key in ("id", "name") if key in event.attributes
            )
            match event.name, event.closing:
                case "details", False:
                    self._details(event)
                case "details", True:
                    self._close_details(event.start)
                case "summary", False if self.open[-1].kind == "details":
                    self._summary(event)
                case "summary", True:
                    self.summary = None
                case ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") as name, False:
                    self._html_heading(event, int(name[1]))
                case _:
                    pass
        self._close(0, len(self.text))
        return Outline(self.sections, self.anchors)

    def _heading(self, node: nodes.Heading) -> None:
        written = heading_text(node, self.text)
        title = written.strip()
        anchor = self.slugs.of(written)
        # a blank beside a badge gives the anchor a hyphen, which tables of contents have as often
        # as not
        self.anchors |= {anchor, anchor.strip("-") if title != written else anchor}
        if self.summary is not None:
            self.summary.title = self.summary.title or title
            self.summary.slug = self.summary.slug or anchor
            return
        self._open(Section(title, node.level, anchor, node.start, len(self.text), node))

    def _html_heading(self, tag: Tag, level: int) -> None:
        title = _shown(self.text, tag.end, self._closing(tag))
        anchor = self.slugs.of(title)
        self.anchors.add(anchor)
        if self.summary is not None:
            self.summary.title = self.summary.title or title
        elif tag.node is not None:
            self._open(Section(title, level, anchor, tag.start, len(self.text), tag.node))

    def _open(self, section: Section) -> None:
        """Put a section under the last open one of a lower level in the innermost `<details>`."""
        while (
            len(self.open) > 1
            and self.open[-1].kind == "heading"
            and self.open[-1].level >= section.level
        ):
            self.open.pop().end = section.start
        self._nest(section)

    def _nest(self, section: Section) -> None:
        section.parent = self.open[-1]
        section.parent.children.append(section)
        self.sections.append(section)
        self.open.append(section)

    def _details(self, tag: Tag) -> None:
        level = self.open[-1].level + 1
        end = len(self.text)
        self._nest(Section("", level, "", tag.start, end, tag.node, "details"))

    def _close_details(self, at: int) -> None:
        self.summary = None
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].kind == "details":
                self._close(index - 1, at)
                return

    def _close(self, keep: int, at: int) -> None:
        while len(self.open) > keep + 1:
            self.open.pop().end = at

    def _summary(self, tag: Tag) -> None:
        self.summary = self.open[-1]
        end = self._closing(tag)
        heading = bisect_left(self.heading_starts, tag.end)
        if heading == len(self.headings) or self.heading_starts[heading] >= end:
            self.summary.title = _shown(self.text, tag.end, end)

    def _closing(self, tag: Tag) -> int:
        """Where the next `</name>` begins, looked for as far as a heading may be long."""
        closings = self.closings[tag.name]
        following = bisect_left(closings, tag.end)
        if following == len(closings):
            return tag.end
        closing = closings[following]
        is_near = closing - tag.end < LONGEST
        return closing if is_near else tag.end


def _shown(text: str, start: int, end: int) -> str:
    """The text between tags, tags inside it left out."""
    from html import unescape  # noqa: PLC0415 - only documents with HTML headings

    parts, depth = [], 0
    for char in text[start:end]:
        depth += (char == "<") - (char == ">" and depth > 0)
        if not depth and char != ">":
            parts.append(char)
    return " ".join(unescape("".join(parts)).split())
