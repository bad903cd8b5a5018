"""Rows of tables: what each cell is comes from the header and from what the cell holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.curation import dates, line
from awesomelint.curation.document import Details, EntryLink, Later
from awesomelint.curation.line import Fields, has_word
from awesomelint.curation.vocabulary import LICENCES, column_of, role_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from awesomelint.curation.document import ListLink, Role
    from awesomelint.curation.shown import Shown
    from awesomelint.curation.vocabulary import Column

_NOTHING = re.compile(
    r"\W*+|[\s*_]{0,9}(?:n/?a|none|tbd|tba|null|unknown|无|暂无|なし|없음)[\s*_]{0,9}",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[\d\W_]*+|\W{0,9}\d[\d.,]{0,12}\s?[kmbt]\W{0,9}"
    r"|\W{0,9}(?:yes|no|true|false|arxiv|preprint|paper|open|closed)\W{0,9}",
    re.IGNORECASE,
)
LONGEST_NAME = 10
_DESCRIBING_WORDS = 5
_DESCRIBING_CHARACTERS = 12


class Cell:
    """One cell: its place, its links, what its header says; the rest is read when asked for."""

    __slots__ = (
        "_fields",
        "_read",
        "_shown",
        "_words",
        "column",
        "end",
        "header",
        "links",
        "start",
    )

    def __init__(self, start: int, end: int, header: str, reading: Reading) -> None:
        self.start = start
        self.end = end
        self.header = header
        self.column: Column = column_of(header) if header else "other"
        self.links = reading.links
        self._read = reading
        self._shown: Shown | None = None
        self._fields: Fields | None = None
        self._words: str | None = None

    @property
    def shown(self) -> Shown:
        """What it shows."""
        if self._shown is None:
            self._shown = self._read.shown()
        return self._shown

    @property
    def fields(self) -> Fields:
        """What it says as a line."""
        if self._fields is None:
            self._fields = self._read.line()
        return self._fields

    @property
    def words(self) -> str:
        """Its text, "" for a dash and the like."""
        if self._words is None:
            text = " ".join(self.shown.text.split())
            self._words = "" if _NOTHING.fullmatch(text) else text
        return self._words


class Reading(NamedTuple):
    """The links in a cell, and how to read what it shows and says."""

    links: Sequence[ListLink]
    shown: Callable[[], Shown]
    line: Callable[[], Fields]


@dataclass(slots=True)
class Row:
    """What a row says: its fields, the name of its subject."""

    fields: Fields
    subject: str


def read_row(cells: Sequence[Cell], source: str) -> Row | None:
    """The entry that a row is; None for a row without a link that may name one."""
    if not any(cell.links and cell.fields.links for cell in cells):
        return None
    name = _naming(cells, source)
    title = _title_cell(cells, name, source)
    if title is None:
        return None
    fields = title.fields
    if not _carries_title(title, source) and title.fields.title_is_url:
        fields.title_is_url = True
    if name is not None and name is not title and name.fields.title is not None:
        fields.nickname = fields.nickname or name.fields.title
    _link(fields, title, cells, source)
    if not fields.links:
        return None
    of_title = fields.later
    fields.later = Later(lambda: _details(of_title.get(), title, cells))
    subject = name.fields.title_text or name.words if name is not None else fields.title_text
    return Row(fields, subject)


def _details(details: Details, title: Cell, cells: Sequence[Cell]) -> Details:
    """What the cells beside the title's say, added to what that one says."""
    for cell in cells:
        if cell is not title and cell.words:
            _take(details, cell)
    if details.description is None:
        _longest_text(details, title, cells)
    return details


def _naming(cells: Sequence[Cell], source: str) -> Cell | None:
    """The first cell that names what the row is about."""
    worded = [cell for cell in cells if cell.words and not _NO_NAME.fullmatch(cell.words)]
    first = [cell for cell in worded[:1] if cell.column == "other" and cell is cells[0]]
    ranked = [
        [cell for cell in worded if cell.column == "name"],
        [cell for cell in first if len(cell.words.split()) <= LONGEST_NAME],
        [cell for cell in worded if cell.column == "title"],
        [cell for cell in worded if cell.column == "link" and _carries_title(cell, source)],
        [cell for cell in worded if cell.column in {"other", "tags", "description"}],
    ]
    for candidates in ranked:
        for cell in candidates:
            if (
                dates.citation(cell.words) is None
                and role_of(cell.words) is None
                and cell.fields.title is not None
                and not cell.fields.title_is_url
            ):
                return cell
    return None


def _carries_title(cell: Cell, source: str) -> bool:
    """Whether the cell has a link whose text is a title."""
    if not cell.links:
        return False
    primary = next((held.link for held in cell.fields.links if held.role == "primary"), None)
    if primary is None or cell.fields.title is None or cell.fields.title_is_url:
        return False
    within = (
        primary.text.start <= cell.fields.title.start and cell.fields.title.end <= primary.text.end
    )
    text = source[primary.text.start : primary.text.end]
    return (
        within
        and role_of(text) is None
        and dates.citation(text.strip("[]() ")) is None
        and has_word(text)
    )


def _title_cell(cells: Sequence[Cell], name: Cell | None, source: str) -> Cell | None:
    linked = [cell for cell in cells if _carries_title(cell, source)]
    for column in ("title", "name", "other", "description"):
        for cell in linked:
            if cell.column == column:
                if column == "name" and (plain := _plain_title(cells)):
                    return plain
                if (
                    column in {"other", "description"}
                    and name is not None
                    and name.column in {"name", "title"}
                ):
                    return name
                return cell
    if plain := _plain_title(cells):
        return plain
    if name is not None:
        return name
    return linked[0] if linked else next((cell for cell in cells if cell.fields.links), None)


def _plain_title(cells: Sequence[Cell]) -> Cell | None:
    """A cell of the title's column that no link carries."""
    for cell in cells:
        if (
            cell.column == "title"
            and cell.words
            and role_of(cell.words) is None
            and cell.fields.title is not None
            and not cell.fields.title_is_url
            and dates.citation(cell.words) is None
            and not _NO_NAME.fullmatch(cell.words)
        ):
            return cell
    return None


def _link(fields: Fields, title: Cell, cells: Sequence[Cell], source: str) -> None:
    """Links of all cells, with roles from their texts and from the headers."""
    main = (
        next((held.link for held in fields.links if held.role == "primary"), None)
        if _carries_title(title, source) or title.fields.title_is_url
        else None
    )
    held: list[EntryLink] = []
    for cell in cells:
        links = cell.fields.links if cell.links else []
        for one in sorted(links, key=lambda one: one.link.start):
            role = one.role
            own = role_of(source[one.link.text.start : one.link.text.end])
            if role == "primary":
                role = own or "other"
            told = cell is not title and cell.column != "description"
            if role == "other" and told and own in {None, "other"}:
                role = _role_of_header(cell.header)
            held.append(EntryLink(one.link, role))
    if not held:
        return
    chosen = next((one for one in held if one.link is main), None) or line.main_link(held)
    fields.links = [EntryLink(chosen.link, "primary"), *(one for one in held if one is not chosen)]


def _role_of_header(header: str) -> Role:
    return role_of(header) or "other"


def _take(details: Details, cell: Cell) -> None:
    """What a cell beside the title's says."""
    shown, text = cell.shown, cell.shown.text
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    place = shown.span(start, end)
    citation = dates.citation(text[start:end])
    match cell.column:
        case "description" if details.description is None:
            details.description = place
        case "authors":
            details.metadata.setdefault("authors", place)
        case "licence":
            details.metadata.setdefault("licence", place)
        case "stars":
            details.metadata.setdefault("stars", place)
        case "venue" | "date" | "year" if citation is not None:
            _cite(details, shown, citation, start)
            if cell.column == "venue" and citation.venue is None and citation.year is None:
                details.metadata.setdefault("venue", place)
        case "venue":
            details.metadata.setdefault("venue", place)
        case "date" | "year":
            details.metadata.setdefault("date", place)
            if year := re.search(r"(?:19[5-9]|20[0-4])\d", text):
                details.metadata.setdefault("year", shown.span(*year.span()))
        case "other" if citation is not None and citation.year is not None:
            _cite(details, shown, citation, start)
        case "other" if LICENCES.fullmatch(text.strip(" `")):
            details.metadata.setdefault("licence", place)
        case "tags":
            details.tags = (*details.tags, place)
        case "name" | "title" | "link" | "number":
            pass
        case _ if cell.header:
            details.columns.setdefault(cell.header, place)
        case _:
            pass


def _cite(details: Details, shown: Shown, found: dates.Citation, offset: int) -> None:
    for name, part in (("venue", found.venue), ("year", found.year), ("date", found.date)):
        if part is not None:
            details.metadata.setdefault(name, shown.span(offset + part[0], offset + part[1]))


def _longest_text(details: Details, title: Cell, cells: Sequence[Cell]) -> None:
    """Without a column of descriptions, the longest running text of the row is one."""
    best: Cell | None = None
    for cell in cells:
        if cell is title or cell.column not in {"other", "tags"} or cell.shown.links:
            continue
        letters = sum(char.isalpha() and not char.isascii() for char in cell.words)
        long = len(cell.words.split()) >= _DESCRIBING_WORDS or letters >= _DESCRIBING_CHARACTERS
        if long and (best is None or len(cell.words) > len(best.words)):
            best = cell
    if best is not None:
        text = best.shown.text
        details.description = best.shown.span(len(text) - len(text.lstrip()), len(text.rstrip()))
        details.columns.pop(best.header, None)
