"""Reading files that a repository brings: regular ones, under its root, up to a size.

A committed symlink may lead to `/dev/zero`, to a FIFO or to a file of the user's; none of them is a
list.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.errors import AwesomelintError

if TYPE_CHECKING:
    from collections.abc import Sequence

BIGGEST = 64 * 2**20
_CHUNK = 2**20
# the shell's way of naming a pipe: `awesomelint check <(curl …)`
_PIPES = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


class ReadError(OSError, AwesomelintError):
    """A file that is not read; the message is whole: it names the file and says why."""


def read_file(path: Path, limit: int = BIGGEST, at_most: int | None = None) -> bytes:
    """The bytes of the regular file `path`.

    With `at_most`, only so many bytes from its beginning are read. Raise `ReadError` if it is
    another kind of file or longer than `limit`.
    """
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    )
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if stat.S_ISFIFO(mode) and str(path).startswith(_PIPES):
            os.set_blocking(descriptor, True)
        elif not stat.S_ISREG(mode):
            raise ReadError(f"{path}: it is no regular file, so it was not read")
        return _read(descriptor, path, limit) if at_most is None else os.read(descriptor, at_most)
    finally:
        os.close(descriptor)


def _read(descriptor: int, path: Path, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := os.read(descriptor, _CHUNK):
        parts.append(part)
        size += len(part)
        if size > limit:
            raise ReadError(f"{path}: it is longer than {limit:,} bytes, so it was not read")
    return b"".join(parts)


def read_inside(path: Path, root: Path | None = None, limit: int = BIGGEST) -> bytes:
    """As `read_file`, of a file under `root`, else under the root of its repository.

    Raise `ReadError` where a symlink leads out of it.
    """
    refuse_outside(path, root)
    return read_file(path, limit)


def refuse_outside(path: Path, root: Path | None = None) -> None:
    """Raise `ReadError` if `path` leads out of `root`, or of the repository that holds its name."""
    roots = [root] if root is not None else repositories_of(Path(os.path.abspath(path)).parent)  # noqa: PTH100 - with links
    refuse_outside_of([(one, real(one)) for one in roots], path)


def refuse_outside_of(roots: Sequence[tuple[Path, Path]], path: Path) -> None:
    """Raise `ReadError` if `path` leads out of one of `roots`, each without symlinks beside it."""
    target = real(path) if roots else path
    for one, real_one in roots:
        if not target.is_relative_to(real_one):
            raise ReadError(
                f"{path}: it leads out of {one}, so it was neither read nor written; name the "
                "file itself"
            )


def real(path: Path) -> Path:
    """`path` without symlinks; unlike `Path.resolve` it takes loops."""
    return Path(os.path.realpath(path))


def repository_of(folder: Path) -> Path | None:
    """The root of the git checkout that holds `folder`; None outside of one."""
    return next(iter(repositories_of(folder)), None)


def repositories_of(folder: Path) -> list[Path]:
    """The roots of all checkouts that hold `folder` as written, the innermost first."""
    found: list[Path] = []
    place = "" if folder == Path() else os.fspath(folder)
    while True:
        if os.path.lexists(os.path.join(place, ".git")):  # noqa: PTH118 - asked for each file of a run
            found.append(Path(place))
        above = os.path.dirname(place)  # noqa: PTH120 - the same
        if above == place:
            return found
        place = above
