"""The files of a repository, as checks may ask for them. It is asked without parsing any."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from awesomelint.reading import read_file, real, repository_of

if TYPE_CHECKING:
    from collections.abc import Collection

BIGGEST = 8 * 2**20


class Tree(Protocol):
    """The files of a repository; names are paths from its root, spelt exactly."""

    here: str
    """The folder of the list."""

    def has(self, name: str) -> bool:
        """Whether there is such a file or folder."""

    def beside(self, name: str) -> Collection[str]:
        """The names in the folder that should hold it, as far as they may be suggested."""

    def leads_out(self, name: str) -> bool:
        """Whether it is reached by a symlink that leads out of the repository."""

    def content(self, name: str) -> bytes | None:
        """The bytes of a file; None where it cannot be read or is longer than `BIGGEST`."""


class Checkout:
    """The files of the checkout at `root`, as they are on the disk, as seen from `folder`."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = str(root)
        self.here = folder.relative_to(root).as_posix()

    def has(self, name: str) -> bool:
        """Whether it is there with exactly these letters, on any file system."""
        folder = self._root
        for part in name.split("/"):
            if part not in _listing(folder).names:
                return False
            folder = f"{folder}/{part}"
        return True

    def beside(self, name: str) -> Collection[str]:
        """As `Tree` has it."""
        return _listing(f"{self._root}/{name}".rpartition("/")[0]).names

    def leads_out(self, name: str) -> bool:
        """As `Tree` has it; what passes no symlink does not."""
        if not self._passes_link(name):
            return False
        return not real(Path(self._root, name)).is_relative_to(self._root)

    def content(self, name: str) -> bytes | None:
        """As `Tree` has it."""
        try:
            return read_file(Path(self._root, name), BIGGEST)
        except OSError:
            return None

    def _passes_link(self, name: str) -> bool:
        """Whether any part of `name` is a symlink, on any file system."""
        folder = self._root
        for part in name.split("/"):
            listing = _listing(folder)
            folder = f"{folder}/{part}"
            is_link = part in listing.links
            if part not in listing.names:
                is_link = os.path.islink(folder)  # noqa: PTH114 - raises for names that are too long
            if is_link:
                return True
        return False

    def at_root(self) -> frozenset[str]:
        """The names of the files at the root, and in its `.github` and `docs`."""
        inner = (
            f"{folder}/{name}"
            for folder in (".github", "docs")
            for name in _listing(f"{self._root}/{folder}").names
        )
        return _listing(self._root).names | frozenset(inner)


def checkout_of(folder: Path) -> Checkout | None:
    """The git checkout that holds `folder`, a path without symlinks; None outside of one."""
    root = repository_of(folder)
    return None if root is None else Checkout(root, folder)


class Listing(NamedTuple):
    """The names in a folder, and those of them that are symlinks."""

    names: frozenset[str]
    links: frozenset[str]


@cache
def _listing(folder: str) -> Listing:
    try:
        with os.scandir(folder) as entries:
            is_link = {entry.name: entry.is_symlink() for entry in entries}
    except OSError:
        is_link = {}
    return Listing(frozenset(is_link), frozenset(name for name in is_link if is_link[name]))
