"""How to look at the cache of what was learnt from outside, and how to drop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.errors import AwesomelintError
from awesomelint.linkcheck.cachefile import kind_of

if TYPE_CHECKING:
    from pathlib import Path

_BESIDE = ("", "-wal", "-shm", "-journal", ".damaged")


def size(path: Path) -> int:
    """The bytes that the cache takes; 0 where there is none."""
    files = [path.with_name(path.name + suffix) for suffix in _BESIDE]
    return sum(file.stat().st_size for file in files if file.is_file())


def counts(path: Path) -> dict[str, int]:
    """How many links of each class the cache holds, the most first.

    It is empty where there is no cache to read.
    """
    import sqlite3  # noqa: PLC0415 - only for the cache

    if kind_of(path) not in {"ours", "old"}:
        return {}
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
    try:
        return dict(
            base.execute(
                "SELECT state, COUNT(*) FROM links GROUP BY state ORDER BY 2 DESC"
            ).fetchall()
        )
    except sqlite3.DatabaseError:
        return {}
    finally:
        base.close()


class ForeignFileError(ValueError, AwesomelintError):
    """A file that is no cache of ours, and so is not deleted."""


def clean(path: Path) -> int:
    """Delete the cache; return the bytes that it took.

    Raise `ForeignFileError` for a file that is none.
    """
    if kind_of(path) == "foreign":
        raise ForeignFileError(f"{path}: it is no cache of awesomelint, so it was left as it is")
    freed = size(path)
    for suffix in _BESIDE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return freed
