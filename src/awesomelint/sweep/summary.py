"""The page about a sweep: what there is, in Markdown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from awesomelint.text.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa
    from datatrove.io import DataFolder

PAGE = "summary.md"
_LONGEST = 40


def write_summary(folder: DataFolder) -> None:
    """Write `summary.md` beside the tables, from nothing but these."""
    with folder.open(PAGE, "w", encoding="utf-8") as file:
        file.write("\n".join(_page(folder)) + "\n")


def _page(folder: DataFolder) -> Iterator[str]:
    kinds: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    counted = ("entries", "errors", "warnings", "infos", "damaged_lines", "changed")
    for batch in _batches(folder, "documents", ["kind", "bytes", *counted]):
        for row in batch.to_pylist():
            kinds[row["kind"]] += 1
            sizes[row["kind"]] += row["bytes"]
            for name in counted:
                sums[name] += row[name] or 0
    yield "# Sweep\n"
    yield from _table(
        ("documents", "number", "MB"),
        [
            (kind, f"{count:,}", f"{sizes[kind] / 1e6:,.1f}")
            for kind, count in sorted(kinds.items())
        ],
    )
    yield (
        f"{sums['entries']:,} entries; {sums['errors']:,} errors, {sums['warnings']:,} warnings, "
        f"{sums['infos']:,} infos. {sums['damaged_lines']:,} damaged lines; the text of "
        f"{sums['changed']:,} documents was repaired.\n"
    )
    yield from _findings(folder)
    yield from _counted(folder, "Damage", "repairs", "damage", "lines")
    yield from _counted(folder, "Links", "links", "state", "links")
    yield from _problems(folder)


def _findings(folder: DataFolder) -> Iterator[str]:
    findings: Counter[tuple[str, str]] = Counter()
    holders: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], str] = {}
    for batch in _batches(folder, "findings", ["document", "rule", "severity"]):
        for row in batch.to_pylist():
            key = (row["rule"], row["severity"])
            findings[key] += 1
            if last.get(key) != row["document"]:
                holders[key] += 1
                last[key] = row["document"]
    if findings:
        yield "## Findings\n"
        yield from _table(
            ("rule", "severity", "findings", "documents"),
            [
                (*key, f"{count:,}", f"{holders[key]:,}")
                for key, count in sorted(findings.items(), key=lambda item: (-item[1], item[0]))
            ],
        )


def _counted(folder: DataFolder, title: str, table: str, column: str, unit: str) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for batch in _batches(folder, table, [column]):
        counts.update(batch.column(0).to_pylist())
    if counts:
        yield f"## {title}\n"
        rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        yield from _table((column, unit), [(name, f"{count:,}") for name, count in rows])


def _problems(folder: DataFolder) -> Iterator[str]:
    problems: list[tuple[str, str]] = []
    count = 0
    for batch in _batches(folder, "documents", ["document", "problem"]):
        for row in batch.to_pylist():
            if row["problem"]:
                count += 1
                if len(problems) < _LONGEST:
                    problems.append((row["document"], row["problem"]))
    if problems:
        yield "## Not read\n"
        yield from _table(("document", "why"), problems)
        if count > len(problems):
            yield f"and {count - len(problems):,} more: `problem` in the table of documents\n"


def _batches(folder: DataFolder, table: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    for name in sorted(folder.list_files(table, glob_pattern="*.parquet")):
        with folder.open(name, "rb") as file:
            yield from pq.ParquetFile(file).iter_batches(columns=list(columns))


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'|'.join([' --- '] * len(header))}|"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"
    yield ""


def _cell(text: str) -> str:
    return printable(text).replace("|", "\\|")
