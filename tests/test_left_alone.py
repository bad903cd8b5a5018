"""Undamaged text is left alone: random text, and the cases that it brought to light."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from writings import lines, texts

from awesomelint.engine import fix, permit
from awesomelint.repair import DamagedLine, damage, detect
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

ACTIVE = tuple(rule for rule in activate(Config()) if rule.rule.id == "mojibake")
PAGES = (
    "cp1252",
    "cp1254",
    "latin-1",
    "mac-roman",
    "cp1251",
    "cp437",
    "cp1252-drop",
    "cp1252-fffd",
)
BOUNDED = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def mended(text: str, *, unsafe: bool) -> str:
    return fix(Source.of(text), ACTIVE, None, permit(unsafe)).after.text


def changed(text: str) -> list[DamagedLine]:
    """The lines that `fix --unsafe` changes."""
    return [
        line
        for line in detect(text)
        if any(run.evidence in {"proven", "inferred"} for run in line.runs)
    ]


@BOUNDED
@given(texts())
def test_random_text_is_left_alone(text: str) -> None:
    assert changed(text) == []


@BOUNDED
@given(texts(), lines(), st.sampled_from(PAGES), texts())
def test_one_damaged_line_changes_alone(before: str, line: str, page: str, after: str) -> None:
    bad = damage(line, page)
    text = f"{before}\n{bad}\n{after}\n"
    first, last = len(before) + 1, len(before) + 1 + len(bad)
    assert [one for one in changed(text) if not first <= one.start <= one.end <= last] == []


CLEAN = [
    "The letters “É”, “À” and “Õ” are said through the nose, or not.",
    "Les lettres «\u00a0é\u00a0», «\u00a0à\u00a0» et «\u00a0ç\u00a0» sont fréquentes.",
    "2√2 ≈ 2.83, √a·√b = √(ab), ¬p ∨ q",
    "The integral is √π, half of it √π/2.",
    "Kirjaimet ”ä” ja ”ö” ovat ääkkösiä.",
    "Č, š a ž se píší s háčkem: čaj, šít, žít.",
]


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("line", CLEAN)
def test_letters_that_are_spoken_of_are_left_alone(line: str, unsafe: bool) -> None:
    assert mended(f"{line}\n", unsafe=unsafe) == f"{line}\n"


PAIRS = [
    pytest.param("TURØY OG BÅØY", id="danish-capitals"),
    pytest.param("Type ¬´ on this keyboard.", id="two-signs"),
    pytest.param("She signs as Āø.", id="two-letters"),
    pytest.param("In Portuguese “Ã” is a nasal vowel.", id="letter-in-quotes"),
    pytest.param("A letra «Ã» tem til.", id="letter-in-guillemets"),
    pytest.param(
        "Les lettres «\u00a0Â\u00a0» et «\u00a0Ê\u00a0».", id="letter-between-no-break-spaces"
    ),
    pytest.param("A nota «Ô»º", id="quote-and-ordinal"),
    pytest.param("DÉJÀÉ", id="two-capitals-become-a-modifier"),
    pytest.param("AÕÇA", id="two-capitals-become-a-combining-mark"),
    pytest.param("ŘŤ", id="two-capitals-become-an-arabic-sign"),
]
"""Clean lines in which a single pair of characters is well-formed UTF-8 in some page."""


@pytest.mark.parametrize("line", PAIRS)
def test_single_pairs_are_left_alone(line: str) -> None:
    assert mended(f"{line}\n", unsafe=False) == f"{line}\n"


def test_a_diaeresis_for_a_quotation_mark_is_left_alone() -> None:
    assert mended("Η ¨στροφή¨ είναι δύσκολη.\n", unsafe=True) == "Η ¨στροφή¨ είναι δύσκολη.\n"


LICENSED = [
    pytest.param(
        "中文的教程和资料。",
        "cp1252",
        "Čeština: háčky nad čšž.",
        False,
        id="han-after-czech-letters",
    ),
    pytest.param(
        "中文的教程和资料。",
        "cp1252",
        "Písmena čšž píšeme s háčkem.",
        True,
        id="han-and-hangul-in-czech",
    ),
    pytest.param(
        "Größe – “Übung”",
        "cp1252-fffd",
        "Kirjain ”Ä” on ääni.",
        False,
        id="finnish-letter-in-quotes",
    ),
    pytest.param(
        "Größe – “Übung”", "cp1252-drop", "Kirjain ”Ä” on ääni.", True, id="han-in-finnish"
    ),
    pytest.param(
        "日本語の資料", "latin-1-no-c1", "Kirjain ”Ä” on ääni.", True, id="macron-in-finnish"
    ),
]
"""A line, its damage, and a clean line that looks alike; whether `--unsafe` is asked."""


@pytest.mark.parametrize(("hurt", "name", "clean", "unsafe"), LICENSED)
def test_damage_elsewhere_licenses_nothing(hurt: str, name: str, clean: str, unsafe: bool) -> None:
    assert mended(f"{damage(hurt, name)}\n\n{clean}\n", unsafe=unsafe).split("\n")[-2] == clean
