"""What a change started from: files as they were at the merge base of a revision and HEAD."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from awesomelint.errors import AwesomelintError
from awesomelint.facts.git import GitError, git
from awesomelint.reading import BIGGEST, real

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from awesomelint.facts.tree import Tree

_FILES = (b"100644", b"100755", b"100664")


class RevisionError(ValueError, AwesomelintError):
    """There is no base to compare with; the message says why and what to fetch."""


class Since:
    """The merge base of `revision` and HEAD, in each repository that holds a list."""

    def __init__(self, revision: str) -> None:
        self.revision = revision
        self._bases: dict[Path, _Base] = {}

    def content(self, path: Path) -> bytes:
        """The bytes of the list `path` at the base, under the name that it had there.

        It is None if the list was not there. Raise `RevisionError`.
        """
        try:
            base, name = self._named(path)
            return base.blob(name) or b""
        except GitError as error:
            raise RevisionError(str(error)) from None

    def tree(self, path: Path) -> Tree:
        """The files of the repository that holds `path`, at the base; raise `RevisionError`."""
        try:
            return _OldTree(*self._named(path))
        except GitError as error:
            raise RevisionError(str(error)) from None

    def _named(self, path: Path) -> tuple[_Base, str]:
        """The base of the repository that holds `path`, and the name of the list there.

        Raise `GitError`.
        """
        target = real(path)
        base = self._base(target.parent)
        name = base.prefix + target.name
        if not base.oid(name):
            name = base.renamed.get(name, name)
        return base, name

    def _base(self, folder: Path) -> _Base:
        if folder not in self._bases:
            prefix = self._prefix(folder)
            commit = self._commit(folder)
            self._bases[folder] = _Base(folder, prefix, commit)
        return self._bases[folder]

    def _prefix(self, folder: Path) -> str:
        """`folder` from the root of its repository, with a slash behind it."""
        try:
            shown = git(folder, "rev-parse", "--show-prefix")
        except GitError as error:
            raise RevisionError(str(error).removeprefix("fatal: ")) from None
        return shown.removesuffix(b"\n").decode("utf-8", "surrogateescape")

    def _commit(self, folder: Path) -> str:
        """The merge base of the revision and HEAD."""
        revision = _verified(folder, self.revision)
        if revision is None:
            raise RevisionError(f"git knows no revision {self.revision!r} here; {_advice(folder)}")
        if _verified(folder, "HEAD") is None:
            raise RevisionError("HEAD has no commit yet")
        try:
            return git(folder, "merge-base", revision, "HEAD").decode().strip()
        except GitError:
            why = f"{self.revision} and HEAD have no common commit"
            if _is_shallow(folder):
                why = f"this shallow clone lacks the merge base of {self.revision} and HEAD"
            raise RevisionError(f"{why}; {_advice(folder)}") from None


@dataclass
class _Base:
    """A commit, asked about from `folder`; names are paths from the root of the repository.

    All raise `GitError`.
    """

    folder: Path
    prefix: str
    commit: str

    def oid(self, name: str) -> str | None:
        """The id of the regular file `name`; None if there is none."""
        listed = git(self.folder, "ls-tree", "-z", "--full-tree", self.commit, "--", name)
        words = listed.partition(b"\t")[0].split()
        return words[2].decode() if len(words) == 3 and words[0] in _FILES else None

    def blob(self, name: str) -> bytes | None:
        """The regular file `name`; None if there is none."""
        oid = self.oid(name)
        if oid is None:
            return None
        try:
            size = int(git(self.folder, "cat-file", "-s", oid))
        except GitError:
            raise GitError(
                f"this partial clone lacks {name} at {self.commit[:12]}; "
                f"run `git cat-file -s {oid}` first, which fetches it"
            ) from None
        if size > BIGGEST:
            raise GitError(f"{name} at {self.commit[:12]} is longer than {BIGGEST:,} bytes")
        return git(self.folder, "cat-file", "blob", oid)

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The files of the index that were renamed or copied since, each with its old name."""
        listed = git(
            self.folder, "diff-index", "--cached", "-z", "-M", "-C", "--name-status",
            "--diff-filter=RC", self.commit, "--",
        )  # fmt: skip
        words = listed.decode("utf-8", "surrogateescape").split("\0")
        return dict(zip(words[2::3], words[1::3], strict=False))

    @cached_property
    def names(self) -> frozenset[str]:
        """All files, and the folders that hold them."""
        listed = git(
            self.folder, "ls-tree", "-r", "-t", "-z", "--full-tree", "--name-only", self.commit
        )
        return frozenset(listed.decode("utf-8", "surrogateescape").split("\0"))


class _OldTree:
    """The files of a commit; `here` is the folder that `name` is in."""

    def __init__(self, base: _Base, name: str) -> None:
        self._base = base
        self.here = posixpath.dirname(name)

    def has(self, name: str) -> bool:
        """Whether there is such a file or folder."""
        return name in self._base.names

    def beside(self, name: str) -> Collection[str]:  # noqa: ARG002 - as `Tree` has it
        """None: nothing is suggested for a text that is past."""
        return ()

    def leads_out(self, name: str) -> bool:  # noqa: ARG002 - as `Tree` has it
        """Never: what a symlink leads to is not looked at."""
        return False

    def content(self, name: str) -> bytes | None:
        """The bytes of a file; None where it cannot be read."""
        try:
            return self._base.blob(name)
        except GitError:
            return None


def _verified(folder: Path, revision: str) -> str | None:
    """The commit that `revision` names; None if it names none."""
    try:
        found = git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
    except GitError:
        return None
    return found.decode().strip()


def _is_shallow(folder: Path) -> bool:
    return git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _advice(folder: Path) -> str:
    """What to fetch."""
    if _is_shallow(folder):
        return "run `git fetch --unshallow` first (in a workflow: fetch-depth: 0)"
    return "check its name, or run `git fetch` first"
