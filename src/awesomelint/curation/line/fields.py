"""What one line of an entry says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awesomelint.curation.document import Details, EntryLink, Later

if TYPE_CHECKING:
    from awesomelint.curation.line.notes import Notes
    from awesomelint.curation.shown import Placed, Shown
    from awesomelint.model import Span


@dataclass(slots=True, eq=False, repr=False)
class Fields:
    """What one line of an entry says, in places of the source."""

    title: Span | None = None
    title_text: str = ""
    title_is_url: bool = False
    nickname: Span | None = None
    label: Span | None = None
    links: list[EntryLink] = field(default_factory=list)
    later: Later = field(default_factory=lambda: Later(Details))

    @property
    def details(self) -> Details:
        """What stands beside the title and the links."""
        return self.later.get()

    @property
    def linked(self) -> bool:
        """Whether a link names the entry."""
        links = self.links
        return bool(links) and (
            links[0].role == "primary" or any(held.role == "primary" for held in links)
        )


@dataclass(slots=True, eq=False, repr=False)
class Line:
    """A line that is being read: its shown text, its links and what is known so far.

    `titled` is the link that carries the title. Places are offsets of the shown `text`.
    """

    shown: Shown
    text: str
    named: list[Placed]
    notes: Notes
    fields: Fields
    titled: Placed | None = None
