"""Where the cache of links lies, and what else may lie there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from awesomelint.reading import ReadError, read_file

MARK = 0x61776C6E  # "awln", in the header of the file: https://www.sqlite.org/fileformat.html#application_id
_MAGIC = b"SQLite format 3\0"
_MOST_CACHE = 2**40


def default_path() -> Path:
    """The cache of links, in the system's folder for caches (`XDG_CACHE_HOME` if set)."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - only online runs need it

    return Path(user_cache_path("awesomelint", appauthor=False)) / "links.sqlite"


def kind_of(path: Path) -> Literal["none", "ours", "old", "foreign"]:
    """What lies at `path`: nothing, a cache, one of an earlier version, or another thing.

    An empty file is nothing.

    Told from the first bytes, without opening it as a database: SQLite would write into it. Raise
    `OSError`.
    """
    try:
        head = read_file(path, limit=_MOST_CACHE, at_most=100)
    except FileNotFoundError:
        return "none"
    except (IsADirectoryError, ReadError):
        return "foreign"
    if not head:
        return "none"
    if _near(head[: len(_MAGIC)], _MAGIC) and _near(head[68:72], MARK.to_bytes(4, "big")):
        return "ours"
    return "old" if head.startswith(_MAGIC) and (len(head) < 100 or _was_ours(path)) else "foreign"


def _near(found: bytes, wanted: bytes) -> bool:
    """Whether two runs of bytes are equal but for a few bits: a damaged cache is a cache."""
    flipped = sum((one ^ other).bit_count() for one, other in zip(found, wanted, strict=False))
    return len(found) == len(wanted) and flipped <= 4


def _was_ours(path: Path) -> bool:
    """Whether a database without the mark is a cache that an earlier version made.

    It has these tables, no others.
    """
    import sqlite3  # noqa: PLC0415 - rare

    try:
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error:
        return False
    try:
        rows = base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except sqlite3.Error:
        return False
    finally:
        base.close()
    tables = {name for (name,) in rows}
    return "links" in tables and tables <= {"links", "notes"}
