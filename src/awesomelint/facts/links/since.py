"""What a change brings: the file as it was where the branch began."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class RevisionError(ValueError):
    """Git does not know the revision, or there is no git; the message says what it said."""


def base_of(path: Path, revision: str) -> bytes | None:
    """The bytes of `path` at the merge base of `revision` and HEAD; None where it was not there.

    Raise `RevisionError`.
    """
    folder = path.resolve().parent
    try:
        base = _git(folder, "merge-base", revision, "HEAD")
    except RevisionError:
        # no common ancestor (a shallow clone): the revision itself
        base = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    name = f"{base.decode().strip()}:./{path.name}"
    try:
        return _git(folder, "show", name)
    except RevisionError:
        return None


def _git(folder: Path, *args: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments and no shell
            ["git", "-C", str(folder), *args],  # noqa: S607 - as found on the PATH
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise RevisionError(said or f"git knows no revision {args[-1].removesuffix('^{commit}')!r}")
    return done.stdout
