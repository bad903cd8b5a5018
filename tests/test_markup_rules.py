"""Markup rules where an example of one file does not do: refusals, minorities, growth."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any

import pytest
from timing import cpu_seconds

import awesomelint
from awesomelint.cli import run
from awesomelint.curation import read
from awesomelint.model import Facts
from awesomelint.rules import all_rules
from awesomelint.source import Source

if TYPE_CHECKING:
    from pathlib import Path

CONFLICT = "# L\n\n- [a](https://a.example/)\n<<<<<<< HEAD\n- b  \n=======\n- c\n>>>>>>> main\n"
RULES = [rule.id for rule in all_rules().values() if rule.category == "markup"]
UNITS = [
    "- [a] (https://a.example/x) - b\n",
    "[a] (https://a.example/x) ",
    "[",
    "](https://a.example/x ",
    "a](https://a.example/x) ",
    "[[a](https://a.example/x)",
    "** a ",
    "`a ",
    "[a][b-c] ",
    "<details>",
    "<!-- ",
    "-[a](u)\n",
    "- a\n-[a](u) - b\n",
    "##a\n\n",
    "<<<<<<< HEAD\n=======\n",
    "- - a\n",
    "$a$ [x] (https://a.example/x) ",
    "- [a](u) - b * [c](u)\n",
    "[a]()https://a.example/x ",
    "[x](htps://a.example) ",
]


def test_fix_leaves_a_file_with_conflicts_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "README.md"
    path.write_text(CONFLICT, encoding="utf-8")
    assert run(["fix", "--unsafe", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == CONFLICT
    assert "line 4" in capfd.readouterr().err


def test_the_library_refuses_conflicts_too() -> None:
    with pytest.raises(awesomelint.MergeConflictError):
        awesomelint.fix(CONFLICT)


def test_an_example_host_is_a_placeholder_among_real_ones_only() -> None:
    real = "".join(f"- [R{n}](https://host{n}.org/)\n" for n in range(40))
    example = "- [E](https://example.com/)\n"
    found = awesomelint.check(real + example, select="placeholder-link").findings
    assert [finding.line for finding in found] == [41]
    assert not awesomelint.check(example * 3, select="placeholder-link").findings


def test_a_file_of_the_repository_is_no_host() -> None:
    text = "- [a](owls.com)\n- [b](link)\n"
    rules = ("invalid-url", "placeholder-link")
    facts = Facts(files={"owls.com": frozenset(), "link": frozenset()})
    assert len(awesomelint.check(text, select=rules).findings) == 2
    assert not awesomelint.check(text, select=rules, facts=facts).findings


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_as_the_text_does(unit: str) -> None:
    small, large = spent(unit * 150), spent(unit * 600)
    slow = {rule: took for rule, took in large.items() if took > 0.1 and took > small[rule] * 8}
    assert not slow


def _run(check: Any, *arguments: object) -> None:
    for _ in check(*arguments):
        pass


def spent(text: str) -> dict[str, float]:
    """The processor time of each markup rule on `text`."""
    document = read(Source(text.encode()))
    took: dict[str, float] = {}
    for rule in RULES:
        check: Any = import_module(f"awesomelint.checks.markup.{rule.replace('-', '_')}").check
        facts = (Facts(),) if "facts" in signature(check).parameters else ()
        took[rule] = cpu_seconds(partial(_run, check, document, *facts), runs=1)
    return took
