"""The encoding rules report only true faults in clean text of many languages.

The texts lie below `clean/` of the folder that AWESOMELINT_CORPUS names, with `clean/index.tsv`.
What is true of them is in `data/clean_findings.tsv`: file, line, rule, the code points that are too
many, and why they are.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from awesomelint.engine import Fixed, fix, permit
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

FOLDER = (
    Path(os.environ["AWESOMELINT_CORPUS"], "clean")
    if os.environ.get("AWESOMELINT_CORPUS")
    else None
)
INDEX = FOLDER / "index.tsv" if FOLDER else None
KNOWN = Path(__file__).parent / "data/clean_findings.tsv"
RULES = {
    "mojibake", "replacement-character", "control-character",
    "invisible-character", "broken-emoji", "compat-radical",
    "bidi-control",
}  # fmt: skip
ACTIVE = tuple(rule for rule in activate(Config()) if rule.rule.id in RULES)

pytestmark = pytest.mark.skipif(
    INDEX is None or not INDEX.is_file(),
    reason="AWESOMELINT_CORPUS names no folder with clean texts",
)


class Known(NamedTuple):
    """A finding that is true: `characters` are those that it would delete, in order."""

    line: int
    rule: str
    characters: str


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def files() -> dict[str, list[str]]:
    """The files of each language."""
    if INDEX is None or not INDEX.is_file():
        return {}
    found: dict[str, list[str]] = {}
    for row in rows(INDEX):
        found.setdefault(row["lang"], []).append(row["file"])
    return found


@cache
def known() -> dict[str, list[Known]]:
    """The true findings of each file."""
    found: dict[str, list[Known]] = {}
    for row in rows(KNOWN):
        characters = "".join(chr(int(one, 16)) for one in row["characters"].split())
        found.setdefault(row["file"], []).append(Known(int(row["line"]), row["rule"], characters))
    return found


def source_of(name: str) -> Source:
    assert FOLDER is not None
    return Source((FOLDER / name).read_bytes())


@cache
def fixed(name: str) -> Fixed:
    """A file after `fix --unsafe` of the encoding rules.

    Plain `fix` may do a part of this, and nothing else.
    """
    return fix(source_of(name), ACTIVE, None, permit(unsafe=True))


def without(text: str, gone: list[Known]) -> str:
    """The text without the characters that are too many."""
    lines = text.split("\n")
    for one in gone:
        for char in set(one.characters):
            assert char in lines[one.line - 1]
        lines[one.line - 1] = thinned(lines[one.line - 1], one.characters)
    return "\n".join(lines)


def thinned(line: str, characters: str) -> str:
    """A line without `characters`; of a doubled variation selector, one stays."""
    if characters[0] == "\ufe0f" and "\ufe0f\ufe0f" in line:
        return line.replace("\ufe0f\ufe0f", "\ufe0f")
    return "".join(char for char in line if char not in characters)


@pytest.mark.parametrize("language", files())
def test_nothing_is_said_that_is_not_true(language: str) -> None:
    for name in files()[language]:
        done = fixed(name)
        assert not [one for one in done.applied if one.rule != "invisible-character"], name
        said = {(one.line, one.rule) for one in done.applied}
        said |= {(done.after.position(one.start)[0], one.rule) for one in done.left.findings}
        assert said == {(one.line, one.rule) for one in known().get(name, [])}, name


@pytest.mark.parametrize("language", files())
def test_no_other_byte_is_changed(language: str) -> None:
    for name in files()[language]:
        done = fixed(name)
        applied = {one.line for one in done.applied}
        gone = [one for one in known().get(name, []) if one.line in applied]
        assert done.after.raw.decode() == without(done.before.raw.decode(), gone), name
        if not gone:
            assert not done.changed, name
        if applied:  # the safe rules do the same, or leave it to the unsafe ones
            assert fix(done.before, ACTIVE).after.raw in {done.before.raw, done.after.raw}, name


def test_each_true_finding_names_characters_that_stand_there() -> None:
    for name, expected in known().items():
        lines = source_of(name).text.split("\n")
        for one in expected:
            held = Counter(lines[one.line - 1])
            assert all(held[char] >= many for char, many in Counter(one.characters).items()), (
                name,
                one,
            )
