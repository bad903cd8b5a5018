"""Where the cache of links lies, and what else may lie there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from awesomelint import cachefile

if TYPE_CHECKING:
    from pathlib import Path

MARK = 0x61776C6E  # "awln"


def default_path() -> Path:
    """The cache of links, in the system's folder for caches."""
    return cachefile.cache_folder() / "links.sqlite"


def kind_of(path: Path) -> Literal["none", "ours", "old", "foreign"]:
    """What lies at `path`: nothing, a cache, one of an earlier version, or another file.

    Raise `OSError`.
    """
    kind = cachefile.kind_of(path, MARK)
    if kind == "unmarked":
        return "old" if path.stat().st_size < 100 or _was_ours(path) else "foreign"
    return kind


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
