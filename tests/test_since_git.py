"""`--since` in real repositories: merge bases, renames, missing history, untrusted files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = "- [Attention Is All You Need](https://arxiv.org/abs/1706.03762) - The Transformer.\n"
LIST = f"# Papers\n\n{ENTRY}- [BERT](https://arxiv.org/abs/1810.04805) - Itâ€™s deep.\n"
NEW = "- [GAN](https://arxiv.org/abs/1406.2661) - Itâ€™s a net.\n"
IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *args: str) -> str:
    command = ["git", *IDENTITY, *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, message: str = "change") -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def run(folder: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "awesomelint", *args]
    environment = {**os.environ, **env}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def verdict(folder: Path, revision: str, *args: str, **env: str) -> list[str]:
    """`PATH:LINE RULE` of what the change since `revision` brings."""
    done = run(folder, "check", "--since", revision, "--output-format", "json", *args, **env)
    assert done.returncode in {0, 1}, done.stderr
    found = json.loads(done.stdout)
    return [f"{f['path']}:{f['line']} {f['rule']}" for f in found if f["severity"] != "info"]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with an old list, on its branch main."""
    folder = tmp_path / "list"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    (folder / "README.md").write_text(LIST, encoding="utf-8")
    commit(folder)
    return folder


def test_the_base_is_where_the_branch_began(repository: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "topic")
    (repository / "README.md").write_text(LIST + NEW, encoding="utf-8")
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    (repository / "README.md").write_text(LIST.replace("â€™", "’"), encoding="utf-8")
    commit(repository)
    git(repository, "switch", "--quiet", "topic")
    assert verdict(repository, "main", "README.md") == ["README.md:5 mojibake"]
    assert verdict(repository, "main") == ["README.md:5 mojibake"]


def test_what_is_not_committed_counts(repository: Path) -> None:
    assert verdict(repository, "HEAD", "README.md") == []
    (repository / "README.md").write_text(LIST + NEW, encoding="utf-8")
    assert verdict(repository, "HEAD", "README.md") == ["README.md:5 mojibake"]
    piped = subprocess.run(
        [
            sys.executable,
            "-m",
            "awesomelint",
            "check",
            "--since",
            "HEAD",
            "--stdin-filename",
            "README.md",
            "-",
        ],
        cwd=repository,
        input=LIST + NEW,
        capture_output=True,
        text=True,
        check=False,
    )
    assert piped.returncode == 1, piped.stderr
    assert "5:46 error" in piped.stdout


def test_renamed_and_moved_files_are_followed(repository: Path) -> None:
    (repository / "docs").mkdir()
    git(repository, "mv", "README.md", "docs/papers.md")
    assert verdict(repository, "HEAD", "docs/papers.md") == []
    (repository / "docs/papers.md").write_text(LIST + NEW, encoding="utf-8")
    commit(repository)
    assert verdict(repository, "HEAD~1", "docs/papers.md") == ["docs/papers.md:5 mojibake"]


def test_a_list_that_moved_while_a_stub_took_its_place_is_followed(repository: Path) -> None:
    git(repository, "mv", "README.md", "papers.md")
    (repository / "README.md").write_text("# Lists\n\nSee [papers](papers.md).\n", encoding="utf-8")
    commit(repository)
    assert verdict(repository, "HEAD~1", "papers.md", "README.md") == []


def test_a_file_that_the_change_deletes_breaks_old_links(repository: Path) -> None:
    (repository / "README.md").write_text(
        LIST + "\nSee [more](more.md) and [less](less.md).\n", encoding="utf-8"
    )
    (repository / "more.md").write_text("more\n", encoding="utf-8")
    commit(repository)
    (repository / "more.md").unlink()
    assert verdict(repository, "HEAD", "README.md") == ["README.md:6 missing-file"]


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        (
            "no-such",
            "git knows no revision 'no-such' here; check its name, or run `git fetch` first",
        ),
        ("--output=stolen", "git knows no revision '--output=stolen' here"),
        ("HEAD:README.md", "git knows no revision 'HEAD:README.md' here"),
        ("HEAD~7", "git knows no revision 'HEAD~7' here"),
    ],
)
def test_a_missing_base_is_one_line(repository: Path, revision: str, said: str) -> None:
    for command in ("check", "fix", "links"):
        done = run(repository, command, f"--since={revision}", "README.md")
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
    assert not (repository / "stolen").exists()


def test_a_shallow_clone_says_what_to_fetch(repository: Path, tmp_path: Path) -> None:
    git(repository, "switch", "--quiet", "--create", "topic")
    commit(repository, "one")
    commit(repository, "two")
    git(repository, "switch", "--quiet", "main")
    commit(repository, "three")
    clone = tmp_path / "clone"
    url = repository.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "topic", url, "clone")
    git(clone, "fetch", "--quiet", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    for revision, why in (
        ("origin/main", "this shallow clone lacks the merge base of origin/main and HEAD"),
        ("HEAD~1", "git knows no revision 'HEAD~1' here"),
    ):
        done = run(clone, "check", "--since", revision, "README.md")
        assert done.returncode == 2
        assert done.stderr == (
            f"awesomelint: --since {revision}: {why}; "
            "run `git fetch --unshallow` first (in a workflow: fetch-depth: 0)\n"
        )
    git(clone, "fetch", "--quiet", "--unshallow")
    assert verdict(clone, "origin/main", "README.md") == []


def test_no_repository_and_no_commit_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(LIST, encoding="utf-8")
    outside = run(tmp_path, "check", "--since", "HEAD", "README.md")
    assert outside.returncode == 2
    assert "not a git repository" in outside.stderr
    git(tmp_path, "init", "--quiet")
    empty = run(tmp_path, "check", "--since", "HEAD", "README.md")
    assert empty.returncode == 2
    assert empty.stderr.count("\n") == 1
    git(tmp_path, "checkout", "--quiet", "--orphan", "other")
    commit(tmp_path, "one")
    git(tmp_path, "checkout", "--quiet", "--orphan", "unrelated")
    commit(tmp_path, "two")
    done = run(tmp_path, "check", "--since", "other", "README.md")
    assert "other and HEAD have no common commit" in done.stderr


@pytest.mark.parametrize("name", ["two\nlines.md", "-rf.md", ":(glob)*.md", "名前.md", 'a"b.md'])
def test_names_are_names(repository: Path, name: str) -> None:
    (repository / name).write_text(LIST, encoding="utf-8")
    commit(repository)
    (repository / name).write_text(LIST + NEW, encoding="utf-8")
    found = verdict(repository, "HEAD", f"./{name}")
    assert [one.rpartition(":")[2] for one in found] == ["5 mojibake"]
    git(repository, "mv", f"./{name}", "renamed.md")
    assert verdict(repository, "HEAD", "renamed.md") == ["renamed.md:5 mojibake"]


def test_variables_of_a_hook_do_not_lead_to_another_repository(
    repository: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    (repository / "README.md").write_text(LIST + NEW, encoding="utf-8")
    led = {
        "GIT_DIR": str(other / ".git"),
        "GIT_WORK_TREE": str(other),
        "GIT_INDEX_FILE": str(other / "index"),
    }
    assert verdict(repository, "HEAD", "README.md", **led) == ["README.md:5 mojibake"]


def test_no_program_of_the_repository_runs(repository: Path, tmp_path: Path) -> None:
    spy, mark = tmp_path / "spy", tmp_path / "ran"
    spy.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n", encoding="utf-8")
    spy.chmod(0o755)
    (repository / ".gitattributes").write_text("* diff=spy filter=spy\n", encoding="utf-8")
    git(repository, "mv", "README.md", "papers.md")
    commit(repository)
    for key in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "diff.spy.command",
        "diff.spy.textconv", "filter.spy.clean", "filter.spy.smudge", "gpg.program", "core.editor",
    ):  # fmt: skip
        git(repository, "config", key, str(spy))
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "filter.spy.required", "true")
    (repository / "papers.md").write_text(LIST + NEW, encoding="utf-8")
    for command in ("check", "fix"):
        run(repository, command, "--since", "HEAD~1", "papers.md")
    assert NEW.replace("â€™", "’") in (repository / "papers.md").read_text(encoding="utf-8")
    assert not mark.exists()


def test_fix_mends_what_the_change_brings(repository: Path) -> None:
    messy = (
        LIST
        + "*   [One](https://one.example.org)   \n* [Two](https://two.example.org)\n\n\n\n"
        + "## More\n\n+ [Three](https://three.example.org)\n"
    )
    readme = repository / "README.md"
    readme.write_text(messy, encoding="utf-8")
    commit(repository)
    readme.write_text(
        messy.replace(
            "## More\n\n", "## More\n\n+   [Four](https://four.example.org) - Itâ€™s four.  \n"
        ),
        encoding="utf-8",
    )
    done = run(repository, "fix", "--since", "HEAD", "README.md")
    assert done.returncode == 0, done.stderr
    assert readme.read_text(encoding="utf-8") == messy.replace(
        "## More\n\n", "## More\n\n+ [Four](https://four.example.org) - It’s four.\n"
    )
    again = run(repository, "fix", "--check", "--since", "HEAD", "README.md")
    assert again.returncode == 0, again.stderr
