"""Which files a run is about: the named ones, or the lists of a folder or repository."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from awesomelint.reading import read_inside, real
from awesomelint.rules.config import config_for, find, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from awesomelint.rules.config import Config

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
NO_LISTS = re.compile(
    r"^(changelog|changes|history|license|licence|copying|security|support|code[-_]of[-_]conduct|contributing"
    r"|pull_request_template|issue_template|authors|maintainers|todo)\b",
    re.IGNORECASE,
)
LINKED_ENTRY = re.compile(
    r"^[ \t>]*(?:[-*+|]|\d+[.)]|\||<t[dr]\b)[^\n]*(?:\]\(|https?://|href=)", re.MULTILINE
)
LIST_ITEM = re.compile(r"^[ \t>]*(?:[-*+|]|\d+[.)])\s", re.MULTILINE)
ENTRY = re.compile(r"[ \t>]*(?:[-*+|](?!\S)|[|<]|\d{1,9}[.)、]|\**!?\[|<?https?://)")
PROSE = re.compile(r"[^ \t>]")
_HEADING_LINE = re.compile(r"#{1,6}(?![^\n]*(?:\]\(|://))|[-=]{3,}[ \t]*$")
MIN_ENTRIES = 10
MIN_LINKED = 3
SHORT = 25  # lines


@dataclass(slots=True)
class Files:
    """The files to read, how many were left out for which reason, and which of the named ones were, and why."""

    paths: list[Path] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    declined: dict[Path, str] = field(default_factory=dict)

    def leave_out(self, reason: str) -> None:
        """Count one file that is not read."""
        self.left_out[reason] = self.left_out.get(reason, 0) + 1

    def decline(self, path: Path, reason: str) -> None:
        """Leave a named file out, and remember which."""
        self.leave_out(reason)
        self.declined[path] = reason


def choose(named: Sequence[Path], config: Config | None, *, lists_only: bool = False) -> Files:
    """The files that `named` asks for: files as they are, folders by their lists.

    Without any, the config's or all. With `lists_only` a named file is taken only if a run without
    names would take it: hooks name every Markdown file that changed. A file that is reached by
    several names is taken once.
    """
    files = Files()
    if not named:
        _discover(Path.cwd(), config or config_for(Path.cwd()), files)
    for path in named:
        if os.path.isdir(path):  # noqa: PTH112 - `is_dir` raises for names that are too long
            _discover(path, config or config_for(real(path)), files)
            continue
        reason = declined(path, config or config_for(real(path.parent)), lists_only=lists_only)
        if reason:
            files.decline(path, reason)
        else:
            files.paths.append(path)
    files.paths = _once(files.paths)
    return files


def declined(path: Path, config: Config, *, lists_only: bool) -> str:
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
    if NO_LISTS.match(path.name) or ".github" in path.parts:
        return "not a list by name"
    return "" if mostly_entries(path) else "not a list"


def _once(paths: Iterable[Path]) -> list[Path]:
    """Each file by the first of its names: a link to a file, or its path written in another way, is that file."""
    known: dict[object, Path] = {}
    for path in paths:
        known.setdefault(_itself(path), path)
    return list(known.values())


def _itself(path: Path) -> object:
    try:
        state = path.stat()
    except OSError:
        return path
    return state.st_dev, state.st_ino


def _discover(folder: Path, config: Config, files: Files) -> None:
    if config.files and real(folder) == real(config.folder):
        chosen = sorted(
            {_relative(path) for glob in config.files for path in config.folder.glob(glob)}
        )
        for path in chosen:
            if os.path.isdir(path):  # noqa: PTH112 - the same
                continue
            if _excluded(path, config):
                files.leave_out("excluded by the config")
            else:
                files.paths.append(path)
        return
    for path in sorted(_markdown(folder)):
        if _excluded(path, config):
            files.leave_out("excluded by the config")
        elif NO_LISTS.match(path.name) or ".github" in path.parts:
            files.leave_out("not a list by name")
        elif not looks_like_list(path):
            files.leave_out("not a list")
        else:
            files.paths.append(path)


def _relative(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _excluded(path: Path, config: Config) -> bool:
    return any(matches(path, config.folder, pattern) for pattern in config.exclude)


def _globbed(path: Path, folder: Path, glob: str) -> bool:
    """Whether `folder.glob(glob)` gives `path`, told without looking into folders: `*` stays between slashes."""
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


def _markdown(folder: Path) -> Iterator[Path]:
    tracked = _unignored(folder)
    names = tracked if tracked is not None else _walk(folder)
    return (Path(name) for name in names if name.lower().endswith(SUFFIXES))


def _unignored(folder: Path) -> list[str] | None:
    """The files below `folder` that git does not ignore.

    None where there is no repository or no git.
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
    return [os.path.normpath(folder / name) for name in names if _is_file(folder / name)]


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - `is_file` raises for names that are too long


def _walk(folder: Path) -> Iterable[str]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name != "node_modules"
        )
        yield from (os.path.normpath(Path(where) / name) for name in names)


def looks_like_list(path: Path) -> bool:
    """Whether a file holds ten linked entries, or mostly entries.

    Told from its lines, without parsing it.
    """
    text = _text_of(path)
    if text is None:
        return True  # the run will say what is wrong with it
    linked = sum(1 for _ in LINKED_ENTRY.finditer(text))
    if linked >= MIN_ENTRIES:
        return True
    filled = sum(1 for line in text.split("\n") if line.strip() and not line.startswith("#"))
    return linked >= MIN_LINKED and sum(1 for _ in LIST_ITEM.finditer(text)) * 2 > filled


def mostly_entries(path: Path) -> bool:
    """Whether a file that somebody named is a list: more generous than `looks_like_list`, which goes by no name.

    It is none if it has at least as many lines of prose as of entries: items, rows, tags of HTML
    and lines that begin with a link; what is indented or quoted belongs to either. Ten linked
    entries make any file a list, and a long file without three is none. What cannot be read or is
    not UTF-8 counts as a list, so that the run says what is wrong.
    """
    text = _text_of(path)
    if text is None or "\ufffd" in text:
        return True
    linked = sum(1 for _ in LINKED_ENTRY.finditer(text))
    if linked >= MIN_ENTRIES:
        return True
    entries = prose = 0
    for line in text.split("\n"):
        if ENTRY.match(line):
            entries += 1
        elif PROSE.match(line) and not _HEADING_LINE.match(line):
            prose += 1
    if linked < MIN_LINKED and entries + prose > SHORT:
        return False
    return entries > prose or not prose


def _text_of(path: Path) -> str | None:
    try:
        return read_inside(path).decode("utf-8", "replace")
    except OSError:
        return None


def config_path(path: Path) -> Path | None:
    """The config file that holds for `path`."""
    return find(real(path).parent)
