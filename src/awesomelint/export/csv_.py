"""CSV as RFC 4180 has it, for spreadsheets: one row a record, lists joined."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.export.record import Record

COLUMNS = (
    "path", "line", "section", "group", "parent", "title", "url", "identities", "links", "description", "year",
    "venue", "authors", "tags", "notes",
)  # fmt: skip


def render(found: Iterable[Record]) -> str:
    """A header and a row for each record."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in found:
        cells: dict[str, object] = {
            **record,
            "section": " > ".join(record["section"]),
            "identities": " ".join(named["text"] for named in record["identities"]),
            "links": " ".join(f"{linked['role']}={linked['url']}" for linked in record["links"]),
            "authors": "; ".join(record["authors"]),
            "tags": " ".join(record["tags"]),
            "notes": " | ".join(record["notes"]),
        }
        writer.writerow([cells[column] for column in COLUMNS])
    return out.getvalue()
