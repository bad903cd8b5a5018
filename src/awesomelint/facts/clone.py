"""A repository by its URL: its newest files, in a cache."""

from __future__ import annotations

import re
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from awesomelint.errors import AwesomelintError
from awesomelint.facts.git import GitError, git, run
from awesomelint.text.patterns import regex

PATIENCE = 300.0  # seconds for a repository to arrive
# What a cloned repository may not do: run programs, or have others fetched.
_SAFE = (
    "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false",
    "-c", "protocol.ext.allow=never", "-c", "filter.lfs.smudge=cat",
    "-c", "filter.lfs.process=", "-c", "filter.lfs.required=false",
)  # fmt: skip
# A path made of a URL has lost a slash.
_URL = regex(r"(https|file):/{1,3}(?=[^/])")
_GITHUB = regex(r"(https://github\.com/[^/?#]+/[^/?#]+)(?:[/?#].*)?\Z")


class CloneError(ValueError, AwesomelintError):
    """A repository that could not be had; the message says why."""


def url_of(path: Path) -> str | None:
    """The URL that was given in place of a path; None for a path.

    A page of a repository on GitHub stands for the repository.
    """
    text = str(path)
    match = _URL.match(text)
    if match is None:
        return None
    slashes = "///" if match[1] == "file" else "//"
    url = f"{match[1]}:{slashes}{text[match.end() :]}"
    page = _GITHUB.match(url)
    return page[1] if page else url


def clone(url: str, cache: Path) -> tuple[Path, str]:
    """The folder with the newest files of the repository at `url`.

    If they are older, the second value says why. It accesses the network with git. Raise
    `CloneError` if there are no files at all.
    """
    name = re.sub(r"[^\w.-]", "-", url.rstrip("/").rpartition("/")[2])[:60] or "repository"
    folder = cache / f"{sha256(url.encode()).hexdigest()[:12]}-{name}"
    try:
        if (folder / ".git").is_dir():
            return folder, _update(folder)
        cache.mkdir(parents=True, exist_ok=True)
        _clone(url, folder)
    except OSError as error:
        raise CloneError(f"{url}: {folder}: {error.strerror}") from None
    except GitError as error:
        raise CloneError(f"{url} could not be cloned: {_why(error)}") from None
    return folder, ""


def _clone(url: str, folder: Path) -> None:
    """Clone beside `folder`, then put it there, so that what was cut off is no copy."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
        made = Path(temporary) / "clone"
        run(
            *_SAFE, "clone", "--quiet", "--depth", "1", "--no-tags", "--single-branch",
            "--template=", "--", url, str(made), timeout=PATIENCE,
        )  # fmt: skip
        shutil.move(made, folder)


def _update(folder: Path) -> str:
    """Bring the copy up to date; why that failed, if it did."""
    try:
        run(
            "-C", str(folder), *_SAFE, "fetch", "--quiet", "--depth", "1", "--no-tags",
            "origin", "HEAD", timeout=PATIENCE,
        )  # fmt: skip
        git(folder, *_SAFE, "reset", "--quiet", "--hard", "FETCH_HEAD")
    except GitError as error:
        return _why(error)
    return ""


def _why(error: GitError) -> str:
    return str(error).removeprefix("fatal: ")
