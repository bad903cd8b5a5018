"""Results by key, in one SQLite file that several processes may use at once.

The store helps or does nothing: what is locked, damaged or read-only costs results, never a run. A
file that is no store of ours is left as it is.
"""

from __future__ import annotations

import os
import sqlite3
import time
from binascii import crc32
from contextlib import suppress
from typing import TYPE_CHECKING

from awesomelint.cachefile import cache_folder, kind_of
from awesomelint.errors import AwesomelintError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = 0x61776C72  # "awlr"
LARGEST = 256 * 2**20
"""Bytes that the results may take before the oldest go."""
_KEPT = 0.75  # of `LARGEST`, when the oldest have gone
_DAYS = 30
"""For how many days a result that nothing asks for is kept."""
_BUFFER = 8 * 2**20  # bytes of results that wait to be written together
_WAIT = 2.0  # seconds for another process
_DAY = 86_400
_SCHEMA = """
CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, used INTEGER, sum INTEGER, value BLOB);
CREATE INDEX IF NOT EXISTS results_by_age ON results (used);
"""


def default_path() -> Path:
    """The store, in the system's folder for caches."""
    return cache_folder() / "results.sqlite"


class ResultStore:
    """The results in the file `path`; what is put in is written by `flush`.

    Each row holds a checksum, so that a flipped bit in the file is a missing result. The file is
    locked, for reading, from one result that is there to the first that is not: after that a file
    is judged, which takes long, and other processes may write.
    """

    def __init__(self, path: Path, largest: int = LARGEST) -> None:
        self._path = path
        self._largest = largest
        self._reader: sqlite3.Connection | None = None
        self._is_open = False
        self._new: dict[bytes, bytes] = {}
        self._size = 0
        self._old: set[bytes] = set()
        self._today = int(time.time()) // _DAY

    def get(self, key: bytes) -> bytes | None:
        """The result of `key`; None if there is none."""
        if key in self._new:
            return self._new[key]
        if not self._is_open:
            self._reader, self._is_open = self._connect(writing=False), True
        row = _row(self._reader, key) if self._reader else None
        if row is None:
            self.release()
            return None
        value, checksum, used = row
        if not isinstance(value, bytes) or checksum != _sum(key, value):
            return None
        if used != self._today:
            self._old.add(key)
        return value

    def release(self) -> None:
        """Let other processes write until the next result is asked for."""
        if self._reader is not None and self._reader.in_transaction:
            with suppress(sqlite3.Error):
                self._reader.rollback()

    def put(self, key: bytes, value: bytes) -> None:
        """Remember `value`; it is written when enough waits, or by `flush`."""
        self._new[key] = value
        self._size += len(value)
        if self._size > _BUFFER:
            self.flush()

    def flush(self) -> None:
        """Write what is new, note what was of use, and drop what is too old or too much."""
        if not (self._new or self._old):
            return
        self._close_reader()
        try:
            self._write()
        except sqlite3.OperationalError:
            pass  # locked, full or read-only
        except sqlite3.Error:
            self._begin_anew()
        self._new.clear()
        self._old.clear()
        self._size = 0

    def close(self) -> None:
        """Flush, and let go of the file."""
        self.flush()
        self._close_reader()

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader, self._is_open = None, False

    def _connect(self, *, writing: bool) -> sqlite3.Connection | None:
        """A connection; None where the file cannot be used, or is none of ours."""
        mode = "rwc" if writing else "ro"
        try:
            kind = kind_of(self._path, MARK)
            if kind not in {"none", "ours"} or (kind == "none" and not writing):
                return None
            if writing:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            return sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=_WAIT,
                isolation_level=None,
            )
        except (OSError, sqlite3.Error):
            return None

    def _write(self) -> None:
        base = self._connect(writing=True)
        if base is None:
            return
        try:
            # a lost write costs a result: the checksums tell, so that no run waits for the disk
            base.execute("PRAGMA synchronous = OFF")
            base.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA.split(";")[:-1]:
                base.execute(statement)
            base.execute(f"PRAGMA application_id = {MARK}")
            base.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?)", self._rows())
            base.executemany(
                "UPDATE results SET used = ? WHERE key = ?",
                ((self._today, key) for key in self._old),
            )
            base.execute("DELETE FROM results WHERE used < ?", (self._today - _DAYS,))
            self._make_room(base)
            base.execute("COMMIT")
        finally:
            base.close()

    def _rows(self) -> Iterator[tuple[bytes, int, int, bytes]]:
        for key, value in self._new.items():
            yield key, self._today, _sum(key, value), value

    def _make_room(self, base: sqlite3.Connection) -> None:
        """Drop the results that were of no use for the longest time, if all take too much."""
        if _taken(base) <= self._largest:
            return
        left = int(self._largest * _KEPT)
        rows = base.execute(
            "SELECT rowid, LENGTH(value) FROM results ORDER BY used DESC, rowid DESC"
        )
        gone: list[tuple[int]] = []
        for rowid, size in rows:
            left -= size
            if left < 0:
                gone.append((rowid,))
        base.executemany("DELETE FROM results WHERE rowid = ?", gone)

    def _begin_anew(self) -> None:
        """Replace a damaged file."""
        try:
            clean(self._path)
            self._write()
        except (OSError, sqlite3.Error, ForeignFileError):
            return


def _row(reader: sqlite3.Connection, key: bytes) -> tuple[object, int, int] | None:
    """The value, checksum and day of `key`, read in a transaction that stays open."""
    try:
        if not reader.in_transaction:
            reader.execute("BEGIN")
        row: tuple[object, int, int] | None = reader.execute(
            "SELECT value, sum, used FROM results WHERE key = ?", (key,)
        ).fetchone()
    except sqlite3.Error:
        return None
    return row


def _sum(key: bytes, value: bytes) -> int:
    return crc32(value, crc32(key))


def _taken(base: sqlite3.Connection) -> int:
    """The bytes of pages in use."""
    values = (
        base.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    count, free, size = values
    return int((count - free) * size)


_BESIDE = ("", "-journal", "-wal", "-shm")


def size(path: Path) -> int:
    """The bytes that the store takes; 0 where there is none."""
    files = [path.with_name(path.name + suffix) for suffix in _BESIDE]
    return sum(file.stat().st_size for file in files if file.is_file())


def count(path: Path) -> int:
    """How many results the store holds; 0 where there is none to read."""
    if kind_of(path, MARK) != "ours":
        return 0
    try:
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT)
    except sqlite3.Error:
        return 0
    try:
        return int(base.execute("SELECT COUNT(*) FROM results").fetchone()[0])
    except sqlite3.Error:
        return 0
    finally:
        base.close()


class ForeignFileError(ValueError, AwesomelintError):
    """A file that is no store of ours, and so is not deleted."""


def clean(path: Path) -> int:
    """Delete the store; return the bytes that it took.

    Raise `ForeignFileError` for a file that is none.
    """
    if kind_of(path, MARK) not in {"none", "ours"}:
        raise ForeignFileError(f"{path}: it is no cache of awesomelint, so it was left as it is")
    freed = size(path)
    for suffix in _BESIDE:
        beside = path.with_name(path.name + suffix)
        if os.path.lexists(beside):
            beside.unlink(missing_ok=True)
    return freed
