"""`check URL`: a repository is cloned into the cache, kept up to date, and not trusted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from awesomelint.facts.clone import url_of

LIST = "# Papers\n\n" + "".join(
    f"- [Paper {n}](https://a.example.org/{n}) - Code.\n" for n in range(12)
)


def git(folder: Path, *args: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=folder, capture_output=True, check=True)


def check(url: str, cache: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-m", "awesomelint", "check", url]
    return subprocess.run(command, env=env, cwd=cache, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://github.com/owner/list", "https://github.com/owner/list"),
        (
            "https://github.com/owner/list/blob/main/README.md#papers",
            "https://github.com/owner/list",
        ),
        ("https://git.example.org/a/b/c.git", "https://git.example.org/a/b/c.git"),
        ("README.md", None),
        ("http/list.md", None),
        ("ext::sh -c date", None),
    ],
)
def test_a_url_is_known_though_it_was_made_a_path(given: str, url: str | None) -> None:
    assert url_of(Path(given)) == url


def test_a_repository_is_cloned_checked_and_kept_up_to_date(tmp_path: Path) -> None:
    remote, cache = tmp_path / "remote", tmp_path / "cache"
    remote.mkdir()
    cache.mkdir()
    git(remote, "init", "--quiet")
    (remote / "README.md").write_text(LIST, encoding="utf-8")
    git(remote, "add", "--all")
    git(remote, "commit", "--quiet", "--message", "one")
    clean = check(remote.as_uri(), cache)
    assert clean.returncode == 0, clean.stderr
    assert "1 file checked" in clean.stderr
    (remote / "README.md").write_text(
        LIST + "- \n- [A](https://a.example.org/a)\n", encoding="utf-8"
    )
    git(remote, "commit", "--quiet", "--all", "--message", "two")
    dirty = check(remote.as_uri(), cache)
    assert dirty.returncode == 1
    assert "empty-bullet" in dirty.stdout
    remote.rename(tmp_path / "gone")
    offline = check(remote.as_uri(), cache)
    assert offline.returncode == 1
    assert "could not be updated, so its cached copy is checked" in offline.stderr


def test_a_repository_that_cannot_be_had_is_one_line(tmp_path: Path) -> None:
    done = check((tmp_path / "none").as_uri(), tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "could not be cloned" in done.stderr
