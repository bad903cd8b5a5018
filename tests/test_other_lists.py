"""Rules across files: an entry in two lists, and one that a translation lacks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from awesomelint.checks.identity._other_lists import are_translations
from awesomelint.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = {
    "README.md": ("alpha", "beta", "gamma"),
    "README.zh-CN.md": ("alpha", "beta"),
    "docs/parsers.md": ("alpha", "delta"),
}


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    for name, entries in ENTRIES.items():
        lines = (f"- [{one}](https://{one}.example/) - About {one}.\n" for one in entries)
        (tmp_path / name).write_text("# List\n\n" + "".join(lines), encoding="utf-8")
    (tmp_path / ".awesomelint.yaml").write_text(
        "select: [duplicate-across-files, missing-from-translation]\nfiles: ['*.md', 'docs/*.md']\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(*names: str) -> list[tuple[str, str, int]]:
    command = ["check", "--show", "info", "--output-format", "json", *names]
    done = CliRunner().invoke(cli, command)
    return [(one["rule"], one["path"], one["line"]) for one in json.loads(done.stdout)]


def test_the_other_lists_are_those_of_the_config(lists: Path) -> None:
    assert lists.is_dir()
    everything = findings()
    assert ("missing-from-translation", "README.md", 5) in everything
    assert ("duplicate-across-files", "README.md", 3) in everything
    assert ("duplicate-across-files", "docs/parsers.md", 3) in everything
    assert not any(line == 4 and path == "docs/parsers.md" for _, path, line in everything)


def test_findings_do_not_depend_on_which_files_are_named(lists: Path) -> None:
    assert lists.is_dir()
    everything = findings()
    for name in ENTRIES:
        assert findings(name) == [one for one in everything if one[1] == name]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("README.md", "README.zh-CN.md", True),
        ("", "README-ja.md", True),
        ("docs/README_ko.md", "README.md", True),
        ("README.md", "README.md", False),
        ("README.md", "docs/README-ja.md", False),
        ("README.md", "CONTRIBUTING.md", False),
    ],
)
def test_which_files_are_translations(one: str, other: str, same: bool) -> None:
    assert are_translations(one, other) is same
