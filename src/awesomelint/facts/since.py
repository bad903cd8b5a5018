"""What a change brings: the file as it was where the branch began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.errors import AwesomelintError
from awesomelint.facts.git import GitError, git

if TYPE_CHECKING:
    from pathlib import Path


class RevisionError(ValueError, AwesomelintError):
    """Git does not know the revision, or there is no git; the message says what it said."""


def base_of(path: Path, revision: str) -> bytes | None:
    """The bytes of `path` at the merge base of `revision` and HEAD; None where it was not there.

    Raise `RevisionError`.
    """
    folder = path.resolve().parent
    try:
        base = git(folder, "merge-base", revision, "HEAD")
    except GitError:
        # no common ancestor (a shallow clone): the revision itself
        base = _commit(folder, revision)
    name = f"{base.decode().strip()}:./{path.name}"
    try:
        return git(folder, "show", name)
    except GitError:
        return None


def _commit(folder: Path, revision: str) -> bytes:
    try:
        return git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitError as error:
        said = "" if str(error).startswith("git refused") else str(error)
        raise RevisionError(said or f"git knows no revision {revision!r}") from None
