"""Files of caches: where they lie, and what else may lie there."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

from awesomelint.reading import ReadError, read_file

_MAGIC = b"SQLite format 3\0"
_MOST_CACHE = 2**40

Kind = Literal["none", "ours", "unmarked", "foreign"]


def cache_folder() -> Path:
    """The folder of awesomelint in the system's folder for caches (`XDG_CACHE_HOME` if set).

    On Linux it is told without platformdirs, which every run would load.
    """
    if sys.platform == "linux":
        given = os.environ.get("XDG_CACHE_HOME", "").strip()
        return Path(given or os.path.expanduser("~/.cache")) / "awesomelint"  # noqa: PTH111 - takes a missing home
    from platformdirs import user_cache_path  # noqa: PLC0415 - where no variable names the folder

    return Path(user_cache_path("awesomelint", appauthor=False))


def kind_of(path: Path, mark: int) -> Kind:
    """What lies at `path`: nothing, our cache, a database without our `mark`, or another file.

    An empty file is nothing. The mark is the id of the application in the header of a database
    (https://www.sqlite.org/fileformat.html#application_id).

    The first bytes decide, without opening the file as a database, because SQLite would write into
    it. Raise `OSError`.
    """
    try:
        head = read_file(path, limit=_MOST_CACHE, at_most=100)
    except FileNotFoundError:
        return "none"
    except (IsADirectoryError, ReadError):
        return "foreign"
    if not head:
        return "none"
    if _near(head[: len(_MAGIC)], _MAGIC) and _near(head[68:72], mark.to_bytes(4, "big")):
        return "ours"
    return "unmarked" if head.startswith(_MAGIC) else "foreign"


def _near(found: bytes, wanted: bytes) -> bool:
    """Whether two runs of bytes are equal but for a few bits: a damaged cache is a cache."""
    flipped = sum((one ^ other).bit_count() for one, other in zip(found, wanted, strict=False))
    return len(found) == len(wanted) and flipped <= 4
