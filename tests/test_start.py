"""What a run over one small list loads: most of its time is the start of the program."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from awesomelint.linter import Linter
from awesomelint.rules import all_rules

LIST = """# Awesome Tests [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)

> Tools that tell whether a program does what it should.

## Contents

- [Runners](#runners)
- [Reading](#reading)

## Runners

- [Alpha](https://github.com/example/alpha) - Runs tests one by one.
- [Beta](https://github.com/example/beta) - Runs them “in parallel”.
- [Gamma](https://gamma.example.net) - Runs them elsewhere.\x20

## Reading

- [On Testing](https://arxiv.org/abs/1706.03762) (2017) - What a test is — and is not.
- [测试入门](https://example.org/zh/) - 从头开始。
"""
COUNTING = """
import json, sys
from awesomelint.cli import run
from awesomelint.text.patterns import Pattern
code = run(["check", "--no-cache", "--jobs", "1", sys.argv[1]])
modules = dict(sys.modules)
patterns = [
    "search" in vars(pattern) or len(vars(pattern)) > 2
    for name, module in modules.items()
    if name.startswith("awesomelint.")
    for pattern in vars(module).values()
    if isinstance(pattern, Pattern)
]
told = {"modules": list(modules), "patterns": len(patterns), "compiled": sum(patterns)}
print(json.dumps(told))
"""


@cache
def told() -> dict[str, Any]:
    """What is loaded, and how many patterns are compiled, after a run in a process of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "README.md")
        path.write_text(LIST, encoding="utf-8")
        command = [sys.executable, "-c", COUNTING, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    *report, counts = done.stdout.splitlines()
    assert "noncanonical-layout" in "".join(report)  # a fix was proven
    counted: dict[str, Any] = json.loads(counts)
    return counted


def test_few_patterns_are_compiled() -> None:
    assert told()["patterns"] > 250
    assert told()["compiled"] < told()["patterns"] / 2


def test_rules_that_lack_their_facts_are_not_loaded() -> None:
    offline = [
        f"awesomelint.checks.{rule.category}.{rule.id.replace('-', '_')}"
        for rule in all_rules().values()
        if {"links", "titles", "repositories", "git"} & set(rule.needs)
    ]
    assert offline
    assert not set(offline) & set(told()["modules"])


def test_nothing_is_loaded_that_few_runs_need() -> None:
    rare = {
        "awesomelint.proof.effects", "awesomelint.proof.blame", "awesomelint.repair.convict",
        "awesomelint.linkcheck", "awesomelint.resultcache.key", "hashlib",
        "importlib.resources", "tempfile", "zipfile", "random", "multiprocessing",
    }  # fmt: skip
    assert not rare & set(told()["modules"])


def test_the_modules_of_one_run_stay_few() -> None:
    own = [name for name in told()["modules"] if name.startswith("awesomelint")]
    assert len(own) < 260


def test_processes_that_are_forked_share_the_rules() -> None:
    code = (
        "import sys\nfrom awesomelint import Linter\nLinter().load()\n"
        "print(*(name for name in sys.modules if name.startswith('awesomelint.checks.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    for active in Linter().rules():
        name = active.rule.id.replace("-", "_")
        assert f"awesomelint.checks.{active.rule.category}.{name}" in loaded
