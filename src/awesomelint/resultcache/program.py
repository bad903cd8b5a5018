"""What the program is: every result depends on the code that made it."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from awesomelint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

# The packages that results are made with, as their folders of metadata are called.
PARSERS = frozenset({"cmarkgfm", "ftfy", "markdown_it_py", "mdit_py_plugins", "mdurl", "wcwidth"})
# What is compiled follows from the rest; cards and examples of rules (`data`) stand in cards.json.
_WITHOUT_EFFECT = frozenset({"__pycache__", "data"})
_METADATA = (".dist-info", ".egg-info")


@cache
def program() -> bytes | None:
    """A digest of awesomelint, its cards and tables, Python and the parser's packages.

    The version does not tell a checkout from the next one: files count by size and time. None if
    the version of a package is not known, so that nothing can be said of results made with it.
    """
    versions = sorted(_versions())
    if {name for name, _ in versions} != PARSERS:
        return None
    package = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - pathlib takes longer than the rest
    told = (
        __version__,
        sys.version,
        sys.implementation.cache_tag,
        versions,
        sorted(_files(package)),
    )
    return blake2b(repr(told).encode(), digest_size=16).digest()


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """Each file of the package that has an effect, with its size and time of change."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in _WITHOUT_EFFECT:
                continue
            if entry.is_dir():
                yield from _files(entry.path)
            else:
                state = entry.stat()
                yield entry.path, state.st_size, state.st_mtime_ns


def _versions() -> Iterator[tuple[str, str]]:
    """The names of metadata folders of `PARSERS`, the first that Python would find of each."""
    known: set[str] = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - names are all that is needed
        except OSError:
            continue
        for name in names:
            package = name.partition("-")[0].lower()
            if package in PARSERS and package not in known and name.endswith(_METADATA):
                known.add(package)
                yield package, name
