"""Rows of tables: what each cell is comes from the header and from what the cell holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from awesomelint.curation import dates, line
from awesomelint.curation.document import EntryLink
from awesomelint.curation.line import Fields, has_word
from awesomelint.curation.vocabulary import role_of
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation.cells import Cell
    from awesomelint.curation.document import Role

_NO_NAME = regex(
    r"[\d\W_]*+|\W{0,9}\d[\d.,]{0,12}\s?[kmbt]\W{0,9}"
    r"|\W{0,9}(?:yes|no|true|false|arxiv|preprint|paper|open|closed)\W{0,9}",
    re.IGNORECASE,
)
LONGEST_NAME = 10


class Row(NamedTuple):
    """What a row says: its fields, the name of its subject, and which cell holds its title."""

    fields: Fields
    subject: str
    title: int


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
    subject = name.fields.title_text or name.words if name is not None else fields.title_text
    return Row(fields, subject, cells.index(title))


def _naming(cells: Sequence[Cell], source: str) -> Cell | None:
    """The first cell that names what the row is about."""
    if _names_a_service(cells):
        return cells[0]
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


def _names_a_service(cells: Sequence[Cell]) -> bool:
    """Whether a row is about Twitter, YouTube or arXiv, words that are elsewhere roles of links.

    It stands alone in the first column, whose header names no role, and is described beside it.
    """
    first = cells[0]
    if first.column not in {"name", "other"} or not first.header or role_of(first.words) is None:
        return False
    described = any(cell.column == "description" and cell.words for cell in cells[1:])
    return described and first.fields.title is not None and not first.fields.title_is_url


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
    if name is cells[0] and _names_a_service(cells):
        return name
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
