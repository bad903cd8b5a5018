"""The entries of the other lists that a config names: an index for rules across files."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

from awesomelint.curation import read
from awesomelint.model import ListedEntry
from awesomelint.reading import ReadError, read_file
from awesomelint.source import NotUtf8Error, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

BIGGEST = 8 * 2**20


def gather_lists(path: Path, others: Iterable[Path]) -> Mapping[str, tuple[ListedEntry, ...]]:
    """The entries of `others` but `path` itself, by their path as seen from `path`.

    Files that cannot be read are left out.
    """
    found: dict[str, tuple[ListedEntry, ...]] = {}
    for other in others:
        if other.resolve() == path.resolve():
            continue
        try:
            name = os.path.relpath(other, path.parent).replace(os.sep, "/")
            found[name] = _entries(read_file(other, BIGGEST))
        except (OSError, ReadError, NotUtf8Error):
            continue
    return found


@lru_cache(maxsize=64)
def _entries(raw: bytes) -> tuple[ListedEntry, ...]:
    source = Source(raw)
    return tuple(
        ListedEntry(entry.primary.identity.key, entry.title_text, source.position(entry.start)[0])
        for entry in read(source).entries
        if entry.primary and entry.primary.identity
    )
