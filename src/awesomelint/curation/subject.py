"""What an entry is about, as its readers see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.curation.fields import role_of
from awesomelint.syntax import nodes

if TYPE_CHECKING:
    from awesomelint.curation.document import Entry

# A number, a date, or a venue with its year names nothing.
_NO_NAME = re.compile(r"\W*|[\d\W]*|\W*[A-Za-z-]{2,12}\W*(?:19|20)?\d\d\W*").fullmatch


def subject_of(entry: Entry, text: str) -> str:
    """The title of `entry`, else the words around it that name it: cell, parent, heading.

    Parents are entries that have their subject already.
    """
    if entry.shape == "row" and (name := _name_of_row(entry, text)):
        return name
    if entry.title_text and not entry.title_is_url and role_of(entry.title_text) is None:
        return entry.title_text
    if entry.parent is not None and entry.parent.subject:
        return entry.parent.subject
    section = entry.section
    return section.title if section is not None and entry.title_text else ""


def _name_of_row(entry: Entry, text: str) -> str:
    """The words of the first cell that names something."""
    for cell in entry.node.children:
        shown = " ".join(nodes.plain(cell, text).split())
        if not _NO_NAME(shown) and role_of(shown) is None:
            return shown
    return ""
