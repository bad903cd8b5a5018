"""Sorting a section: nothing is lost, and what was shuffled comes out sorted."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from awesomelint import fix
from awesomelint.text.collation import keys

NAMES = tuple(f"{first}{second}" for first in "abcdefghijklmnop" for second in "aeiou")
SORTING = {"unsorted-section": {"by": "title"}}


def entry(name: str, shape: int) -> str:
    """An entry in one of the forms that must move whole."""
    line = f"- [{name}](https://{name}.example) - About {name}.\n"
    return (
        line
        + (
            "",
            "  A second line.\n",
            "  - a note\n    - a note on it\n",
            "  - [child](https://child.example)\n",
        )[shape]
    )


def sorted_by_us(text: str) -> str:
    done = fix(text, select=("unsorted-section",), options=SORTING, unsafe=True)
    assert not done.withheld
    return done.text


@pytest.mark.parametrize("seed", range(60))
def test_a_shuffled_section_comes_out_sorted(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = sorted(chance.sample(NAMES, chance.randint(3, 30)))
    entries = [entry(name, chance.choice((0, 0, 0, 1, 2, 3))) for name in names]
    frame = ("# List\n\nWords.\n\n", "\n## Next\n\nMore words.\n")
    shuffled = chance.sample(entries, len(entries))
    gap = chance.choice(("", "", "\n"))
    before, after = (frame[0] + gap.join(one) + frame[1] for one in (shuffled, entries))
    assert sorted_by_us(before) == after
    assert sorted_by_us(after) == after


@pytest.mark.parametrize("seed", range(30))
def test_rows_and_line_endings_survive(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    names = sorted(chance.sample(NAMES, chance.randint(3, 20)))
    rows = [f"| [{name}](https://{name}.example) | {name} |\r\n" for name in names]
    head = "# List\r\n\r\n| Name | Text |\r\n| --- | --- |\r\n"
    shuffled = head + "".join(chance.sample(rows, len(rows)))
    result = sorted_by_us(shuffled)
    assert result == head + "".join(rows)
    assert Counter(result) == Counter(shuffled)


@pytest.mark.parametrize(
    "titles",
    [
        ("数据", "学习", "语言", "自动化"),
        ("あさひ", "イルカ", "うみ", "ガラス", "かわ"),
        ("가방", "나비", "다리"),
        ("Алмаз", "берег", "Вода"),
        ("Éclair", "elm", "Fir"),
        ("3D tools", "Alpha", "beta-max", "Betamin"),
    ],
)
def test_the_order_of_scripts(titles: tuple[str, ...]) -> None:
    assert sorted(titles, key=lambda title: keys(title)[0]) == list(titles)


def test_a_character_without_known_pinyin_is_not_compared() -> None:
    assert keys("鸮类") == ()
