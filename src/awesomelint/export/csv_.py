"""CSV as RFC 4180 has it, for spreadsheets: one row a record, lists joined, each cell on one line.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is a formula to a
spreadsheet, which may run programs or send the sheet away. By default cells hold what the list
says, for programs; `safe` puts an apostrophe before such cells, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from awesomelint.text.patterns import regex
from awesomelint.text.printable import line, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.export.record import Record

# full-width signs too: spreadsheets in Chinese and Japanese read them as the others
_RUN_AS_FORMULA = regex(r"[\s\ufeff]*+[=+\-@\t\r＝＋－＠]|[\t\r\n]")
COLUMNS = (
    "path", "line", "section", "group", "parent", "title", "url", "identities", "links",
    "description", "year", "venue", "authors", "tags", "notes", "subject", "nickname", "date",
    "licence", "stars", "columns",
)  # fmt: skip


def render(found: Iterable[Record], *, safe: bool = False) -> str:
    """A header and a row for each record; `safe` keeps cells from being formulas."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in found:
        cells: dict[str, object] = {
            **record,
            "path": line(record["path"]),
            "section": " > ".join(record["section"]),
            "identities": " ".join(named["text"] for named in record["identities"]),
            "links": " ".join(f"{linked['role']}={linked['url']}" for linked in record["links"]),
            "authors": "; ".join(record["authors"]),
            "tags": " ".join(record["tags"]),
            "notes": " | ".join(record["notes"]),
            "columns": " | ".join(f"{name}: {cell}" for name, cell in record["columns"].items()),
        }
        writer.writerow([_cell(cells[column], safe=safe) for column in COLUMNS])
    return out.getvalue()


def _cell(value: object, *, safe: bool) -> object:
    """`value` on one line, without what acts on a terminal or a workflow.

    With `safe`, a spreadsheet does not take it for a formula either.
    """
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if safe and _RUN_AS_FORMULA.match(value) else text
