"""Bullets and numbers: an item is an entry, with the bullets under it as its links, facts, notes or children."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.curation import dates, line, names
from awesomelint.curation.document import EntryLink
from awesomelint.curation.reader import identify, made
from awesomelint.curation.vocabulary import column_of, role_of
from awesomelint.model import Span
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import Entry, Group, ListLink
    from awesomelint.curation.line import Fields
    from awesomelint.curation.reader import Reader
    from awesomelint.curation.shown import Shown

LABEL = re.compile(r".{1,80}[:：]\s{0,9}\Z", re.DOTALL)
_LABELLED = re.compile(r"\W{0,4}([^\W\d_][^\n:：\[\]<>]{0,30}?)\W{0,3}[:：]\s{0,9}")
_SENTENCE = re.compile(r"[a-z)][.!?]\s{1,9}[A-Z]|[。！？](?=.)")
LONGEST_TITLE = 160
REMARKS = frozenset({"intro", "keyword", "keywords", "关键词", "简介"})


def read_list(
    reader: Reader, block: nodes.List, parent: Entry | None, group: Group | None = None
) -> None:
    """The entries of a list."""
    group = group or reader.group or reader.new_group("")
    if is_contents(reader, block) or reader.is_outside(block.start):
        return
    for item in block.children:
        if isinstance(item, nodes.Item):
            group = _item(reader, block, item, parent, group)


def is_contents(reader: Reader, block: nodes.Node) -> bool:
    """Whether nearly every link of a block leads into the page itself."""
    named = [
        link
        for link in reader.inside(block.start, block.end)
        if link.kind not in {"image", "html-image", "code"}
    ]
    inner = sum(leads_inside(reader, link) for link in named)
    return len(named) > 1 and inner * 5 >= len(named) * 4


def leads_inside(reader: Reader, link: ListLink) -> bool:
    """Whether a link leads to an anchor of the page, also where its whole address is written."""
    if link.url.startswith(line.ANCHORS):
        return True
    page, mark, fragment = link.url.partition("#")
    return bool(mark) and "github.com/" in page and unquote(fragment).lower() in reader.anchors


def _item(
    reader: Reader, block: nodes.List, item: nodes.Item, parent: Entry | None, group: Group
) -> Group:
    """One item; returns the group that the items after it belong to."""
    first = item.children[0] if item.children else None
    inner = [child for child in item.children if isinstance(child, nodes.List)]
    rest = [child for child in item.children[1:] if not isinstance(child, nodes.List)]
    if not isinstance(first, nodes.Paragraph):
        for child in item.children:
            reader.blocks([child], parent)
        return group
    fields = reader.line(first.children)
    for child in rest:
        if isinstance(child, nodes.Paragraph):
            continued(reader, fields, child)
    if (host := summary_at(reader, item.start)) and fields.linked and role_of(fields.title_text):
        host.links += [
            EntryLink(h.link, role_of(fields.title_text) or "other") if h.role == "primary" else h
            for h in fields.links
        ]
        return group
    if any(h.role == "primary" and leads_inside(reader, h.link) for h in fields.links):
        return group
    if _is_news(reader, item, fields) or is_prose(reader, fields, first):
        return group
    if not fields.linked:
        shown = "".join(nodes.plain(node, reader.text) for node in first.children).strip()
        if LABEL.match(shown) and not inner:
            return reader.new_group(fields.title_text)
        if inner and holds_entries(reader, inner):
            for child in inner:
                read_list(reader, child, parent, reader.labelled(fields.title_text))
            return group
        if not line.has_word(shown) and not inner:
            return group
        if not inner and any(
            leads_inside(reader, link)
            for link in reader.inside(first.start, first.end)
            if link.node
        ):
            return group
    entry = made(
        "number" if block.ordered else "bullet",
        item,
        fields,
        Span(item.marker.start, item.marker.end),
    )
    reader.add(entry, group, parent)
    for child in inner:
        nested(reader, child, entry)
    entry.notes = tuple(sorted((*entry.notes, *(Span(child.start, child.end) for child in rest))))
    identify(entry)
    return group


def _is_news(reader: Reader, item: nodes.Item, fields: Fields) -> bool:
    """Whether a dated item stands under news."""
    return reader.is_news(item.start) and "date" in fields.details.metadata


def is_prose(reader: Reader, fields: Fields, paragraph: nodes.Node) -> bool:
    """Whether a line with a link is running text: sentences, or very many words, stand before it."""
    if not fields.linked or fields.title_is_url or fields.title is None:
        return False
    primary = next(held.link for held in fields.links if held.role == "primary")
    if primary.start <= fields.title.start:
        return _cites(reader, fields, primary, paragraph)
    told = any(held.role not in {"primary", "other"} for held in fields.links)
    if told or role_of(reader.text[primary.text.start : primary.text.end]) not in {None, "other"}:
        return False
    if reader.text[paragraph.start : paragraph.start + 2] in {"**", "__"}:
        return False
    before = reader.text[fields.title.start : primary.start]
    return len(fields.title_text) > LONGEST_TITLE or _SENTENCE.search(before) is not None


def _cites(reader: Reader, fields: Fields, primary: ListLink, paragraph: nodes.Node) -> bool:
    """`[Zhang and Lapata (2017)](…) removed …`: authors and a year, and a sentence about them."""
    rest = reader.text[primary.end : paragraph.end]
    if not rest[:1].isspace() or not rest.lstrip()[:1].islower():
        return False
    return "year" in fields.details.metadata and names.are_names(fields.title_text, loose=True)


def continued(reader: Reader, fields: Fields, paragraph: nodes.Paragraph) -> None:
    """Take up a paragraph below the title: authors, dates and `[paper](…)` often stand there."""
    below = reader.line(paragraph.children)
    for name in ("authors", "year", "venue", "date"):
        if name in below.details.metadata:
            fields.details.metadata.setdefault(name, below.details.metadata[name])
    if (
        "authors" not in fields.details.metadata
        and below.title
        and names.are_names(below.title_text)
    ):
        fields.details.metadata["authors"] = below.title
    held = [
        one
        for one in below.links
        if one.role not in {"other", "primary"}
        or role_of(reader.text[one.link.text.start : one.link.text.end]) not in {None, "other"}
    ]
    if not held:
        return
    held = [
        EntryLink(
            one.link, role_of(reader.text[one.link.text.start : one.link.text.end]) or "other"
        )
        if one.role == "primary"
        else one
        for one in held
    ]
    if not fields.linked and fields.title is not None:
        main = line.main_link(held)
        held = [EntryLink(main.link, "primary"), *(one for one in held if one is not main)]
    fields.links += held if fields.linked or fields.title is not None else []


def summary_at(reader: Reader, offset: int) -> Entry | None:
    """The entry that the summary of the `<details>` around `offset` is."""
    host = reader.summary
    inside = host is not None and reader.section_at(host.start) is reader.section_at(offset)
    return host if inside and reader.section_at(offset).kind == "details" else None


def holds_entries(reader: Reader, lists: Sequence[nodes.List]) -> bool:
    """Whether nested items are entries of their own: most of them carry a link that is named by its title."""
    items = [item for one in lists for item in one.children]
    lines = [reader.look(item.children[0].children) for item in items if begins_with_words(item)]
    own = [fields for fields in lines if fields.linked and not labelled_link(reader, fields)]
    if all(fields.links[0].link.kind == "bare" for fields in own) and not (
        len(own) > 1 and all(fields.title_is_url for fields in own)
    ):
        return False  # addresses of what the bullet above names
    return len(own) * 2 > len(items)


def labelled_link(reader: Reader, fields: Fields) -> bool:
    """`Paper: URL`, `[Code](…)`: a link of the bullet above."""
    label = re.split("[:：(（]", fields.title_text)[0]
    if role_of(label) is not None and not fields.title_is_url:
        return True
    if fields.title is None and fields.links:
        return True
    label_span = fields.label
    return (
        label_span is not None
        and role_of(reader.text[label_span.start : label_span.end]) is not None
    )


def nested(reader: Reader, block: nodes.List, entry: Entry) -> None:
    """The items under an entry: its links, its facts, notes, or entries under it."""
    group: Group | None = None
    bare = entry.primary is None  # only then do addresses below stand for it
    named = False
    for item in block.children:
        if not isinstance(item, nodes.Item):
            continue
        fields = reader.look(item.children[0].children) if begins_with_words(item) else None
        if fields is not None and fields.linked and is_prose(reader, fields, item.children[0]):
            _note(reader, item, entry)
            continue
        if fields is not None and fields.linked and _is_remark(reader, item):
            _fact(reader, item, fields, entry)
            entry.links += [EntryLink(h.link, "other") for h in fields.links]
            _note(reader, item, entry)
            continue
        if fields is not None and not fields.linked:
            if _holds_empty_link(item):
                group = _item(
                    reader, block, item, entry, group or reader.labelled(entry.title_text)
                )
                continue
            _fact(reader, item, fields, entry)
            _note(reader, item, entry)
            continue
        first = fields.links[0].link if fields is not None else None
        if (
            fields is None
            or first is None
            or not (labelled_link(reader, fields) or (bare and first.kind == "bare"))
        ):
            group = _item(reader, block, item, entry, group or reader.labelled(entry.title_text))
            continue
        if bare and fields.title_is_url and not named:
            named = True
            entry.links = [
                EntryLink(h.link, "other") if h.role == "primary" else h for h in entry.links
            ]
        _take_links(reader, item, fields, entry)
        if len(item.children) > 1:
            _note(reader, item, entry)


def _is_remark(reader: Reader, item: nodes.Node) -> bool:
    """`Keyword: …, [BERT](…)`: words about the entry above, in which a link stands."""
    first = item.children[0]
    label = _LABELLED.match(reader.text, first.start, first.end)
    if label is None or role_of(label[1]) is not None:
        return False
    words = label[1].strip(" *_").casefold()
    if words not in REMARKS and column_of(words) not in {"description", "authors", "venue"}:
        return False
    return line.has_word(reader.text[label.end() : reader.inside(first.start, first.end)[0].start])


def _take_links(reader: Reader, item: nodes.Node, fields: Fields, entry: Entry) -> None:
    """The links of a labelled bullet become links of the entry above it."""
    label = _LABELLED.match(reader.text, item.children[0].start, item.children[0].end)
    told = role_of(re.split("[(（]", label[1])[0]) if label else None
    for held in sorted(fields.links, key=lambda one: one.link.start):
        own = role_of(reader.text[held.link.text.start : held.link.text.end])
        role = (
            held.role
            if held.role not in {"primary", "other"}
            else (own if own and own != "other" else told or own or "other")
        )
        entry.links.append(EntryLink(held.link, role if entry.primary else "primary"))


def _fact(reader: Reader, item: nodes.Item, fields: Fields, entry: Entry) -> None:
    """Take what a bullet without a link says of the entry above: its authors, its venue, its title."""
    shown = reader.shown(item.children[0].children)
    words = shown.text.strip()
    start = len(shown.text) - len(shown.text.lstrip())
    if not words:
        return
    if "authors" not in entry.metadata and names.are_names(words):
        entry.metadata["authors"] = shown.span(start, start + len(words))
        return
    if _cite(entry, shown, start, start + len(words)):
        return
    label = _LABELLED.match(shown.text)
    if label is None or label.end() >= start + len(words):
        return
    value = shown.text[label.end() :].rstrip()
    end = label.end() + len(value)
    match column_of(label[1].strip(" *_")):
        case "title" | "name" if len(value) > 2 and fields.title is not None:
            _retitle(entry, shown, label.end(), end)
        case "authors" if "authors" not in entry.metadata:
            entry.metadata["authors"] = shown.span(label.end(), end)
        case "venue" | "date" | "year":
            _cite(entry, shown, label.end(), end)
        case "description" if entry.description is None and not _cite(
            entry, shown, label.end(), end
        ):
            entry.details.description = shown.span(label.end(), end)
        case _:
            if (
                label[1].strip().casefold() in REMARKS
                and not _cite(entry, shown, label.end(), end)
                and entry.description is None
            ):
                entry.details.description = shown.span(label.end(), end)


def _retitle(entry: Entry, shown: Shown, start: int, end: int) -> None:
    """A labelled title replaces what stands in the bullet above, which stays as nickname."""
    while start < end and shown.text[start] in '《“"「 ':
        start += 1
    while start < end and shown.text[end - 1] in '》”"」 ':
        end -= 1
    if start >= end:
        return
    if entry.title is not None and not entry.title_is_url:
        entry.nickname = entry.nickname or entry.title
    entry.title = shown.span(start, end)
    entry.title_text = " ".join(shown.text[start:end].split())
    entry.title_is_url = False


def _cite(entry: Entry, shown: Shown, start: int, end: int) -> bool:
    found = dates.citation(shown.text[start:end])
    if found is None:
        return False
    for name, part in (("venue", found.venue), ("year", found.year), ("date", found.date)):
        if part is not None:
            entry.metadata.setdefault(name, shown.span(start + part[0], start + part[1]))
    return True


def _note(reader: Reader, item: nodes.Item, entry: Entry) -> None:
    """An item that says something about `entry`, and what stands under it."""
    entry.notes += (Span(item.start, item.end),)
    for child in item.children:
        if isinstance(child, nodes.List):
            nested(reader, child, entry)


def _holds_empty_link(item: nodes.Item) -> bool:
    """Whether an item is a link without an address: an entry that its authors have not filled in yet."""
    inlines = item.children[0].children
    return (
        len(inlines) == 1
        and isinstance(inlines[0], nodes.Link)
        and not inlines[0].url
        and bool(inlines[0].children)
    )


def begins_with_words(item: nodes.Node) -> bool:
    """Whether an item begins with a paragraph."""
    return bool(item.children) and isinstance(item.children[0], nodes.Paragraph)
