"""Suppression comments: where each kind holds."""

from __future__ import annotations

import pytest

from awesomelint.curation import read
from awesomelint.engine import fix, lint
from awesomelint.rules.config import activate, default_config
from awesomelint.source import Source

BULLETS = "- 📔\n- [A](https://a.example.net/)\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (BULLETS, [1]),
        ("<!-- awesomelint-disable-next-line empty-bullet -->\n" + BULLETS, []),
        (
            "<!-- awesomelint-disable-next-line empty-bullet, glued-urls: planned -->\n" + BULLETS,
            [],
        ),
        ("<!-- awesomelint-disable-next-line glued-urls -->\n" + BULLETS, [2]),
        ("- 📔 <!-- awesomelint-disable-line empty-bullet -->\n- 📔\n- x\n", [2]),
        ("<!-- awesomelint-disable-file empty-bullet -->\n\n" + BULLETS, []),
        (BULLETS + "\n<!-- awesomelint-disable-file empty-bullet -->\n", []),
        (
            "<!-- awesomelint-disable empty-bullet -->\n\n"
            + BULLETS
            + "\n<!-- awesomelint-enable empty-bullet -->\n\n"
            + BULLETS,
            [8],
        ),
        ("`<!-- awesomelint-disable-file empty-bullet -->`\n\n" + BULLETS, [3]),
        ("```\n<!-- awesomelint-disable-file empty-bullet -->\n```\n\n" + BULLETS, [5]),
    ],
)
def test_where_a_comment_holds(text: str, lines: list[int]) -> None:
    document = read(Source.of(text))
    found = lint(document, activate(default_config())).findings
    assert [
        document.source.position(f.start)[0] for f in found if f.rule == "empty-bullet"
    ] == lines


def test_layout_is_silenced_where_a_comment_says_so() -> None:
    untidy = "# A\n\n\n\n- [A](https://a.example.net/)   \n- [B](https://b.example.net/)\n"
    silenced = "<!-- awesomelint-disable-file noncanonical-layout -->\n\n" + untidy
    active = activate(default_config())
    assert fix(Source.of(untidy), active).changed
    assert not fix(Source.of(silenced), active).changed


def test_an_unused_comment_goes_with_its_line() -> None:
    text = "# A\n\n<!-- awesomelint-disable-next-line empty-bullet -->\n\n- [A](https://a.example.net/)\n"
    assert (
        fix(Source.of(text), activate(default_config())).after.text
        == "# A\n\n- [A](https://a.example.net/)\n"
    )
