"""Which files a run is about: the named ones, or the lists of a folder or repository."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.config import config_for, find, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.config import Config

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
NO_LISTS = re.compile(
    r"^(changelog|changes|history|license|licence|copying|security|support|code[-_]of[-_]conduct|contributing"
    r"|pull_request_template|issue_template|authors|maintainers|todo)\b",
    re.IGNORECASE,
)
LINKED_ENTRY = re.compile(r"^[ \t>]*(?:[-*+|]|\d+[.)]|\||<t[dr]\b)[^\n]*(?:\]\(|https?://|href=)", re.MULTILINE)
LIST_ITEM = re.compile(r"^[ \t>]*(?:[-*+|]|\d+[.)])\s", re.MULTILINE)
MIN_ENTRIES = 10


@dataclass(slots=True)
class Files:
    """The files to read, and how many were left out for which reason."""

    paths: list[Path] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def leave_out(self, reason: str) -> None:
        """Count one file that is not read."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1


def choose(named: Sequence[Path], config: Config | None) -> Files:
    """The files that `named` asks for: files as they are, folders by their lists; without any, the config's or all."""
    files = Files()
    if not named:
        _discover(Path.cwd(), config or config_for(Path.cwd()), files)
    for path in named:
        if path.is_dir():
            _discover(path, config or config_for(path.resolve()), files)
        elif _excluded(path, config or config_for(path.resolve().parent)):
            files.leave_out("excluded by the config")
        else:
            files.paths.append(path)
    files.paths = list(dict.fromkeys(files.paths))
    return files


def _discover(folder: Path, config: Config, files: Files) -> None:
    if config.files and folder.resolve() == config.folder.resolve():
        files.paths += sorted(_relative(path) for glob in config.files for path in config.folder.glob(glob))
        return
    for path in sorted(_markdown(folder)):
        if _excluded(path, config):
            files.leave_out("excluded by the config")
        elif NO_LISTS.match(path.name) or ".github" in path.parts:
            files.leave_out("by name no list")
        elif not looks_like_list(path):
            files.leave_out("no list")
        else:
            files.paths.append(path)


def _relative(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _excluded(path: Path, config: Config) -> bool:
    return any(matches(path, config.folder, pattern) for pattern in config.exclude)


def _markdown(folder: Path) -> Iterator[Path]:
    tracked = _unignored(folder)
    names = tracked if tracked is not None else _walk(folder)
    return (Path(name) for name in names if name.lower().endswith(SUFFIXES))


def _unignored(folder: Path) -> list[str] | None:
    """The files below `folder` that git does not ignore; None where there is no repository or no git."""
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
    return [os.path.normpath(folder / name) for name in names if (folder / name).is_file()]


def _walk(folder: Path) -> Iterable[str]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        yield from (os.path.normpath(Path(where) / name) for name in names)


def looks_like_list(path: Path) -> bool:
    """Whether a file holds ten linked entries, or mostly entries; told from its lines, without parsing it."""
    try:
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return True  # the run will say what is wrong with it
    linked = sum(1 for _ in LINKED_ENTRY.finditer(text))
    if linked >= MIN_ENTRIES:
        return True
    filled = sum(1 for line in text.split("\n") if line.strip() and not line.startswith("#"))
    return linked >= 3 and sum(1 for _ in LIST_ITEM.finditer(text)) * 2 > filled


def config_path(path: Path) -> Path | None:
    """The config file that holds for `path`."""
    return find(path.resolve().parent)
