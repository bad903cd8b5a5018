"""Suppression comments: where each kind holds."""

from __future__ import annotations

import pytest

from awesomelint.curation import read
from awesomelint.engine import fix, lint
from awesomelint.rules.config import Config, activate
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
    found = lint(document, activate(Config())).findings
    assert [
        document.source.position(f.start)[0] for f in found if f.rule == "empty-bullet"
    ] == lines


def test_layout_is_silenced_where_a_comment_says_so() -> None:
    untidy = "# A\n\n\n\n- [A](https://a.example.net/)   \n- [B](https://b.example.net/)\n"
    silenced = "<!-- awesomelint-disable-file noncanonical-layout -->\n\n" + untidy
    active = activate(Config())
    assert fix(Source.of(untidy), active).changed
    assert not fix(Source.of(silenced), active).changed


def test_an_unused_comment_goes_with_its_line() -> None:
    text = "# A\n\n<!-- awesomelint-disable-next-line empty-bullet -->\n\n- [A](https://a.example.net/)\n"
    assert (
        fix(Source.of(text), activate(Config())).after.text
        == "# A\n\n- [A](https://a.example.net/)\n"
    )


@pytest.mark.parametrize("rest", ["", "\n- [Owls](https://owls.example) - Birds.\n"])
def test_unused_comments_below_each_other_go_at_once(rest: str) -> None:
    """All of them are one HTML block; one fix a pass would take more passes than the limit."""
    comments = "<!-- awesomelint-disable-line empty-bullet -->\n" * 40
    fixed = fix(Source.of(comments + rest), activate(Config()))
    assert fixed.after.text == rest.lstrip("\n")
    assert not fixed.withheld


def test_hints_are_looked_for_only_for_the_first_unknown_names() -> None:
    names = ", ".join(f"empty-bulet{number}" for number in range(60))
    found = lint(
        read(Source.of(f"<!-- awesomelint-disable-line {names} -->\n")), activate(Config())
    )
    messages = [one.message for one in found.findings if one.rule == "unknown-suppression"]
    assert len(messages) == 60
    assert sum("did you mean 'empty-bullet'" in message for message in messages) == 40
