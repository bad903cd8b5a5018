"""Paragraphs: lines that begin with a link, titles above their links, numbered items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation import line
from awesomelint.curation.document import EntryLink
from awesomelint.curation.line import has_word, is_picture
from awesomelint.curation.lists import LABEL, is_contents, is_prose, leads_inside, nested
from awesomelint.curation.reader import identify, made
from awesomelint.curation.vocabulary import may_begin_role, role_of
from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from awesomelint.curation.document import Entry, Shape
    from awesomelint.curation.line import Fields
    from awesomelint.curation.reader import Reader
    from awesomelint.curation.shown import Shown

# "[Owls](…) are birds." is prose, "[Owls](…) by J. Doe" and "[Owls](…) (2019)" are entries
_RUNS_ON = regex(r"[*_]{0,3} (?!by |from |in )[a-z][^\n]*\.[*_)]{0,4}\s{0,9}\Z")
_HAN_SENTENCE = regex(r"[^\W\da-zA-Z_][^\n]{12}|[^\n]{0,300}。")
_NUMBERED = regex(r"\s{0,9}(?:\d{1,3}[、．.)）]|（\d{1,3}）|[①-⑳])\s{0,9}")
_MARKUP = regex(r"<[^<>]{0,2000}>|&[a-z]{1,20};")
_DELIMITERS = tuple("[(（【|,，.。:：;；-–—*_>!?")
LONGEST_REST = 200


def read_paragraph(reader: Reader, node: nodes.Paragraph, shape: Shape) -> None:
    """The entries of a paragraph; a label opens a group."""
    inlines = node.children
    if reader.is_outside(node.start):
        return
    if not reader.named(node.start, node.end):
        shown = "".join(nodes.plain(child, reader.text) for child in inlines).strip()
        if len(shown) < 60 and (
            LABEL.match(shown) or (len(inlines) == 1 and isinstance(inlines[0], nodes.Strong))
        ):
            reader.new_group(shown.rstrip(":：").strip())
        return
    if is_contents(reader, node):
        return
    lines = list(lines_of(inlines))
    readings = [reader.line(one) for one in lines]
    if len(lines) > 1 and not readings[0].linked and _is_bold(lines[0]):
        whole = reader.line(inlines)
        if whole.linked:
            whole.title, whole.title_text = readings[0].title, readings[0].title_text
            identify(reader.add(made(shape, node, whole)))
        return
    told = [
        fields.linked and not _is_news(reader, node, fields) and is_entry_line(reader, part, fields)
        for part, fields in zip(lines, readings, strict=True)
    ]
    if len(lines) > 1 and sum(told) * 2 < len(lines) and not _is_broken(node):
        return
    for part, fields, is_entry in zip(lines, readings, told, strict=True):
        if is_entry:
            entry = made(shape, node, fields)
            last = max((held.link.end for held in entry.links), default=0)
            entry.start, entry.end = part[0].start, max(part[-1].end, last)
            identify(reader.add(entry))


def _is_broken(node: nodes.Paragraph) -> bool:
    """Whether the author breaks lines, so that each stands for itself."""
    return any(isinstance(child, nodes.HardBreak | nodes.Html) for child in node.children)


def _is_news(reader: Reader, node: nodes.Node, fields: Fields) -> bool:
    return reader.is_news(node.start) and "date" in fields.details.metadata


def is_entry_line(reader: Reader, part: Sequence[nodes.Node], fields: Fields) -> bool:
    """Whether a line of a paragraph is an entry.

    It begins with its link, or names a work and links it by labels.
    """
    primary = next(held.link for held in fields.links if held.role == "primary")
    if is_picture(primary, reader.text) or fields.title is None or leads_inside(reader, primary):
        return False
    shown = reader.text[primary.text.start : primary.text.end]
    if fields.title.start >= primary.text.start and fields.title.end <= primary.text.end:
        if fields.label is not None:
            return False
        rest = reader.text[primary.end : part[-1].end]
        is_short = len(rest) < LONGEST_REST
        runs_on = _RUNS_ON.match(rest) or _HAN_SENTENCE.match(rest)
        return (is_short and not runs_on) or fields.details.separator is not None
    if fields.title_is_url:
        return True
    before = _MARKUP.sub("", reader.text[part[0].start : primary.start])
    stands_apart = before.rstrip(" \t")[-1:] in _DELIMITERS
    return stands_apart and role_of(shown) is not None and not is_prose(reader, fields, part[0])


def lines_of(inlines: Sequence[nodes.Node]) -> Iterator[list[nodes.Node]]:
    """Inline nodes line by line."""
    part: list[nodes.Node] = []
    for node in inlines:
        if isinstance(node, nodes.SoftBreak | nodes.HardBreak):
            if part:
                yield part
            part = []
        else:
            part.append(node)
    if part:
        yield part


def _is_bold(part: Sequence[nodes.Node]) -> bool:
    return bool(part) and isinstance(part[0], nodes.Strong | nodes.Emphasis)


def bold_above_links(reader: Reader, node: nodes.Node, below: nodes.Node | None) -> bool:
    """Read a bold paragraph above a block of labelled links as one entry, if it is one."""
    if not isinstance(node, nodes.Paragraph) or below is None:
        return False
    inlines = [child for child in node.children if not isinstance(child, nodes.SoftBreak)]
    if (
        not inlines
        or not isinstance(inlines[0], nodes.Strong)
        or len(reader.text[node.start : node.end]) > 400
    ):
        return False
    if reader.is_outside(node.start) or reader.named(node.start, node.end):
        return False
    if not _are_its_links(reader, below):
        return False
    fields = reader.line(node.children)
    reader.new_group("")
    if fields.title is None or reader.text[node.end - 1] in ":：" or role_of(fields.title_text):
        return False
    entry = reader.add(made("paragraph", node, fields))
    attach(reader, entry, below)
    identify(entry)
    return True


def attach(reader: Reader, entry: Entry, below: nodes.Node) -> None:
    """Give an entry the links that stand below it in a paragraph or list of their own."""
    if isinstance(below, nodes.List):
        nested(reader, below, entry)
    else:
        held = reader.line(below.children).links
        if held and entry.primary is None:
            entry.links += held
        else:
            entry.links += [
                EntryLink(one.link, "other") if one.role == "primary" else one for one in held
            ]
    if entry.primary is None and entry.links:
        main = line.main_link(entry.links)
        entry.links = [
            EntryLink(main.link, "primary"),
            *(one for one in entry.links if one is not main),
        ]
    entry.notes.append(Span(below.start, below.end))


def _are_its_links(reader: Reader, below: nodes.Node) -> bool:
    """Whether a block holds only addresses and labelled links, which belong to the title above."""
    if isinstance(below, nodes.Paragraph):
        named = reader.named(below.start, below.end)
        if not named:
            return False
        shown = reader.shown(below.children)
        rest = shown.text
        for one in reversed(shown.links):
            bare = one.link.kind in {"bare", "autolink"}
            if (
                not bare
                and one.end > one.start
                and role_of(shown.text[one.start : one.end]) is None
            ):
                return False
            rest = rest[: one.start] + rest[one.end :]
        return len(re.findall(r"\w+", rest)) <= 3 * len(named)
    if isinstance(below, nodes.List):
        return labelled_list(reader, below, below_title=True)
    return False


_LABELLED = regex(r"\W{0,4}([^\W\d_][^\n:：\[\]<>]{0,30}?)\W{0,3}[:：]")


def labelled_list(reader: Reader, block: nodes.List, *, below_title: bool = False) -> bool:
    """Whether most items of a list are `label: …` of one thing.

    One of them must name its paper, code or page.
    """
    items = [item for item in block.children if isinstance(item, nodes.Item)]
    if len(items) == 1 and _is_address(reader, items[0]):
        return True
    labelled = told = missing = 0
    seen: set[str] = set()
    for item in items:
        if missing * 4 > len(items):
            return False
        missing += 1
        first = item.children[0] if item.children else None
        if not isinstance(first, nodes.Paragraph):
            continue
        match = _LABELLED.match(reader.text, first.start, first.end)
        if match and len(match[1].split()) <= 3:
            missing -= 1
            label = match[1].strip(" *_[]").casefold()
            labelled += 1
            told += role_of(re.split("[(（]", label)[0]) is not None and bool(
                reader.named(first.start, first.end)
            )
            seen.add(label)
        elif (only := _only_link(reader, first)) and role_of(only.text) is not None:
            missing -= 1
            labelled += 1
            told += 1
            seen.add(only.text.strip().casefold())
    several = len(seen) * 2 > labelled
    return told > 0 and labelled * 4 >= len(items) * 3 and (several or below_title)


def _only_link(reader: Reader, node: nodes.Paragraph) -> Shown | None:
    """What a paragraph shows that is hardly more than its link."""
    inlines = node.children
    if len(inlines) > 3 or not reader.inside(node.start, node.end):
        return None
    if isinstance(inlines[0], nodes.Link) and len(inlines[0].children) == 1:
        (inner,) = inlines[0].children
        if isinstance(inner, nodes.Text) and not may_begin_role(
            reader.text[inner.start : inner.end]
        ):
            return None
    shown = reader.shown(inlines)
    return shown if shown.links else None


def _is_address(reader: Reader, item: nodes.Item) -> bool:
    """Whether an item is a bare address."""
    first = item.children[0] if len(item.children) == 1 else None
    if not isinstance(first, nodes.Paragraph):
        return False
    shown = reader.shown(first.children)
    held = shown.links[0] if len(shown.links) == 1 else None
    return (
        held is not None
        and held.link.kind in {"bare", "autolink"}
        and len(shown.text.strip()) == held.end - held.start
    )


def hand_numbered(reader: Reader, blocks: Sequence[nodes.Node], index: int) -> int:
    """Read an item numbered by hand with its paragraphs; return how many blocks it takes."""
    node = blocks[index]
    if not isinstance(node, nodes.Paragraph) or not _NUMBERED.match(
        reader.text, node.start, node.end
    ):
        return 0
    if reader.is_outside(node.start) or len(list(lines_of(node.children))) > 1:
        return 0
    fields = reader.line(node.children)
    if not fields.linked or fields.title is None or is_prose(reader, fields, node):
        return 0
    primary = next(held.link for held in fields.links if held.role == "primary")
    if len(_MARKUP.sub("", reader.text[node.start : primary.start]).strip()) > line.MAX_LEAD:
        return 0
    entry = made("paragraph", node, fields)
    taken = 1
    while index + taken < len(blocks):
        below = blocks[index + taken]
        if (
            not isinstance(below, nodes.Paragraph)
            or _NUMBERED.match(reader.text, below.start, below.end)
            or _is_label(below)
        ):
            break
        if is_own_entry(reader, below):
            break
        if has_word(reader.shown(below.children).text):
            if entry.description is None or (
                entry.description.end <= node.end and _is_remark(reader, entry.description)
            ):
                entry.details.description = _words_of(reader, below)
            entry.notes.append(Span(below.start, below.end))
            entry.links += [
                EntryLink(link, "other") for link in reader.named(below.start, below.end)
            ]
        taken += 1
    identify(reader.add(entry))
    return taken


def _is_remark(reader: Reader, description: Span) -> bool:
    """“（英文）” beside a title is less than the paragraph below it."""
    return len(reader.text[description.start : description.end].strip("（）() ")) <= 6


def _is_label(node: nodes.Paragraph) -> bool:
    inlines = node.children
    return len(inlines) == 1 and isinstance(inlines[0], nodes.Strong)


def is_own_entry(reader: Reader, node: nodes.Paragraph) -> bool:
    """Whether a paragraph begins with a link that names what it is about."""
    fields = reader.line(node.children)
    if not fields.linked or fields.title is None:
        return False
    primary = next(held.link for held in fields.links if held.role == "primary")
    return primary.start - node.start < 4 and not is_picture(primary, reader.text)


def _words_of(reader: Reader, node: nodes.Paragraph) -> Span:
    shown = reader.shown(node.children)
    start = len(shown.text) - len(shown.text.lstrip())
    return shown.span(start, len(shown.text.rstrip()))
