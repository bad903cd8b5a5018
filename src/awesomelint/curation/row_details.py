"""What the cells of a row say beside its title and links: facts, tags, a description.

Other cells are further columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation import dates
from awesomelint.curation.vocabulary import LICENCES
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.cells import Cell
    from awesomelint.curation.document import Details
    from awesomelint.curation.shown import Shown
    from awesomelint.model import Span

_FACTS = frozenset({"authors", "licence", "stars"})
_DATES = frozenset({"venue", "date", "year"})
_NAMES = frozenset({"name", "title", "link", "number"})
_YEAR = regex(r"(?:19[5-9]|20[0-4])\d")
_DESCRIBING_WORDS = 5
_DESCRIBING_CHARACTERS = 12


def row_details(cells: Sequence[Cell], title_at: int) -> Details:
    """What a row says beside its title and links, whose title stands in `cells[title_at]`.

    It is what that cell says, with what the cells beside it add.
    """
    title = cells[title_at]
    details = title.fields.details
    told = [cell for cell in cells if cell is not title and cell.words]
    for cell in told:
        _take(details, cell)
    tagged = (cell for cell in told if cell.column == "tags")
    tags = [_place(cell.shown) for cell in tagged]
    details.tags = (*details.tags, *tags)
    if details.description is None:
        _describe(details, title, cells)
    return details


def _take(details: Details, cell: Cell) -> None:
    column, place = cell.column, _place(cell.shown)
    if column in _NAMES or column == "tags":
        return
    if column in _FACTS:
        details.metadata.setdefault(column, place)
    elif column in _DATES:
        _take_date(details, cell, place)
    elif column == "description" and details.description is None:
        details.description = place
    elif not (column == "other" and _is_fact(details, cell, place)) and cell.header:
        details.columns.setdefault(cell.header, place)


def _place(shown: Shown) -> Span:
    """The source of all that a cell shows."""
    start = len(shown.text) - len(shown.text.lstrip())
    return shown.span(start, len(shown.text.rstrip()))


def _take_date(details: Details, cell: Cell, place: Span) -> None:
    """A date, year or venue, also where it is written in a form that is not known."""
    found = _cite(details, cell.shown)
    if cell.column == "venue":
        if found is None or (found.venue is None and found.year is None):
            details.metadata.setdefault("venue", place)
    elif found is None:
        details.metadata.setdefault("date", place)
        year = _YEAR.search(cell.shown.text)
        if year:
            details.metadata.setdefault("year", cell.shown.span(*year.span()))


def _is_fact(details: Details, cell: Cell, place: Span) -> bool:
    """Note a date or a licence in a column whose header does not say so."""
    text = cell.shown.text
    found = dates.citation(text.strip())
    if found is not None and found.year is not None:
        _cite(details, cell.shown)
        return True
    if LICENCES.fullmatch(text.strip(" `")):
        details.metadata.setdefault("licence", place)
        return True
    return False


def _cite(details: Details, shown: Shown) -> dates.Citation | None:
    """Note the citation that a cell is."""
    offset = len(shown.text) - len(shown.text.lstrip())
    found = dates.citation(shown.text.strip())
    if found is None:
        return None
    for name, part in (("venue", found.venue), ("year", found.year), ("date", found.date)):
        if part is not None:
            details.metadata.setdefault(name, shown.span(offset + part[0], offset + part[1]))
    return found


def _describe(details: Details, title: Cell, cells: Sequence[Cell]) -> None:
    """Without a column of descriptions, the longest running text of the row is one."""
    told = [
        cell
        for cell in cells
        if cell is not title
        and cell.column in {"other", "tags"}
        and not cell.shown.links
        and _runs(cell.words)
    ]
    if told:
        best = max(told, key=lambda cell: len(cell.words))
        details.description = _place(best.shown)
        details.columns.pop(best.header, None)


def _runs(words: str) -> bool:
    """Whether a text is long enough for running text."""
    letters = sum(char.isalpha() and not char.isascii() for char in words)
    return len(words.split()) >= _DESCRIBING_WORDS or letters >= _DESCRIBING_CHARACTERS
