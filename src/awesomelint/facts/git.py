"""Asking git, as found on the PATH."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from awesomelint.errors import AwesomelintError

if TYPE_CHECKING:
    from pathlib import Path


class GitError(ValueError, AwesomelintError):
    """There is no git, or it refused; the message is the first line of what it said."""


def git(folder: Path, *args: str, stdin: bytes = b"") -> bytes:
    """What `git ARGS` prints in `folder`; raise `GitError`."""
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments and no shell
            ["git", "-C", str(folder), *args],  # noqa: S607 - as found on the PATH
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise GitError(said or f"git refused {args[0]}")
    return done.stdout
