"""Facts in the bullets under an entry: its authors, venue, title and subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation import dates, names
from awesomelint.curation.line import has_word
from awesomelint.curation.vocabulary import column_of
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from awesomelint.curation.document import Details, Entry
    from awesomelint.curation.reader import Reader
    from awesomelint.curation.shown import Shown
    from awesomelint.syntax import nodes

LABELLED = regex(r"\W{0,4}([^\W\d_][^\n:：\[\]<>]{0,30}?)\W{0,3}[:：]\s{0,9}")
REMARKS = frozenset({"intro", "keyword", "keywords", "关键词", "简介"})
_COLON = regex("[:：]")


def take_fact(reader: Reader, item: nodes.Item, entry: Entry) -> None:
    """Take what the first line of a bullet says of the entry above it."""
    inlines = item.children[0].children
    if not inlines:
        return
    if _COLON.search(reader.text, inlines[0].start, inlines[-1].end) and _retitle(
        entry, reader.shown(inlines)
    ):
        return
    entry.later.add(_take, reader, inlines)


def _retitle(entry: Entry, shown: Shown) -> bool:
    """A labelled title replaces what stands in the bullet above, which stays as nickname."""
    label = LABELLED.match(shown.text)
    if label is None or column_of(label[1].strip(" *_")) not in {"title", "name"}:
        return False
    start, end = label.end(), len(shown.text.rstrip())
    words = shown.text[start:end]
    if len(words) <= 2 or not has_word(words):
        return False
    while start < end and shown.text[start] in '《“"「 ':
        start += 1
    while start < end and shown.text[end - 1] in '》”"」 ':
        end -= 1
    if start >= end:
        return True
    if entry.title is not None and not entry.title_is_url:
        entry.nickname = entry.nickname or entry.title
    entry.title = shown.span(start, end)
    entry.title_text = " ".join(shown.text[start:end].split())
    entry.title_is_url = False
    return True


def _take(details: Details, reader: Reader, inlines: Sequence[nodes.Node]) -> None:
    shown = reader.shown(inlines)
    start = len(shown.text) - len(shown.text.lstrip())
    end = len(shown.text.rstrip())
    if start >= end:
        return
    if "authors" not in details.metadata and names.are_names(shown.text[start:end]):
        details.metadata["authors"] = shown.span(start, end)
        return
    if _cite(details, shown, start, end):
        return
    label = LABELLED.match(shown.text)
    if label is not None and label.end() < end:
        _take_labelled(details, shown, label, end)


def _take_labelled(details: Details, shown: Shown, label: re.Match[str], end: int) -> None:
    start = label.end()
    column = column_of(label[1].strip(" *_"))
    if column == "authors":
        details.metadata.setdefault("authors", shown.span(start, end))
    elif column in {"venue", "date", "year"}:
        _cite(details, shown, start, end)
    elif column == "description" or label[1].strip().casefold() in REMARKS:
        is_told = details.description is not None
        if not is_told and not _cite(details, shown, start, end):
            details.description = shown.span(start, end)


def _cite(details: Details, shown: Shown, start: int, end: int) -> bool:
    found = dates.citation(shown.text[start:end])
    if found is None:
        return False
    for name, part in (("venue", found.venue), ("year", found.year), ("date", found.date)):
        if part is not None:
            details.metadata.setdefault(name, shown.span(start + part[0], start + part[1]))
    return True
