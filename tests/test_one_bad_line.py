"""One damaged line in a clean file is mended, and nothing else is touched.

The clean files lie below the folder that AWESOMELINT_CORPUS names; one of each language is taken,
the shortest with more than a few lines. All of them: `benchmarks/one_bad_line.py`.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from one_bad_line import PAGES, Place, Result, files, place, run, sentences

FOLDER = (
    Path(os.environ["AWESOMELINT_CORPUS"], "clean")
    if os.environ.get("AWESOMELINT_CORPUS")
    else None
)
ENOUGH = 1500
"""So many bytes show a language."""
SHARE = 0.95

pytestmark = pytest.mark.skipif(
    FOLDER is None or not (FOLDER / "index.tsv").is_file(),
    reason="AWESOMELINT_CORPUS names no folder with clean texts",
)


@cache
def places() -> dict[str, Place]:
    """For each language, the file that its line is put into."""
    assert FOLDER is not None
    found: dict[str, Place] = {}
    for language, paths in files(FOLDER).items():
        held = sorted(
            (path.read_bytes() for path in paths), key=lambda raw: (len(raw) < ENOUGH, len(raw))
        )
        found[language] = place(held[0].decode())
    return found


@cache
def results(page: str, *, unsafe: bool) -> dict[str, Result]:
    """What became of each language's line."""
    return {
        language: run(here, sentences()[language], page, unsafe=unsafe)
        for language, here in places().items()
    }


def test_every_language_has_a_sentence_that_can_be_damaged() -> None:
    assert set(sentences()) == set(places())
    assert [language for language, line in sentences().items() if line.isascii()] == []


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_the_line_changes(page: str, unsafe: bool) -> None:
    assert [
        language for language, one in results(page, unsafe=unsafe).items() if one.others_changed
    ] == []


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("page", PAGES)
def test_each_character_is_right_or_as_it_was(page: str, unsafe: bool) -> None:
    wrong = {
        language: one.line
        for language, one in results(page, unsafe=unsafe).items()
        if one.outcome == "wrong"
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            page,
            marks=pytest.mark.xfail(
                reason="single Cyrillic letters beside Latin ones are left alone"
            ),
        )
        if page == "cp1251"
        else page
        for page in PAGES
    ],
)
def test_nearly_all_lines_are_mended(page: str) -> None:
    found = results(page, unsafe=False)
    left = {language: one.line for language, one in found.items() if one.outcome != "mended"}
    assert len(left) <= (1 - SHARE) * len(found), left


@pytest.mark.parametrize("page", PAGES)
def test_unsafe_mends_no_less(page: str) -> None:
    safe, unsafe = results(page, unsafe=False), results(page, unsafe=True)
    assert [one for one in safe if safe[one].outcome == "mended" != unsafe[one].outcome] == []
