"""Older versions of a file from its git history: witnesses of what a damaged line was."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT = 200


class HistoryError(ValueError):
    """The file has no history, or there is no git; the message says which."""


def versions(path: Path, limit: int = LIMIT) -> tuple[str, ...]:
    """The distinct texts that `path` had, newest first, renames followed; versions that are not UTF-8 are left out.

    Raise `HistoryError` outside of a repository.
    """
    folder = path.resolve().parent
    names = list(_names(folder, path.name, limit))
    if not names:
        raise HistoryError(f"{path}: git has no history of it")
    return tuple(dict.fromkeys(_texts(folder, names)))


def _names(folder: Path, name: str, limit: int) -> Iterator[str]:
    """`revision:path` of each version; paths are from the root of the repository."""
    logged = _git(folder, "log", f"-{limit}", "--follow", "--format=%x00%H", "--name-only", "-z", "--", name)
    revision = ""
    for part in logged.decode("utf-8", "surrogateescape").split("\0"):
        word = part.strip("\n")
        if len(word) == 40 and set(word) <= set("0123456789abcdef"):
            revision = word
        elif word and revision:
            yield f"{revision}:{word}"


def _texts(folder: Path, names: list[str]) -> Iterator[str]:
    wanted = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
    out = _git(folder, "cat-file", "--batch", stdin=wanted)
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


def _git(folder: Path, *args: str, stdin: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments and no shell
            ["git", "-C", str(folder), *args],  # noqa: S607 - as found on the PATH
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise HistoryError(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise HistoryError(said or "git has no history here")
    return done.stdout
