"""Damaged lists of the wild: each is mended at least as well as by ftfy, line by line."""

from __future__ import annotations

import os
from pathlib import Path

import ftfy
import pytest

from awesomelint.repair import detect

FOLDER = os.environ.get("AWESOMELINT_CORPUS")
LISTS = Path(FOLDER or "", "corpus")
PAIRS = {
    "007M7__Sego-Agent__README@bad-1ac3d57": "mojibake/007M7__Sego-Agent__README@clean-7c16cc0",
    "deftai__directive__README@bad-e279ad9": "mojibake/deftai__directive__README@clean-0de0d69",
    "public-apis__public-apis__README@bad-586670f3": (
        "mojibake/public-apis__public-apis__README@clean-bed9d523"
    ),
    "seed001__PKU-DAIR__Starter-Guide__docs-dcml-Readme@bad-cp1254-lossy": (
        "zh/PKU-DAIR__Starter-Guide__docs-dcml-Readme@52285e1"
    ),
}
"""Damaged texts and what they were, or were later."""

UNPAIRED = (
    "deftai__directive__QUICK-START@bad-e279ad9",
    "deftai__directive__CHANGELOG@bad-b54e361",
)
"""Lossless damage of which no clean text is known: there, ours is held to give what ftfy gives."""

pytestmark = pytest.mark.skipif(not FOLDER, reason="AWESOMELINT_CORPUS names no folder of lists")


def text_of(name: str) -> str:
    return (LISTS / f"{name}.md").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def by_ftfy(line: str) -> str:
    return line if line.isascii() else ftfy.fix_encoding(line)


def by_us(bad: str, *, unsafe: bool) -> list[str]:
    """The lines as plain `fix` leaves them, or as `fix --unsafe` does."""
    lines = bad.split("\n")
    for line in detect(bad):
        if unsafe or line.proven:
            lines[bad.count("\n", 0, line.start)] = line.mended(bad)
    return lines


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("name", PAIRS)
def test_every_line_that_ftfy_gives_back_comes_back(name: str, unsafe: bool) -> None:
    bad, clean = text_of(f"mojibake/{name}"), set(text_of(PAIRS[name]).split("\n"))
    hurt = [
        (old, ours)
        for old, ours in zip(bad.split("\n"), by_us(bad, unsafe=unsafe), strict=True)
        if old not in clean
    ]
    assert [ours for old, ours in hurt if by_ftfy(old) in clean and ours not in clean] == []
    assert sum(ours in clean for _, ours in hurt) >= sum(by_ftfy(old) in clean for old, _ in hurt)


@pytest.mark.parametrize("name", PAIRS)
def test_lines_that_are_clean_stay(name: str) -> None:
    bad, clean = text_of(f"mojibake/{name}"), set(text_of(PAIRS[name]).split("\n"))
    for old, ours in zip(bad.split("\n"), by_us(bad, unsafe=True), strict=True):
        assert ours == old or old not in clean


@pytest.mark.parametrize("name", UNPAIRED)
def test_where_ftfy_is_right_throughout_so_is_plain_fix(name: str) -> None:
    bad = text_of(f"mojibake/{name}")
    assert by_us(bad, unsafe=False) == [by_ftfy(line) for line in bad.split("\n")]
