"""Tables on disk or wherever fsspec reaches: each a folder, with one Parquet file a shard."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from awesomelint.sweep.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from datatrove.io import DataFolder

    from awesomelint.sweep.schema import Row

TABLES = ("documents", "entries", "findings", "repairs")
STATE = "_sweep"
"""The folder below that of the tables for what a run needs; readers of Parquet skip its name."""
_ROWS = 5_000


def shard_name(table: str, rank: int) -> str:
    """The file of a shard of a table, below the folder of all tables."""
    return f"{table}/{rank:05d}.parquet"


class ShardWriter:
    """Writes the rows of one shard; the files appear under their names when all are whole.

    `folder` is a datatrove `DataFolder`. Memory holds 5,000 rows a table.
    """

    def __init__(self, folder: DataFolder, rank: int, tables: Sequence[str] = TABLES) -> None:
        self._folder = folder
        self._rank = rank
        self._run = secrets.token_hex(4)  # a worker that outlived its run may write the same shard
        self._rows: dict[str, list[Row]] = {table: [] for table in tables}
        self._files = {table: folder.open(self._partial(table), "wb") for table in tables}
        self._writers = {
            table: pq.ParquetWriter(file, SCHEMAS[table], compression="zstd")
            for table, file in self._files.items()
        }

    def add(self, rows: Mapping[str, Iterable[Row]]) -> None:
        """Take rows by table."""
        for table, given in rows.items():
            self._rows[table] += given
            if len(self._rows[table]) >= _ROWS:
                self._flush(table)

    def finish(self) -> None:
        """Write what is left, and give the files their names."""
        for table in self._rows:
            self._flush(table)
        self._close()
        for table in self._rows:
            name = shard_name(table, self._rank)
            self._folder.makedirs(table, exist_ok=True)
            if self._folder.exists(name):
                self._folder.rm(name)
            self._folder.mv(self._partial(table), name)

    def discard(self) -> None:
        """Forget the shard: it was not read to its end."""
        self._close()
        for table in self._rows:
            self._folder.rm(self._partial(table))

    def _partial(self, table: str) -> str:
        return f"{STATE}/partial/{table}-{self._rank:05d}-{self._run}.parquet"

    def _flush(self, table: str) -> None:
        rows, self._rows[table] = self._rows[table], []
        if rows:
            self._writers[table].write_table(pa.Table.from_pylist(rows, SCHEMAS[table]))

    def _close(self) -> None:
        for writer in self._writers.values():
            writer.close()
        for file in self._files.values():
            file.close()
