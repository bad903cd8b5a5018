"""Repositories cannot make us read outside files, devices or pipes, or ask private addresses."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from awesomelint.curation import read
from awesomelint.facts.files import gather_files
from awesomelint.files.writing import WriteError, replace_file, rescue_of
from awesomelint.rules.config import load
from awesomelint.rules.configfile import ConfigError
from awesomelint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

UNTIDY = "# Papers\n\n- https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332\n- [A](https://a.example.net/)\n"


def awesomelint(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "awesomelint", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "secret.md").write_text(UNTIDY)
    (folder / "README.md").write_text(UNTIDY)
    return folder


@pytest.mark.parametrize("command", [("check",), ("fix",), ("links", "--dump"), ("export",)])
def test_a_linked_list_outside_is_neither_read_nor_written(
    repository: Path, command: tuple[str, ...]
) -> None:
    (repository / "list.md").symlink_to("../notes/secret.md")
    (repository / "folder").symlink_to("../notes")
    for name in ("list.md", "folder/secret.md"):
        done = awesomelint(*command, name, cwd=repository)
        assert done.returncode == 2
        assert "leads out of" in done.stderr
        assert len(done.stderr.strip().split("\n")) == 1
        assert "2402" not in done.stdout
    assert (repository.parent / "notes" / "secret.md").read_text() == UNTIDY


def test_globs_stay_in_the_folder_of_the_config(repository: Path) -> None:
    outside = repository.parent / "notes" / "secret.md"
    for text in (
        'files: ["../notes/*.md"]',
        'files: ["/etc/*.md"]',
        'exclude: ["../x"]',
        'per-file: {"../*.md": {}}',
    ):
        (repository / ".awesomelint.yaml").write_text(text + "\n")
        done = awesomelint("fix", cwd=repository)
        assert done.returncode == 2, text
        assert "leads out of the folder of the config" in done.stderr
        assert len(done.stderr.strip().split("\n")) == 1
    (repository / "docs").symlink_to("../notes")
    (repository / ".awesomelint.yaml").write_text('files: ["docs/*.md"]\n')
    done = awesomelint("fix", cwd=repository)
    assert outside.read_text() == UNTIDY, done.stderr


def test_a_linked_config_outside_is_refused(repository: Path) -> None:
    (repository.parent / "other.yaml").write_text("ignore: [glued-urls]\n")
    (repository / ".awesomelint.yaml").symlink_to("../other.yaml")
    done = awesomelint("check", "README.md", cwd=repository)
    assert done.returncode == 2
    assert "leads out of" in done.stderr


@pytest.mark.parametrize("kind", ["zero", "pipe", "outside", "huge"])
def test_what_a_link_with_an_anchor_may_not_read(repository: Path, kind: str) -> None:
    target = repository / "other.md"
    match kind:
        case "zero":
            target.symlink_to("/dev/zero")
        case "pipe":
            os.mkfifo(target)
        case "outside":
            target.symlink_to("../notes/secret.md")
        case _:
            with target.open("wb") as file:
                file.truncate(2**33)
    text = "# L\n\n- [x](other.md#gone)\n- [y](other.md)\n"
    (repository / "README.md").write_text(text)
    known = gather_files(read(Source.of(text)), repository / "README.md")
    assert known is not None
    assert known.get("other.md") in (None, frozenset())
    assert awesomelint("links", "--dump", "README.md", cwd=repository).returncode == 0
    done = awesomelint("check", "other.md", cwd=repository)
    assert done.returncode == 2
    assert len(done.stderr.strip().split("\n")) == 1


def test_addresses_are_no_business_of_a_config(repository: Path) -> None:
    for text in ("links: {arxiv-api: 'http://127.0.0.1/x'}", "links: {archive: 'http://10.0.0.1/'}",
                 "links: {ca-file: ../x.pem}", "links: {ca-file: /dev/zero}"):  # fmt: skip
        (repository / ".awesomelint.yaml").write_text(text + "\n")
        done = awesomelint("check", "--online", "README.md", cwd=repository)
        assert done.returncode == 2, text
        assert len(done.stderr.strip().split("\n")) == 1
    (repository / ".awesomelint.yaml").write_text("links: {arxiv-api: '', archive: ''}\n")
    assert awesomelint("links", "--dump", "README.md", cwd=repository).returncode == 0
    assert (
        awesomelint(
            "links", "--dump", "--endpoint", "arxiv=x", "README.md", cwd=repository
        ).returncode
        == 2
    )


def test_aliases_have_a_bound(tmp_path: Path) -> None:
    path = tmp_path / ".awesomelint.yaml"
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    for text in (
        "\n".join(rows) + "\nselect: *a8\n",
        "select: &s [*s]\n",
        f"select: &s {'x' * 40000}\nignore: [{'*s, ' * 40}*s]\n",
    ):
        path.write_text(text)
        with pytest.raises(ConfigError) as error:
            load(path)
        assert len(str(error.value)) < 500
    path.write_text("select: &s [mojibake]\nignore: *s\n")
    load(path)


ACL = struct.pack("<I", 2) + b"".join(
    struct.pack("<HHI", tag, rights, who)
    for tag, rights, who in (
        (1, 6, 2**32 - 1),
        (2, 6, 1234),
        (4, 4, 2**32 - 1),
        (0x10, 6, 2**32 - 1),
        (0x20, 0, 2**32 - 1),
    )
)


@pytest.mark.parametrize("linked", [False, True])
def test_acls_and_attributes_are_kept(tmp_path: Path, *, linked: bool) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.origin", b"somewhere")
        os.setxattr(path, "system.posix_acl_access", ACL)
    except (OSError, AttributeError):
        pytest.skip("the file system has no ACLs")
    if linked:
        os.link(path, tmp_path / "b.md")
    replace_file(path, b"old", b"new, and longer")
    assert path.read_bytes() == b"new, and longer"
    assert os.getxattr(path, "user.origin") == b"somewhere"
    assert os.getxattr(path, "system.posix_acl_access") == ACL


def test_an_acl_that_the_folder_would_give_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    try:
        os.setxattr(tmp_path, "system.posix_acl_default", ACL)
    except (OSError, AttributeError):
        pytest.skip("the file system has no ACLs")
    replace_file(path, b"old", b"new")
    assert "system.posix_acl_access" not in os.listxattr(path)


def test_what_cannot_be_copied_is_written_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.origin", b"somewhere")
    except (OSError, AttributeError):
        pytest.skip("the file system has no attributes")

    def refuse(*_: object) -> None:
        raise PermissionError(1, "no")

    node = path.stat().st_ino
    monkeypatch.setattr(os, "setxattr", refuse)
    replace_file(path, b"old", b"new")
    assert (path.read_bytes(), path.stat().st_ino) == (b"new", node)
    assert os.getxattr(path, "user.origin") == b"somewhere"


def test_one_file_under_two_names_is_fixed_once(repository: Path) -> None:
    (repository / "also.md").symlink_to("README.md")
    done = awesomelint(
        "fix", "README.md", "also.md", "./README.md", str(repository / "README.md"), cwd=repository
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("fixed 1 glued-urls") == 1
    assert (repository / "also.md").is_symlink()


def test_names_as_long_as_they_may_be(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 252 + ".md")
    path.write_text(UNTIDY)
    done = awesomelint("fix", path.name, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2402.03300 https" in path.read_text()
    os.link(path, tmp_path / "b.md")
    replace_file(path, path.read_bytes(), b"new")
    assert rescue_of(path) is None
    path.chmod(0o444)
    with pytest.raises(WriteError):
        replace_file(path, b"new", b"newer")
