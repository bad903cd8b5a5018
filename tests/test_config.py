"""Configs: what they may say, and what is said of mistakes in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from awesomelint.rules import all_rules
from awesomelint.rules.config import Config, activate, find, for_file, load, matches, schema
from awesomelint.rules.configfile import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

BAD = [
    ("selct: [mojibake]\n", "unknown key 'selct'; did you mean 'select'"),
    ("select: [mojibak]\n", "no rule is called 'mojibak'; did you mean 'mojibake'"),
    ("extends: [paper-lists]\n", "no profile is called"),
    ("rules: {empty-bullet: {colour: red}}\n", "has no option 'colour'"),
    ("severity: {empty-bullet: fatal}\n", "is none of"),
    ("severity: {duplicate-arxiv-id: {same-planet: error}}\n", "there is no level 'same-planet'"),
    ("select: {a: 1}\n", "must be a list"),
    ("- a\n", "must be a mapping"),
    ("a: [\n", "not YAML"),
]


def write(folder: Path, text: str, name: str = ".awesomelint.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_mistake_names_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        load(path)
    assert str(path) in str(error.value)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_select_adds_and_ignore_takes_away(tmp_path: Path) -> None:
    config = load(write(tmp_path, "select: [all]\nignore: [empty-bullet, encoding]\n"))
    assert "empty-bullet" not in config.select
    assert not any(
        rule.category == "encoding" and rule.id in config.select for rule in all_rules().values()
    )
    assert "glued-urls" in config.select


def test_severity_for_all_levels_or_one(tmp_path: Path) -> None:
    config = load(
        write(
            tmp_path, "severity:\n  empty-bullet: off\n  duplicate-arxiv-id: {same-file: warning}\n"
        )
    )
    active = {rule.rule.id: rule for rule in activate(config)}
    assert active["empty-bullet"].severity_of("") == "off"
    assert active["duplicate-arxiv-id"].severity_of("same-file") == "warning"
    assert active["duplicate-arxiv-id"].severity_of("same-group") == "error"


def test_the_closest_config_upward_wins(tmp_path: Path) -> None:
    outer = write(tmp_path, "[tool.awesomelint]\nignore = ['empty-bullet']\n", "pyproject.toml")
    (tmp_path / "docs").mkdir()
    inner = write(tmp_path / "docs", "ignore: [glued-urls]\n")
    assert find(tmp_path / "docs") == inner
    assert find(tmp_path) == outer
    assert "empty-bullet" not in load(outer).select


def test_per_file_settings_hold_for_matching_files_only(tmp_path: Path) -> None:
    config = load(write(tmp_path, "per-file:\n  'docs/**': {ignore: [empty-bullet]}\n"))
    assert "empty-bullet" not in for_file(config, tmp_path / "docs/a/b.md").select
    assert "empty-bullet" in for_file(config, tmp_path / "README.md").select


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("a/b.md", "*.md", True),
        ("a/b.md", "a", True),
        ("a/b.md", "a/*.md", True),
        ("a/b.md", "**/*.md", True),
        ("b.md", "**/*.md", True),
        ("a/b.md", "b/*.md", False),
    ],
)
def test_globs(tmp_path: Path, path: str, pattern: str, fits: bool) -> None:
    assert matches(tmp_path / path, tmp_path, pattern) is fits


def test_the_schema_knows_every_rule() -> None:
    assert set(schema()["properties"]["rules"]["properties"]) == set(all_rules())
    assert Config().select <= set(all_rules())
