"""The help texts: complete, with defaults, and naming only what exists."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

COMMANDS = [
    "baseline", "cache", "check", "config", "explain", "export", "fix", "identify", "init", "links",
    "sweep", "test-rules",
]  # fmt: skip


def shown(*args: str) -> str:
    command = [sys.executable, "-m", "awesomelint", *args, "--help"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"COLUMNS": "80", "PATH": ""}
    )
    return done.stdout


def test_the_help_lists_every_command_with_its_whole_summary() -> None:
    listed = shown().partition("Commands:\n")[2].splitlines()
    assert [row.split()[0] for row in listed] == COMMANDS
    assert all(row.endswith(".") and not row.endswith("...") for row in listed)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_choice_shows_its_default_or_says_what_happens_without_it(command: str) -> None:
    options = re.split(r"\n  (?=-)", shown(command).partition("Options:\n")[2])
    choices = [one for one in options if re.search(r"\[\w+\|", one)]
    assert all("[default: " in one or "Without it" in one for one in choices), choices


def test_the_help_names_the_profiles_that_exist() -> None:
    from awesomelint.rules.config import profile_names

    named = re.search(r"Add a profile: ([\w, \n]+)\.", shown("check"))
    assert named
    assert re.split(r",\s+", named[1]) == profile_names()
