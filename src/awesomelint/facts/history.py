"""Older versions of a file from its git history: witnesses of what a damaged line was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.errors import AwesomelintError
from awesomelint.facts.git import GitError, git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 200


class HistoryError(ValueError, AwesomelintError):
    """The file has no history, or there is no git; the message says which."""


def versions(path: Path, limit: int = LIMIT) -> tuple[str, ...]:
    """The distinct texts that `path` had, newest first, renames followed.

    Versions that are not UTF-8 are left out. Raise `HistoryError` outside of a repository.
    """
    folder = path.resolve().parent
    try:
        names = list(_names(folder, path.name, limit))
        if names:
            return tuple(dict.fromkeys(_texts(folder, names)))
    except GitError as error:
        raise HistoryError(str(error)) from None
    raise HistoryError(f"{path}: git has no history of it")


def _names(folder: Path, name: str, limit: int) -> Iterator[str]:
    """`revision:path` of each version; paths are from the root of the repository."""
    logged = git(
        folder, "log", f"-{limit}", "--follow", "--format=%x00%H", "--name-only", "-z", "--", name
    )
    revision = ""
    for part in logged.decode("utf-8", "surrogateescape").split("\0"):
        word = part.strip("\n")
        if len(word) == 40 and set(word) <= set("0123456789abcdef"):
            revision = word
        elif word and revision:
            yield f"{revision}:{word}"


def _texts(folder: Path, names: list[str]) -> Iterator[str]:
    wanted = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
    out = git(folder, "cat-file", "--batch", stdin=wanted)
    at = 0
    for _ in names:
        end = out.index(b"\n", at)
        header = out[at:end].split()
        at = end + 1
        if header[-1] == b"missing":
            continue
        size = int(header[-1])
        raw = out[at : at + size]
        at += size + 1
        try:
            yield raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
