"""What must hold of the tree of any text."""

from __future__ import annotations

import html
import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote

from markdown_it.common.utils import unescapeAll

from awesomelint.model import Span
from awesomelint.syntax import nodes, parse

_LEAVES = (nodes.Text, nodes.Escape, nodes.Entity, nodes.SoftBreak, nodes.HardBreak,
           nodes.Code, nodes.Html, nodes.FootnoteReference, nodes.Fence, nodes.CodeBlock,
           nodes.HtmlBlock, nodes.ThematicBreak,
           nodes.Definition, nodes.FrontMatter)  # fmt: skip


def faults(text: str) -> list[str]:
    """What is wrong with the tree of `text`."""
    root = parse(text)
    found: list[str] = []
    covered = bytearray(len(text))
    for node in root.walk():
        last = node.start
        for child in node.children:
            if not last <= child.start <= child.end <= node.end:
                found.append(f"{child!r} is not between {last} and {node.end}")
            last = child.end
        found += _of_node(node, text)
        for start, end in _own(node):
            covered[start:end] = b"\1" * (end - start)
    if not root.too_deep:
        found += [
            f"{text[at]!r} at {at} is in no leaf"
            for at in range(len(text))
            if not covered[at] and not text[at].isspace() and text[at] not in ">|"
        ]
    return found


def _of_node(node: nodes.Node, text: str) -> list[str]:  # noqa: C901 - one case a kind of node
    found = []
    source = text[node.start : node.end]
    match node:
        case nodes.Text() if not source or "\n" in source:
            found.append(f"{node!r}: a text without characters, or over lines")
        case nodes.Escape(value=value) if source != "\\" + value:
            found.append(f"{node!r} is {source!r}")
        case nodes.Entity(value=value) if html.unescape(source) != value and value != "\ufffd":
            found.append(f"{node!r} is {source!r}")
        case nodes.Emphasis() if source[0] != source[-1] or source[0] not in "*_":
            found.append(f"{node!r} is {source!r}")
        case nodes.Strong() if source[:2] != source[-2:] or source[:2] not in {"**", "__"}:
            found.append(f"{node!r} is {source!r}")
        case nodes.Code() if source[0] != "`" or source[-1] != "`":
            found.append(f"{node!r} is {source!r}")
        case nodes.Link() | nodes.Image():
            found += _of_link(node, text, source)
        case nodes.Item(marker=marker) if not re.fullmatch(
            r"[-+*]|\d+[.)]", text[marker.start : marker.end]
        ):
            found.append(f"{node!r}: marker")
        case nodes.Item(box=Span() as box) if text[box.start : box.end] not in {
            "[ ]",
            "[x]",
            "[X]",
        }:
            found.append(f"{node!r}: box")
        case nodes.Quote(marks=marks) if any(text[mark] != ">" for mark in marks):
            found.append(f"{node!r}: marks")
        case nodes.Heading(setext=False) if not source.startswith("#" * node.level):
            found.append(f"{node!r} is {source!r}")
        case _:
            pass
    return found


def _of_link(node: nodes.Link | nodes.Image, text: str, source: str) -> list[str]:
    start = {"autolink": "<", "bare": "", "email": ""}.get(node.form, "[")
    start = "![" if isinstance(node, nodes.Image) else start
    ends = {"inline": ")", "autolink": ">", "bare": "", "email": ""}.get(node.form, "]")
    if not source.startswith(start) or not source.endswith(ends):
        return [f"{node!r} is {source!r}"]
    if node.destination and node.form not in {"autolink", "bare", "email"}:
        written = text[node.destination.start : node.destination.end]
        if "\n" not in written:
            written = unescapeAll(written.replace("\\|", "|") if "|" in node.url else written)
            if written != unescapeAll(node.url) and written != node.url:
                return [f"{node!r}: destination {written!r}"]
    return []


def _own(  # noqa: C901, PLR0911 - the same
    node: nodes.Node,
) -> list[tuple[int, int]]:
    """What `node` itself accounts for."""
    match node:
        case nodes.Heading(content=content):
            return [(node.start, content.start), (content.end, node.end)]
        case nodes.Item(marker=marker, box=box):
            return [(marker.start, marker.end), *([(box.start, box.end)] if box else [])]
        case nodes.Table(delimiter=delimiter):
            return [(delimiter.start, delimiter.end)]
        case nodes.Quote(alert=alert) if alert:
            end = node.children[0].start if node.children else node.end
            return [(node.start, end)]
        case nodes.FootnoteDefinition(label=label):
            return [(node.start, node.start + len(label) + 4)]
        case nodes.Cell(surplus=True):
            return [(node.start, node.end)]
        case nodes.Link(content=content) | nodes.Image(content=content):
            return [(node.start, content.start), (content.end, node.end)]
        case nodes.Emphasis():
            return [(node.start, node.start + 1), (node.end - 1, node.end)]
        case nodes.Strong() | nodes.Strikethrough():
            return [(node.start, node.start + 2), (node.end - 2, node.end)]
        case _ if isinstance(node, _LEAVES):
            return [(node.start, node.end)]
        case _:
            return []


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[tuple[str, str]] = Counter()
        self.order: list[tuple[str, str]] = []
        self.open: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "a" and "href" in held:
            self.open = [held["href"] or "", ""]
        elif tag == "img":
            self.order.append((unquote(held.get("src") or ""), "!"))
            if self.open:
                self.open[1] += held.get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.open:
            self.order.append((unquote(self.open[0]), " ".join(self.open[1].split())))
            self.open = None

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[1] += data


def links_of_html(rendered: str) -> list[tuple[str, str]]:
    """Target and text of the links and images of `rendered`, sorted.

    Those of footnotes are left out.
    """
    reader = _Links()
    reader.feed(rendered)
    return sorted(link for link in reader.order if not link[0].startswith("#fn"))


def links_of_tree(text: str) -> list[tuple[str, str]]:
    """The same of our tree."""
    found = []
    unread: list[nodes.Node] = [parse(text)]
    while unread:
        node = unread.pop()
        if isinstance(node, nodes.Image):
            found.append((unquote(node.url), "!"))
            continue  # HTML shows nothing of the links in an alternative text
        if isinstance(node, nodes.Link):
            found.append((unquote(node.url), " ".join(nodes.plain(node, text).split())))
        unread += node.children
    return sorted(found)
