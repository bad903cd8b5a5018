"""The files of a repository, as checks may ask for them. It is asked without parsing any."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Protocol

from awesomelint.reading import read_file, real, repository_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

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
        self._root = root
        self.here = folder.relative_to(root).as_posix()

    def has(self, name: str) -> bool:
        """Whether it is there with exactly these letters, on any file system."""
        folder = self._root
        for part in name.split("/"):
            if part not in _listing(folder):
                return False
            folder = folder / part
        return True

    def beside(self, name: str) -> Collection[str]:
        """As `Tree` has it."""
        return _listing((self._root / name).parent)

    def leads_out(self, name: str) -> bool:
        """As `Tree` has it."""
        return not real(self._root / name).is_relative_to(self._root)

    def content(self, name: str) -> bytes | None:
        """As `Tree` has it."""
        try:
            return read_file(self._root / name, BIGGEST)
        except OSError:
            return None

    def at_root(self) -> frozenset[str]:
        """The names of the files at the root, and in its `.github` and `docs`."""
        inner = (
            f"{folder}/{name}"
            for folder in (".github", "docs")
            for name in _listing(self._root / folder)
        )
        return _listing(self._root) | frozenset(inner)


def checkout_of(folder: Path) -> Checkout | None:
    """The git checkout that holds `folder`, a path without symlinks; None outside of one."""
    root = repository_of(folder)
    return None if root is None else Checkout(root, folder)


@cache
def _listing(folder: Path) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))  # noqa: PTH208 - names are all that is needed
    except OSError:
        return frozenset()
