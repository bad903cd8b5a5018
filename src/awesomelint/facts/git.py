"""Asking git, as found on the PATH, about repositories that nobody vouches for."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from awesomelint.errors import AwesomelintError

if TYPE_CHECKING:
    from pathlib import Path

# Whatever the config of a repository says, none of these runs a program of it or opens a
# connection.
_SAFE = (
    "--no-pager", "--literal-pathspecs",
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false",
    "-c", "protocol.allow=never",
)  # fmt: skip


class GitError(ValueError, AwesomelintError):
    """There is no git, or it refused; the message is the first line of what it said."""


def git(folder: Path, *args: str, stdin: bytes = b"") -> bytes:
    """What `git ARGS` prints in `folder`; raise `GitError`.

    The repository is the one that holds `folder`: variables of the environment that name another
    one, as hooks have them, do not count.
    """
    return run("-C", str(folder), *_SAFE, *args, stdin=stdin)


def run(*args: str, stdin: bytes = b"", timeout: float | None = None) -> bytes:
    """What `git ARGS` prints; raise `GitError`."""
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments and no shell
            ["git", *args],  # noqa: S607 - as found on the PATH
            input=stdin,
            capture_output=True,
            check=False,
            env=environment(),
            timeout=timeout,
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from None
    except ValueError as error:
        raise GitError(f"git cannot be asked: {error}") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not answer within {timeout:.0f} seconds") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise GitError(said or f"git refused {args[0]}")
    return done.stdout


def environment() -> dict[str, str]:
    """The environment without variables of git's, in English, asking nobody anything."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
    }
