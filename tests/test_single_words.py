"""One damaged word in an otherwise clean list is mended, and never made something else.

The words are those of `benchmarks/single_words.py`, taken from below the folder that
AWESOMELINT_CORPUS names.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

import pytest

from awesomelint.engine import fix
from awesomelint.source import Source

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from single_words import ACTIVE, LANGUAGES, LIST, OTHERS, Outcome, outcome, words

FOLDER = (
    Path(os.environ["AWESOMELINT_CORPUS"], "clean")
    if os.environ.get("AWESOMELINT_CORPUS")
    else None
)
MANY = 150
SHARES = {"cp1252": 0.9, "latin-1": 0.9, "mac-roman": 0.6}

needs_texts = pytest.mark.skipif(
    FOLDER is None or not (FOLDER / "index.tsv").is_file(),
    reason="AWESOMELINT_CORPUS names no folder with clean texts",
)


@cache
def outcomes(languages: tuple[str, ...], page: str) -> dict[tuple[str, str], Outcome]:
    assert FOLDER is not None
    return {
        (language, word): outcome(word, page) for language, word in words(FOLDER, languages, MANY)
    }


def test_the_list_itself_is_clean() -> None:
    assert not fix(Source.of(LIST.format("Schubert")), ACTIVE).changed


@needs_texts
@pytest.mark.parametrize("page", SHARES)
def test_most_words_are_mended(page: str) -> None:
    found = outcomes(LANGUAGES, page)
    left = [one for one, result in found.items() if result != "mended"]
    assert len(found) == MANY
    assert len(left) <= (1 - SHARES[page]) * MANY, left


@needs_texts
@pytest.mark.parametrize("languages", [LANGUAGES, OTHERS], ids=["fifteen", "others"])
@pytest.mark.parametrize("page", SHARES)
def test_no_word_becomes_another_and_no_evidence_is_lost(
    page: str, languages: tuple[str, ...]
) -> None:
    found = outcomes(languages, page)
    assert {one: result for one, result in found.items() if result not in {"mended", "left"}} == {}
