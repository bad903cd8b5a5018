"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from awesomelint.rules import all_rules

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
sys.path.insert(0, str(ROOT / "scripts"))


def block(name: str) -> str:
    """The code block after the marker `<!-- example: name -->`."""
    found = re.search(rf"<!-- example: {name} -->\n+```\w*\n(.*?)```\n", README, re.DOTALL)
    assert found, f"README has no example {name}"
    return found[1]


def awesomelint(*args: str, cwd: Path) -> str:
    env = {**os.environ, "NO_COLOR": "1"}
    command = [sys.executable, "-m", "awesomelint", *args]
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout


def test_each_category_of_rules_is_named() -> None:
    named = set(re.findall(r"\(docs/rules/README\.md#(\w+)\)", README))
    assert named == {rule.category for rule in all_rules().values()}


def test_the_speed_table_is_that_of_the_stored_benchmark() -> None:
    from speed_table import renewed

    assert renewed(README) == README, "run: make cards"


def test_the_first_screen_is_real(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(block("damaged"), encoding="utf-8")
    assert awesomelint("check", "README.md", cwd=tmp_path) == block("report").partition("\n\n")[2]
    awesomelint("fix", "README.md", cwd=tmp_path)
    assert path.read_text(encoding="utf-8") == block("fixed")


PAGES = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
)


@pytest.mark.parametrize("page", PAGES)
def test_the_documentation_has_no_errors_or_warnings(page: str) -> None:
    example = "compat-radical" if page == "README.md" else "mojibake"
    shown = awesomelint("check", "--ignore", example, "--output-format", "concise", page, cwd=ROOT)
    assert not re.findall(r"^\S+:\d+:\d+ (?:error|warning) .*", shown, re.MULTILINE)


def test_commands_named_in_the_readme_exist() -> None:
    import click

    from awesomelint.cli import cli

    named = {name for name in re.findall(r"`awesomelint ([a-z]+)\b", README) if name != "check"}
    assert named
    with click.Context(cli) as ctx:
        assert named <= set(cli.list_commands(ctx))


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"\]\((?!https?://|#)([^)#]+)\)", README)))
)
def test_files_that_the_readme_links_exist(target: str) -> None:
    assert (ROOT / target).exists()


def test_make_targets_named_in_the_readme_exist() -> None:
    targets = set(
        re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = set(re.findall(r"\bmake (demo|test|cards|lint|bench)\b", README))
    assert {"demo", "test"} <= named <= targets
