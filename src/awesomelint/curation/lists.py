"""Bullets and numbers: each item is an entry.

The bullets under an item are its links, facts, notes or children.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from awesomelint.curation import line, names
from awesomelint.curation.document import EntryLink
from awesomelint.curation.nested_facts import LABELLED, REMARKS, take_fact
from awesomelint.curation.reader import identify, made
from awesomelint.curation.vocabulary import column_of, role_of
from awesomelint.model import Span
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.document import Details, Entry, Group, ListLink
    from awesomelint.curation.line import Fields
    from awesomelint.curation.reader import Reader

LABEL = regex(r".{1,80}[:：]\s{0,9}\Z", re.DOTALL)
_SENTENCE = regex(r"[a-z)][.!?]\s{1,9}[A-Z]|[。！？](?=.)")
LONGEST_TITLE = 160


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
    if not isinstance(first, nodes.Paragraph):
        for child in item.children:
            reader.blocks([child], parent)
        return group
    inner = [child for child in item.children if isinstance(child, nodes.List)]
    rest = [child for child in item.children[1:] if not isinstance(child, nodes.List)]
    fields = reader.line(first.children)
    _continued_by(reader, fields, rest)
    if _is_no_entry(reader, item, fields):
        return group
    kind = "entry" if fields.linked else _unlinked(reader, first, inner)
    if kind == "label":
        return reader.new_group(fields.title_text)
    if kind == "parent":
        for child in inner:
            read_list(reader, child, parent, reader.labelled(fields.title_text))
    if kind != "entry":
        return group
    marker = Span(item.marker.start, item.marker.end)
    entry = made("number" if block.ordered else "bullet", item, fields, marker)
    reader.add(entry, group, parent)
    for child in inner:
        nested(reader, child, entry)
    if rest:
        entry.notes = sorted((*entry.notes, *(Span(child.start, child.end) for child in rest)))
    identify(entry)
    return group


def _is_no_entry(reader: Reader, item: nodes.Item, fields: Fields) -> bool:
    """Whether an item is a link of the summary above it, leads into the page, or is prose."""
    if not fields.linked:
        return _is_news(reader, item, fields)
    role = role_of(fields.title_text)
    if role and (host := summary_at(reader, item.start)):
        host.links += [
            EntryLink(held.link, role) if held.role == "primary" else held for held in fields.links
        ]
        return True
    return (
        any(held.role == "primary" and leads_inside(reader, held.link) for held in fields.links)
        or _is_news(reader, item, fields)
        or is_prose(reader, fields, item.children[0])
    )


def _unlinked(
    reader: Reader, first: nodes.Paragraph, inner: Sequence[nodes.List]
) -> Literal["entry", "label", "parent", "nothing"]:
    """What an item without a naming link is: a label, a parent of entries, or neither."""
    shown = "".join([nodes.plain(node, reader.text) for node in first.children]).strip()
    if inner:
        return "parent" if holds_entries(reader, inner) else "entry"
    if LABEL.match(shown):
        return "label"
    inside = [link for link in reader.inside(first.start, first.end) if link.node]
    is_navigation = any(leads_inside(reader, link) for link in inside)
    return "nothing" if is_navigation or not line.has_word(shown) else "entry"


def _is_news(reader: Reader, item: nodes.Item, fields: Fields) -> bool:
    """Whether a dated item stands under news."""
    return reader.is_news(item.start) and "date" in fields.details.metadata


def is_prose(reader: Reader, fields: Fields, paragraph: nodes.Node) -> bool:
    """Whether a line with a link is prose: sentences, or very many words, stand before it."""
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
    goes_on = rest.lstrip()[:1].islower()
    if not goes_on or not rest[:1].isspace():
        return False
    if "year" not in fields.details.metadata:
        return False
    return names.are_names(fields.title_text, loose=True)


def _continued_by(reader: Reader, fields: Fields, below: Sequence[nodes.Node]) -> None:
    for node in below:
        if isinstance(node, nodes.Paragraph):
            continued(reader, fields, node)


def continued(reader: Reader, fields: Fields, paragraph: nodes.Paragraph) -> None:
    """Take up a paragraph below the title: authors, dates and `[paper](…)` often stand there."""
    inlines = paragraph.children
    if not reader.inside(paragraph.start, paragraph.end):
        fields.later.add(_continue, reader, inlines)
        return
    below = reader.line(inlines)
    fields.later.add(_continue, reader, inlines)
    if not fields.linked and fields.title is None:
        return
    held = [one for one in (_labelled(reader, one) for one in below.links) if one is not None]
    if held and not fields.linked:
        main = line.main_link(held)
        held = [EntryLink(main.link, "primary"), *(one for one in held if one is not main)]
    fields.links += held


def _continue(details: Details, reader: Reader, inlines: Sequence[nodes.Node]) -> None:
    below = reader.line(inlines)
    for name in ("authors", "year", "venue", "date"):
        if name in below.details.metadata:
            details.metadata.setdefault(name, below.details.metadata[name])
    if "authors" not in details.metadata and below.title and names.are_names(below.title_text):
        details.metadata["authors"] = below.title


def _labelled(reader: Reader, held: EntryLink) -> EntryLink | None:
    """A link below a title, if a label tells what it leads to."""
    if held.role not in {"other", "primary"}:
        return held
    own = role_of(reader.text[held.link.text.start : held.link.text.end])
    if own in {None, "other"}:
        return None
    return EntryLink(held.link, own or "other") if held.role == "primary" else held


def summary_at(reader: Reader, offset: int) -> Entry | None:
    """The entry that the summary of the `<details>` around `offset` is."""
    host = reader.summary
    inside = host is not None and reader.section_at(host.start) is reader.section_at(offset)
    return host if inside and reader.section_at(offset).kind == "details" else None


def holds_entries(reader: Reader, lists: Sequence[nodes.List]) -> bool:
    """Whether nested items are entries of their own, since most have a titled link."""
    items = [item for one in lists for item in one.children]
    lines = [fields for item in items if (fields := _linked_line(reader, item)) is not None]
    own = [fields for fields in lines if not labelled_link(reader, fields)]
    if all(fields.links[0].link.kind == "bare" for fields in own) and not (
        len(own) > 1 and all(fields.title_is_url for fields in own)
    ):
        return False  # addresses of what the bullet above names
    return len(own) * 2 > len(items)


def _linked_line(reader: Reader, item: nodes.Node) -> Fields | None:
    """The line that an item begins with, if a link names it."""
    if not begins_with_words(item) or not reader.inside(item.start, item.children[0].end):
        return None
    fields = reader.look(item.children[0].children)
    return fields if fields.linked else None


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
        fields = _linked_line(reader, item)
        if _is_note(reader, item, fields):
            _note(reader, item, entry, fields)
            continue
        if fields is None or not _is_its_link(reader, fields, bare=bare):
            group = _item(reader, block, item, entry, group or reader.labelled(entry.title_text))
            continue
        if bare and fields.title_is_url and not named:
            named = True
            entry.links = [
                EntryLink(h.link, "other") if h.role == "primary" else h for h in entry.links
            ]
        _take_links(reader, item, fields, entry)
        if len(item.children) > 1:
            _take_note(reader, item, entry)


def _is_note(reader: Reader, item: nodes.Item, fields: Fields | None) -> bool:
    """Whether an item says something about what it stands under: words alone, prose, a remark."""
    if fields is None:
        return begins_with_words(item) and not _holds_empty_link(item)
    return is_prose(reader, fields, item.children[0]) or _is_remark(reader, item)


def _is_its_link(reader: Reader, fields: Fields, *, bare: bool) -> bool:
    """Whether a line holds a link of what it stands under; with `bare` its address does."""
    return labelled_link(reader, fields) or (bare and fields.links[0].link.kind == "bare")


def _note(reader: Reader, item: nodes.Item, entry: Entry, fields: Fields | None) -> None:
    """A note may tell a fact about the entry; a remark has links as well."""
    if fields is None:
        take_fact(reader, item, entry)
    elif not is_prose(reader, fields, item.children[0]):
        take_fact(reader, item, entry)
        links = (held.link for held in fields.links)
        entry.links += [EntryLink(link, "other") for link in links]
    _take_note(reader, item, entry)


def _is_remark(reader: Reader, item: nodes.Node) -> bool:
    """`Keyword: …, [BERT](…)`: words about the entry above, in which a link stands."""
    first = item.children[0]
    label = LABELLED.match(reader.text, first.start, first.end)
    if label is None or role_of(label[1]) is not None:
        return False
    words = label[1].strip(" *_").casefold()
    if words not in REMARKS and column_of(words) not in {"description", "authors", "venue"}:
        return False
    return line.has_word(reader.text[label.end() : reader.inside(first.start, first.end)[0].start])


def _take_links(reader: Reader, item: nodes.Node, fields: Fields, entry: Entry) -> None:
    """The links of a labelled bullet become links of the entry above it."""
    label = LABELLED.match(reader.text, item.children[0].start, item.children[0].end)
    told = role_of(re.split("[(（]", label[1])[0]) if label else None
    for held in sorted(fields.links, key=lambda one: one.link.start):
        own = role_of(reader.text[held.link.text.start : held.link.text.end])
        role = (
            held.role
            if held.role not in {"primary", "other"}
            else (own if own and own != "other" else told or own or "other")
        )
        entry.links.append(EntryLink(held.link, role if entry.primary else "primary"))


def _take_note(reader: Reader, item: nodes.Item, entry: Entry) -> None:
    """An item that says something about `entry`, and what stands under it."""
    entry.notes.append(Span(item.start, item.end))
    for child in item.children:
        if isinstance(child, nodes.List):
            nested(reader, child, entry)


def _holds_empty_link(item: nodes.Item) -> bool:
    """Whether an item is a link without an address: an entry that is not filled in yet."""
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
