"""Every rule: its card, its check and its fixtures agree, and its examples are executed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from awesomelint.engine import fix
from awesomelint.examples import examples, facts_of, linter_of, report
from awesomelint.rules import all_rules, check_of
from awesomelint.rules.cards import compile_cards, dumps
from awesomelint.rules.config import (
    KEYS,
    Config,
    activate,
    profile_names,
    with_profile,
)
from awesomelint.source import NotUtf8Error, Source

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "fixtures"
RULES = sorted(all_rules())


def test_the_compiled_cards_are_fresh() -> None:
    compiled = (ROOT / "src/awesomelint/cards.json").read_text(encoding="utf-8")
    assert compiled == dumps(compile_cards(ROOT / "rules")), "run `make cards`"
    assert json.loads(compiled)


@pytest.mark.parametrize("rule", RULES)
def test_card_check_and_fixtures_bear_one_name(rule: str) -> None:
    assert callable(check_of(all_rules()[rule]))
    assert (FIXTURES / rule / "bad.md").is_file()
    assert (FIXTURES / rule / "bad.txt").read_text(encoding="utf-8").strip()
    assert (FIXTURES / rule / "good.md").is_file()


def test_every_check_has_a_card_and_only_checks_stand_beside_them() -> None:
    modules = {
        f"{path.parent.name}/{path.stem.replace('_', '-')}"
        for path in (ROOT / "src/awesomelint/checks").glob("*/*.py")
        if not path.stem.startswith("_")
    }
    assert modules == {f"{rule.category}/{rule.id}" for rule in all_rules().values()}


@pytest.mark.parametrize("rule", RULES)
def test_examples_hold(rule: str) -> None:
    for example in examples(rule, FIXTURES / rule):
        expected = example.path.read_bytes() if example.path.is_file() else b""
        assert example.actual.decode() == expected.decode(), example.path.name


@pytest.mark.parametrize("rule", RULES)
def test_good_is_silent(rule: str) -> None:
    folder = FIXTURES / rule
    assert (
        report((folder / "good.md").read_bytes(), linter_of(rule, folder), facts_of(folder)) == ""
    )


@pytest.mark.parametrize("rule", RULES)
def test_an_aggregate_rule_can_make_its_finding_of_some_fixes(rule: str) -> None:
    module = sys.modules[check_of(all_rules()[rule]).__module__]
    assert hasattr(module, "aggregate") == all_rules()[rule].aggregate


def test_the_config_has_the_keys_that_cards_name() -> None:
    keys = [card.config_key for card in all_rules().values() if card.config_key]
    assert keys
    assert set(keys) <= set(KEYS)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("profile", profile_names())
def test_what_a_fix_leaves_is_final_in_every_profile(rule: str, profile: str) -> None:
    config = with_profile(Config(), profile)
    if rule not in config.select:
        pytest.skip(f"{profile} has no {rule}")
    for name in ("fixed.md", "fixed-unsafe.md"):
        path = FIXTURES / rule / name
        if path.is_file():
            raw = path.read_bytes()
            try:
                source = Source(raw)
            except NotUtf8Error:
                continue
            assert (
                fix(source, activate(config), facts_of(FIXTURES / rule)).after.raw.decode()
                == raw.decode()
            ), name


@pytest.mark.parametrize("rule", RULES)
def test_fixes_are_what_the_card_says(rule: str) -> None:
    card = all_rules()[rule]
    folder = FIXTURES / rule
    assert bool(card.safety) == bool(card.effects)
    assert (folder / "fixed.md").is_file() <= (
        "safe" in card.safety or bool(linter_of(rule, folder).rules()[0].raised)
    )
    assert (folder / "fixed-unsafe.md").is_file() <= ("unsafe" in card.safety)
