"""Reads the fields of an entry from a line as shown: before, in and after its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.document import Later
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
    from awesomelint.curation.shown import Shown

__all__ = [
    "ANCHORS",
    "MAX_LEAD",
    "Fields",
    "has_word",
    "is_picture",
    "main_link",
    "may_name",
    "read",
]


def read(shown: Shown, source: str) -> Fields:
    """The fields of a line; what follows the title is read when it is asked for."""
    fields = Fields()
    if not shown.links and not has_word(shown.text):
        return fields
    named = [one for one in shown.links if may_name(one.link, source)]
    line = Line(shown, shown.text, named, Notes(shown), fields)
    front = pass_front(line)
    first = named[0] if named else None
    if first is not None and is_bare(first) and not has_word(shown.text, front, first.start):
        end = address_as_title(line, first, source)
    else:
        end = read_title(line, front, source)
        fields.links = links_by_role(line, source)
    fields.later = Later(lambda: read_rest(line, front, end))
    return fields
