"""What an entry is about, as its readers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.vocabulary import role_of

if TYPE_CHECKING:
    from awesomelint.curation.document import Entry


def subject_of(entry: Entry, text: str) -> str:
    """What an entry is about: the name in its row, else its title, else the words around it.

    These are its parent's or its heading's. A label before the title is part of it (`Meetup
    [Owls](…)`, `Twitter [Owls](…)`). Parents are entries that have their subject already.
    """
    if entry.subject:
        return entry.subject
    if entry.title_text and not entry.title_is_url and role_of(entry.title_text) is None:
        if entry.label is None:
            return entry.title_text
        label = " ".join(text[entry.label.start : entry.label.end].strip("*_ ").split())
        return f"{label} {entry.title_text}"
    if entry.parent is not None and entry.parent.subject:
        return entry.parent.subject
    section = entry.section
    return section.title if section is not None and entry.title_text else ""
