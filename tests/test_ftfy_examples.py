"""ftfy's own examples: what it mends without guessing is mended, all else is left alone.

They are in no installed package, only in ftfy's source distribution. The environment variable
FTFY_SOURCE names the folder that it was unpacked to (`pip download --no-binary :all: --no-deps
ftfy`, then `tar xzf`): the examples are read from `tests/test_cases.json` in it. ftfy guesses where
its plan holds more than encoding and decoding: lost bytes filled in, parts of a text decoded alone,
controls replaced one by one.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from ftfy import fix_encoding_and_explain

from awesomelint.engine import fix, permit
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

FOLDER = os.environ.get("FTFY_SOURCE")
EXAMPLES = Path(FOLDER, "tests/test_cases.json") if FOLDER else None
ACTIVE = tuple(rule for rule in activate(Config()) if rule.rule.id == "mojibake")

MISREAD = ("Ã¥",)
"""Clean text that is taken for damage; `test_left_alone.py` has such text of its own."""
MOST = 0.75

pytestmark = pytest.mark.skipif(
    EXAMPLES is None or not EXAMPLES.is_file(),
    reason="FTFY_SOURCE names no unpacked source distribution of ftfy",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A text, what its encoding mended gives, and whether ftfy gets there without guessing."""

    label: str
    original: str
    expected: str
    proven: bool


@cache
def examples() -> tuple[Example, ...]:
    """The examples that ftfy itself passes."""
    if EXAMPLES is None or not EXAMPLES.is_file():
        return ()
    found = []
    for case in json.loads(EXAMPLES.read_text(encoding="utf-8")):
        if case["expect"] != "pass":
            continue
        original, expected = case["original"], case.get("fixed-encoding", case["fixed"])
        result, plan = fix_encoding_and_explain(original)
        proven = result == expected and all(
            step.action in {"encode", "decode"} for step in plan or ()
        )
        found.append(Example(case["label"], original, expected, proven))
    return tuple(found)


@cache
def fixed(text: str, *, unsafe: bool = False) -> str:
    """What `fix` gives for a line."""
    return fix(Source.of(f"{text}\n"), ACTIVE, None, permit(unsafe)).after.text.removesuffix("\n")


def invented(text: str, example: Example) -> Counter[str]:
    """The surplus characters that are in neither an example nor its expected result."""
    return Counter(text) - (Counter(example.original) | Counter(example.expected))


def negatives() -> list[Example]:
    return [example for example in examples() if example.original == example.expected]


def positives() -> list[Example]:
    return [example for example in examples() if example.original != example.expected]


def test_there_are_examples_of_both_kinds() -> None:
    assert len(negatives()) > 40
    assert len(positives()) > 90


def test_what_ftfy_leaves_alone_is_left_alone() -> None:
    changed = [one for one in negatives() if fixed(one.original) != one.original]
    assert [one.label for one in changed if not any(run in one.original for run in MISREAD)] == []


@pytest.mark.xfail(
    reason="two more are guessed at: Greek in diaereses, and what was damaged beyond repair"
)
def test_what_ftfy_leaves_alone_is_left_alone_by_unsafe() -> None:
    changed = [one for one in negatives() if fixed(one.original, unsafe=True) != one.original]
    assert [one.label for one in changed if not any(run in one.original for run in MISREAD)] == []


def test_nothing_is_invented_in_what_ftfy_mends() -> None:
    assert [one.label for one in positives() if invented(fixed(one.original), one)] == []


def test_no_example_is_mended_in_part() -> None:
    found = [(one, fixed(one.original)) for one in positives()]
    assert [one.label for one, text in found if text not in {one.original, one.expected}] == []


def test_most_that_ftfy_mends_without_guessing_is_mended() -> None:
    proven = [one for one in positives() if one.proven]
    mended = [one for one in proven if fixed(one.original) == one.expected]
    assert len(mended) >= MOST * len(proven), [one.label for one in proven if one not in mended]


@pytest.mark.xfail(
    reason="surrogates as UTF-8, and two pages one after the other: 69 where ftfy has 70"
)
def test_as_much_is_mended_as_ftfy_mends_without_guessing() -> None:
    mended = [one for one in positives() if fixed(one.original) == one.expected]
    assert len(mended) >= sum(one.proven for one in positives())
