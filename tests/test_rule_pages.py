"""The pages of rules are what their cards and examples say."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from awesomelint.rules import all_rules
from awesomelint.rules.cards import NEEDS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "rules"


def wanted() -> dict[str, str]:
    sys.path.insert(0, str(ROOT / "scripts"))
    from rule_pages import pages

    return pages()


def test_each_rule_has_its_page_and_the_index_names_all() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == {*all_rules(), "README"}
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(([\w-]+)\.md\)", index)) == set(all_rules())


def test_the_pages_are_fresh() -> None:
    stale = [
        name
        for name, text in wanted().items()
        if (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, "run `make cards`"


@pytest.mark.parametrize("rule", sorted(all_rules()))
def test_a_page_shows_the_reports_and_links_to_files_that_exist(rule: str) -> None:
    text = (FOLDER / f"{rule}.md").read_text(encoding="utf-8")
    assert "## Reported" in text
    assert all_rules()[rule].summary in text
    for option in all_rules()[rule].options:
        assert f"| `{option}` |" in text
    fences = re.compile(r"^(`{3,})\w*\n.*?^\1\n", re.MULTILINE | re.DOTALL)
    prose = re.sub(r"`[^`\n]*`", "", fences.sub("", text))
    for target in re.findall(r"\]\(([^)#]+)\)", prose):
        assert (FOLDER / target).exists(), target


def test_the_pages_know_what_each_fact_is() -> None:
    wanted()
    from rule_pages import FACTS

    assert set(FACTS) == NEEDS
