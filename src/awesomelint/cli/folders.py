"""The folders of a run's files: what holds for all files of one is asked once."""

from __future__ import annotations

import os
from pathlib import Path

from awesomelint.files.writing import RESCUE, rescue_of
from awesomelint.reading import read_file, real, refuse_outside_of, repositories_of
from awesomelint.rules.config import config_for


class Folders:
    """Where files lie and what lies beside them.

    A folder is known by its path as written. Outside of any repository a file may not lead out of
    the folder of its config, unless one config was `named` for all files.
    """

    def __init__(self, *, named: bool) -> None:
        self._named = named
        self._last: tuple[Path, bool] = (Path(), False)
        self._real: dict[str, Path] = {}
        self._inside: set[str] = set()
        self._rescues: dict[str, bool] = {}
        self._roots: dict[Path, list[tuple[Path, Path]]] = {}

    def of(self, path: Path) -> Path:
        """The folder that holds the file `path`, both without symlinks."""
        if self._is_link(path):
            return real(path).parent
        name = _above(path)
        folder = self._real.get(name)
        if folder is None:
            folder = self._real[name] = real(Path(name))
        return folder

    def read(self, path: Path) -> bytes:
        """The bytes of a file that does not lead out of its repository; raise `OSError`."""
        name = _above(path)
        is_link = self._is_link(path)
        if is_link or name not in self._inside:
            refuse_outside_of(self._roots_of(path), path)
        if not is_link:
            self._inside.add(name)
        return read_file(path)

    def rescue_of(self, path: Path) -> Path | None:
        """As `writing.rescue_of`, which is asked where a rescue copy may lie."""
        name = _above(path)
        if name not in self._rescues:
            self._rescues[name] = _may_hold_rescues(self.of(path))
        return rescue_of(path) if self._rescues[name] or self._is_link(path) else None

    def _is_link(self, path: Path) -> bool:
        """Whether the path of a file is a symlink; asked for one file again and again."""
        if self._last[0] is not path:
            self._last = (path, os.path.islink(path))  # noqa: PTH114 - raises for names that are too long
        return self._last[1]

    def _roots_of(self, path: Path) -> list[tuple[Path, Path]]:
        folder = Path(os.path.abspath(path)).parent  # noqa: PTH100 - with its links
        if folder not in self._roots:
            roots = repositories_of(folder)
            if not (self._named or roots) and (found := config_for(folder).path):
                roots = [found.parent]
            self._roots[folder] = [(root, real(root)) for root in roots]
        return self._roots[folder]


def _above(path: Path) -> str:
    """The folder of a path as written."""
    return os.path.dirname(path)  # noqa: PTH120 - asked several times for each file


def _may_hold_rescues(folder: Path) -> bool:
    """Whether a rescue copy lies in `folder`, or, as nothing can be written there, elsewhere."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names are all that is needed
    except OSError:
        return True
    return not os.access(folder, os.W_OK) or any(name.endswith(RESCUE) for name in names)
