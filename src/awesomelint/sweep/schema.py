"""The columns of the tables, and documents as their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awesomelint.export import Record
    from awesomelint.model import Finding
    from awesomelint.repair.whole import RepairedLine
    from awesomelint.sweep.document import SweptDocument

Row = dict[str, Any]

_WORDS = pa.list_(pa.string())
SCHEMAS: Final[Mapping[str, Any]] = {
    "documents": pa.schema(
        {
            "document": pa.string(),
            "kind": pa.string(),
            "bytes": pa.int64(),
            "entries": pa.int32(),
            "errors": pa.int32(),
            "warnings": pa.int32(),
            "infos": pa.int32(),
            "damaged_lines": pa.int32(),
            "links": _WORDS,
            "changed": pa.bool_(),
            "text": pa.large_string(),
            "problem": pa.string(),
        }
    ),
    "entries": pa.schema(
        {
            "document": pa.string(),
            "line": pa.int32(),
            "section": _WORDS,
            "group": pa.string(),
            "parent": pa.int32(),
            "title": pa.string(),
            "url": pa.string(),
            "identities": pa.list_(
                pa.struct(dict.fromkeys(("kind", "scheme", "id", "version", "text"), pa.string()))
            ),
            "links": pa.list_(
                pa.struct(dict.fromkeys(("url", "role", "text", "identity"), pa.string()))
            ),
            "description": pa.string(),
            "year": pa.int32(),
            "venue": pa.string(),
            "authors": _WORDS,
            "tags": _WORDS,
            "notes": _WORDS,
            "subject": pa.string(),
            "nickname": pa.string(),
            "date": pa.string(),
            "licence": pa.string(),
            "stars": pa.string(),
            "columns": pa.map_(pa.string(), pa.string()),
        }
    ),
    "findings": pa.schema(
        {
            "document": pa.string(),
            "line": pa.int32(),
            "column": pa.int32(),
            "start": pa.int64(),
            "end": pa.int64(),
            "rule": pa.string(),
            "severity": pa.string(),
            "message": pa.string(),
            "fix": pa.string(),
        }
    ),
    "repairs": pa.schema(
        {
            "document": pa.string(),
            "line": pa.int32(),
            "start": pa.int64(),
            "end": pa.int64(),
            "damage": pa.string(),
            "proven": pa.bool_(),
            "old": pa.string(),
            "new": pa.string(),
        }
    ),
    "links": pa.schema(
        {
            "url": pa.string(),
            "domain": pa.string(),
            "documents": pa.int32(),
            "state": pa.string(),
            "status": pa.int32(),
            "evidence": pa.string(),
            "location": pa.string(),
            "permanent": pa.bool_(),
        }
    ),
}
"""The tables, each a folder with one Parquet file a shard.

Lines and columns count from 1, offsets in code points of the given text, both as in a `Report`.
`documents.links` are the URLs that a link check asks, each once, without fragments.
`documents.text` is the repaired text where it differs from the given one, else null.
"""

_LONE = regex("[\ud800-\udfff]")
_SAFETIES = ("safe", "unsafe", "suggestion")


def rows_of(name: str, given: str, swept: SweptDocument) -> dict[str, list[Row]]:
    """The rows that the document `name` brings, by table; `given` is its text before the repair."""
    rows = {
        "documents": [_document(name, given, swept)],
        "entries": [_entry(name, record) for record in swept.entries],
        "findings": [_finding(name, finding) for finding in swept.findings],
        "repairs": [_repair(name, line) for line in swept.repairs],
    }
    return _whole(rows) if swept.kind == "bytes" or _LONE.search(name) else rows


def row_of_problem(name: str, problem: str) -> dict[str, list[Row]]:
    """The row of a document that could not be read."""
    row = dict.fromkeys(SCHEMAS["documents"].names)
    row |= {"document": name, "kind": "unread", "bytes": 0, "changed": False, "problem": problem}
    return _whole({"documents": [row]})


def _document(name: str, given: str, swept: SweptDocument) -> Row:
    severities = [finding.severity for finding in swept.findings]
    return {
        "document": name,
        "kind": swept.kind,
        "bytes": _size(given),
        "entries": len(swept.entries),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "infos": severities.count("info"),
        "damaged_lines": len(swept.repairs),
        "links": list(swept.urls),
        "changed": swept.changed,
        "text": swept.text if swept.changed else None,
        "problem": None,
    }


def _size(text: str) -> int:
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return len(text.encode("utf-8", "surrogatepass"))


def _entry(name: str, record: Record) -> Row:
    row: Row = {**record, "document": name, "columns": list(record["columns"].items())}
    del row["path"]
    return row


def _finding(name: str, finding: Finding) -> Row:
    offered = {fix.safety for fix in finding.fixes}
    return {
        "document": name,
        "line": finding.line,
        "column": finding.column,
        "start": finding.start,
        "end": finding.end,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "fix": next((safety for safety in _SAFETIES if safety in offered), None),
    }


def _repair(name: str, line: RepairedLine) -> Row:
    return {
        "document": name,
        "line": line.line,
        "start": line.start,
        "end": line.end,
        "damage": line.damage,
        "proven": line.proven,
        "old": line.old,
        "new": line.new,
    }


def _whole(rows: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """The rows without lone surrogates, which no Parquet file can hold: U+FFFD stands for each."""
    return {
        table: [
            {
                key: _LONE.sub("\ufffd", value) if isinstance(value, str) else value
                for key, value in row.items()
            }
            for row in given
        ]
        for table, given in rows.items()
    }
