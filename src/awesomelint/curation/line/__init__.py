"""Reads the fields of an entry from a line as shown: before, in and after its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.line.fields import Fields, Line
from awesomelint.curation.line.front import pass_front
from awesomelint.curation.line.links import (
    ANCHORS,
    is_bare,
    is_picture,
    main_link,
    may_name,
)
from awesomelint.curation.line.marks import has_word
from awesomelint.curation.line.notes import Notes
from awesomelint.curation.line.rest import read_rest
from awesomelint.curation.line.roles import links_by_role
from awesomelint.curation.line.title import MAX_LEAD, address_as_title, read_title

if TYPE_CHECKING:
    from awesomelint.curation.document import Details
    from awesomelint.curation.shown import Shown

__all__ = [
    "ANCHORS",
    "MAX_LEAD",
    "Fields",
    "details",
    "has_word",
    "is_picture",
    "main_link",
    "may_name",
    "read",
]


def read(shown: Shown, source: str) -> Fields:
    """The fields of a line without its details: those are read apart, since few rules ask."""
    line = _begun(shown, source)
    if not _says_something(shown):
        return line.fields
    front = pass_front(line)
    if not _pass_address(line, front, source):
        read_title(line, front, source)
        line.fields.links = links_by_role(line, source)
    return line.fields


def details(shown: Shown, source: str) -> Details:
    """What stands beside the title and the links of a line."""
    line = _begun(shown, source)
    if not _says_something(shown):
        return line.notes.details
    front = pass_front(line)
    title_end = _pass_address(line, front, source) or read_title(line, front, source)
    return read_rest(line, front, title_end)


def _begun(shown: Shown, source: str) -> Line:
    named = [one for one in shown.links if may_name(one.link, source)]
    return Line(shown, shown.text, named, Notes(shown), Fields())


def _says_something(shown: Shown) -> bool:
    return bool(shown.links) or has_word(shown.text)


def _pass_address(line: Line, front: int, source: str) -> int:
    """Where the addresses end that stand in place of a title; 0 where none does."""
    first = line.named[0] if line.named else None
    if first is None or not is_bare(first) or has_word(line.text, front, first.start):
        return 0
    return address_as_title(line, first, source)
