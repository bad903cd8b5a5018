"""Which files a run is about: the named ones, or the lists of a folder or repository."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from awesomelint.reading import real
from awesomelint.rules.config import config_for, fits, relative_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.rules.config import Config

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


@dataclass(slots=True, eq=False, repr=False)
class Files:
    """The files to read, those that were left out and why, and which of them were named."""

    paths: list[Path] = field(default_factory=list)
    left_out: dict[Path, str] = field(default_factory=dict)
    declined: dict[Path, str] = field(default_factory=dict)

    def leave_out(self, path: Path, reason: str) -> None:
        """Remember a file that is not read."""
        self.left_out[path] = reason

    def decline(self, path: Path, reason: str) -> None:
        """Leave a named file out, and remember which."""
        self.leave_out(path, reason)
        self.declined[path] = reason


class Looker(Protocol):
    """Tells why what a file holds is no list, as `lists.no_list` does."""

    def __call__(self, path: Path, *, named: bool) -> str:
        """Empty if it is one."""
        ...


def look(path: Path, *, named: bool) -> str:
    """As `lists.no_list`, which is loaded now: a run over named files need not look."""
    from awesomelint.files.lists import no_list  # noqa: PLC0415 - see above

    return no_list(path, named=named)


def choose(
    named: Sequence[Path],
    config: Config | None,
    *,
    lists_only: bool = False,
    looker: Looker = look,
) -> Files:
    """The files that `named` asks for: files as they are, folders by their lists.

    Without any, the config's or all. With `lists_only` a named file is taken only if a run without
    names would take it: hooks name every Markdown file that changed. A file that is reached by
    several names is taken once.
    """
    files = Files()
    if not named:
        _discover(Path.cwd(), config or config_for(Path.cwd()), files, looker)
    for path in named:
        if os.path.isdir(path):  # noqa: PTH112 - `is_dir` raises for names that are too long
            _discover(path, config or config_for(real(path)), files, looker)
            continue
        holds = config or config_for(real(path.parent))
        reason = declined(path, holds, lists_only=lists_only, looker=looker)
        if reason:
            files.decline(path, reason)
        else:
            files.paths.append(path)
    files.paths = _once(files.paths)
    return files


def declined(path: Path, config: Config, *, lists_only: bool, looker: Looker = look) -> str:
    """Why the named file `path` is left out; empty if it is not."""
    if _excluded(path, config):
        return "excluded by the config"
    if not lists_only or not path.name.lower().endswith(SUFFIXES):
        return ""
    if config.files:
        return (
            ""
            if any(_globbed(path, config.folder, glob) for glob in config.files)
            else "not in the config's files"
        )
    below = _relative(path)
    name = path.name if below.is_absolute() else below.as_posix()
    return _no_list_by_name(name) or looker(path, named=True)


def _once(paths: Iterable[Path]) -> list[Path]:
    """Each file by the first of its names.

    A link to a file, or its path written in another way, is that file.
    """
    known: dict[object, Path] = {}
    for path in paths:
        known.setdefault(_itself(path), path)
    return list(known.values())


def _itself(path: Path) -> object:
    try:
        state = os.stat(path)  # noqa: PTH116 - asked for each file of a run
    except OSError:
        return path
    return state.st_dev, state.st_ino


def _discover(folder: Path, config: Config, files: Files, looker: Looker) -> None:
    if config.files and real(folder) == real(config.folder):
        chosen = sorted(
            {_relative(path) for glob in config.files for path in config.folder.glob(glob)}
        )
        for path in chosen:
            if os.path.isdir(path):  # noqa: PTH112 - the same
                continue
            if _excluded(path, config):
                files.leave_out(path, "excluded by the config")
            else:
                files.paths.append(path)
        return
    folder = Path(os.path.normpath(folder))
    for parts in sorted(tuple(name.split("/")) for name in _markdown(folder)):
        name = "/".join(parts)
        path = folder / name
        if _excluded(path, config):
            files.leave_out(path, "excluded by the config")
        elif reason := _no_list_by_name(name) or looker(path, named=False):
            files.leave_out(path, reason)
        else:
            files.paths.append(path)


def _no_list_by_name(name: str) -> str:
    from awesomelint.files.lists import no_list_by_name  # noqa: PLC0415 - not for named files of `check`

    return no_list_by_name(name)


def _relative(path: Path) -> Path:
    if not path.is_absolute():
        return path
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _excluded(path: Path, config: Config) -> bool:
    if not config.exclude:
        return False
    name = relative_name(path, config.folder)
    return any(fits(name, pattern) for pattern in config.exclude)


def _globbed(path: Path, folder: Path, glob: str) -> bool:
    """Whether `folder.glob(glob)` gives `path`, without looking into folders.

    `*` does not match a slash.
    """
    try:
        here = real(path.parent).relative_to(real(folder))
    except ValueError:
        return False
    return _fits(
        (*here.parts, path.name), tuple(part for part in glob.split("/") if part not in {"", "."})
    )


def _fits(parts: tuple[str, ...], globs: tuple[str, ...]) -> bool:
    if not globs:
        return not parts
    glob, *following = globs
    rest = tuple(following)
    if glob == "**":
        tails = (parts[skipped:] for skipped in range(len(parts) + 1))
        return any(_fits(tail, rest) for tail in tails)
    if not parts or not fnmatchcase(parts[0], glob):
        return False
    return _fits(parts[1:], rest)


def _markdown(folder: Path) -> Iterator[str]:
    """The names of Markdown files as seen from `folder`, with `/`.

    What is above it says nothing of its files.
    """
    tracked = _unignored(folder)
    names = _walk(folder) if tracked is None else tracked
    return (name for name in names if name.lower().endswith(SUFFIXES))


def _unignored(folder: Path) -> list[str] | None:
    """The files below `folder` that git does not ignore, as seen from there.

    It is None without a repository or without git.
    """
    import subprocess  # noqa: PLC0415 - runs over named files ask no git

    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - the user's git
            cwd=folder,
            capture_output=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    return [name for name in names if _is_file(f"{folder}/{name}")]


def _is_file(path: str) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - `is_file` raises for names that are too long


def _walk(folder: Path) -> Iterable[str]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name != "node_modules"
        )
        here = Path(where).relative_to(folder).as_posix()
        yield from names if here == "." else (f"{here}/{name}" for name in names)
