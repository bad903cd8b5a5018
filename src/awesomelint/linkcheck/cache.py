"""Where what was learnt from outside is kept between runs, and how to look at it or drop it."""

from __future__ import annotations

from pathlib import Path

from awesomelint.errors import AwesomelintError

_BESIDE = ("", "-wal", "-shm", "-journal", ".damaged")


def default_path() -> Path:
    """The cache of links, in the folder that the system keeps for caches (`XDG_CACHE_HOME` where it is set)."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - only online runs need it

    return Path(user_cache_path("awesomelint", appauthor=False)) / "links.sqlite"


def size(path: Path) -> int:
    """The bytes that the cache takes; 0 where there is none."""
    files = [path.with_name(path.name + suffix) for suffix in _BESIDE]
    return sum(file.stat().st_size for file in files if file.is_file())


def counts(path: Path) -> dict[str, int]:
    """How many links of each class the cache holds, the most first.

    Empty where there is none to read.
    """
    import sqlite3  # noqa: PLC0415 - only for the cache

    from awesomelint.linkcheck.store import kind_of  # noqa: PLC0415 - the same

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
    from awesomelint.linkcheck.store import kind_of  # noqa: PLC0415 - loads sqlite3

    if kind_of(path) == "foreign":
        raise ForeignFileError(f"{path}: it is no cache of awesomelint, so it was left as it is")
    freed = size(path)
    for suffix in _BESIDE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return freed
