"""Baselines stay valid after sorting, moving and merging, and excuse no more than they say."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import moves
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awesomelint.engine.baseline import faults
from awesomelint.engine.keys import Keys
from awesomelint.errors import BaselineError
from awesomelint.files.rows import Row, format_rows, parse_rows
from awesomelint.linter import Linter, parse
from awesomelint.model import Facts
from awesomelint.outcome import Key

NAME = ".awesomelint-baseline.jsonl"
LINTER = Linter()
FACTS = Facts(today=date(2026, 1, 1))
OLD = """\
# Papers

A list with â€œoldâ€\x9d damage.

## Vision

- [Attention Is All You Need](https://arxiv.org/abs/1706.03762) - The Transformer.
- [BERT](https://arxiv.org/abs/1810.04805) - Deep â€” bidirectional â€” encoders.
- [Attention Is All You Need](https://arxiv.org/abs/1706.03762v2)
- 📔

## Language

- [Adam](https://arxiv.org/abs/1412.6980?utm_source=x) - Adam.
- [RoBERTa](https://arxiv.org/abs/1907.11692) - Robust.
"""
COPY = "- [Attention Is All You Need](https://arxiv.org/abs/1706.03762v3)\n"


def accepted(text: str) -> Counter[Key]:
    """What a baseline of `text` accepts."""
    document = parse(text)
    lint = LINTER.judge(document, facts=FACTS).file_report.lint
    return faults([*lint.findings, *lint.off], Keys(document))


def left(text: str, baseline: Counter[Key]) -> tuple[list[str], list[str]]:
    """The rules of the findings that a baseline leaves, and its stale keys."""
    judged = LINTER.check(text, baseline=baseline, facts=FACTS).file_report
    layout = "noncanonical-layout"
    return [f.rule for f in judged.findings if f.rule != layout], [
        str(k) for k in judged.lint.stale
    ]


def test_a_baseline_excuses_what_it_was_made_of() -> None:
    assert left(OLD, accepted(OLD)) == ([], [])
    assert len(left(OLD, Counter())[0]) == 5


@pytest.mark.parametrize(
    ("head", "rules"),
    [
        (OLD + COPY, ["duplicate-arxiv-id"]),
        (OLD.replace("- 📔\n", "- 📔\n- 📔\n"), ["empty-bullet"]),
        (OLD.replace("- Robust", "- Itâ€™s robust"), ["mojibake"]),
        (OLD.replace("- Deep â€”", "- Deep â€” â€™"), ["mojibake"]),
        (OLD.replace("damage", "â€™"), ["mojibake"]),
    ],
)
def test_it_excuses_no_more_than_it_says(head: str, rules: list[str]) -> None:
    assert left(head, accepted(OLD))[0] == rules


def test_what_is_mended_leaves_a_stale_row() -> None:
    head = OLD.replace("- 📔\n", "").replace("Deep â€”", "Deep —")
    rules, stale = left(head, accepted(OLD))
    assert rules == []
    assert sorted(stale) == ["empty-bullet|📔|", "mojibake|arxiv:1810.04805|â€”"]


def test_rows_of_rules_that_did_not_run_are_not_stale() -> None:
    offline = accepted(OLD) + Counter(
        {Key("dead-link", "arxiv:1810.04805", "https://a.example.org"): 1}
    )
    assert left(OLD, offline) == ([], [])


def test_a_change_and_a_baseline_excuse_the_same_fault_once() -> None:
    twice = OLD + COPY
    judged = LINTER.check(twice, base=OLD, baseline=accepted(OLD), facts=FACTS).file_report
    assert [f.rule for f in judged.findings] == ["duplicate-arxiv-id"]
    updated = LINTER.check(twice, base=OLD, baseline=accepted(twice), facts=FACTS).file_report
    assert (updated.findings, updated.lint.stale) == ([], [])


LISTS = [
    OLD,
    (Path(__file__).parents[1] / "fixtures/lists/messy/list.md").read_text(encoding="utf-8"),
]


@pytest.mark.parametrize("seed", range(60))
def test_moving_sorting_wrapping_and_other_bullets_keep_it_valid(seed: int) -> None:
    choice = random.Random(seed)  # noqa: S311 - repeatable edits, no secrets
    text = LISTS[seed % 2]
    head = text
    for _ in range(3):
        head = moves.edited(head, choice)
    assert left(head, accepted(text)) == ([], [])
    report = LINTER.check(head, base=text, facts=FACTS)
    assert [f.rule for f in report.findings if f.rule != "noncanonical-layout"] == []


CONTENTS = """\
- [Papers](#papers)
- [Applications](#aplications)

## Papers

- [Paper](https://a.example.org) - One.

## Changes

- Read it as â€œpartâ€\x9d of the list.
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- [Applications](#aplications)\n", "## Part\n\n- [Applications](#aplications)\n"),
        ("- Read", "- [Other](https://b.example.org)\n- Read"),
    ],
)
def test_what_stands_around_an_item_without_a_link_is_not_in_its_key(old: str, new: str) -> None:
    assert len(accepted(CONTENTS)) == 2
    assert left(CONTENTS.replace(old, new), accepted(CONTENTS)) == ([], [])


# The file

words = st.text(max_size=8)
rows = st.builds(Row, words, st.builds(Key, words, words, words))


@settings(suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(st.lists(rows, max_size=12))
def test_what_is_written_is_read_again(given_rows: list[Row]) -> None:
    counted = Counter(given_rows)
    text = format_rows(counted)
    assert parse_rows(text) == counted
    assert parse_rows("\n".join(reversed(text.split("\n")))) == counted
    assert text.count("\n") == counted.total() + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "line 1 is no row: it needs path, rule, anchor, detail"),
        ('{"awesomelint-baseline": 1}\n{"path": "a"', "line 2 is no row: it is not JSON"),
        ('{"awesomelint-baseline": 9}', "line 1: this awesomelint reads version 1 only"),
        (
            '{"path": "a", "rule": "b", "anchor": "c", "detail": 4}',
            "line 1 is no row: each value is text",
        ),
        ("<<<<<<< HEAD", "line 1 marks a conflict"),
        ("[" * 100_000, "line 1 is no row"),
    ],
)
def test_what_is_no_baseline_is_one_line(text: str, said: str) -> None:
    with pytest.raises(BaselineError, match=said):
        parse_rows(text)


# The command


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "awesomelint", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def git(folder: Path, *args: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=folder, capture_output=True, check=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    (tmp_path / "README.md").write_text(OLD, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    return tmp_path


def test_the_life_of_a_baseline(folder: Path) -> None:
    readme = folder / "README.md"
    assert run(folder, "check", "README.md").returncode == 1
    made = run(folder, "baseline", "README.md")
    assert made.returncode == 0, made.stderr
    assert made.stdout == ""
    assert f"{NAME}: 7 accepted" in made.stderr
    done = run(folder, "check", "README.md")
    assert done.returncode == 0, done.stdout
    assert "5 findings are accepted by the baseline" in done.stderr
    assert run(folder / "docs", "check", "../README.md").returncode == 0

    again = run(folder, "baseline", "README.md")
    assert again.returncode == 2
    assert f"{NAME} exists; --update accepts" in again.stderr

    readme.write_text(OLD.replace("- 📔\n", COPY), encoding="utf-8")
    new = run(folder, "check", "--output-format", "json", "--verbose", "README.md")
    assert new.returncode == 1
    reported = [f for f in json.loads(new.stdout) if f["severity"] != "info"]
    assert [f["line"] for f in reported if "suppressed" not in f] == [10]
    assert len([f for f in reported if f.get("suppressed") == "baseline"]) == 4
    assert "1 row of the baseline is stale" in new.stderr
    pruned = run(folder, "baseline", "--prune", "README.md")
    assert f"{NAME}: 6 accepted, 0 added, 1 removed" in pruned.stderr
    assert run(folder, "check", "README.md").returncode == 1  # pruning accepts nothing new
    updated = run(folder, "baseline", "--update", "README.md")
    assert f"{NAME}: 7 accepted, 1 added, 0 removed" in updated.stderr
    assert run(folder, "check", "README.md").returncode == 0


def test_fix_ignores_it(folder: Path) -> None:
    run(folder, "baseline", "README.md")
    assert run(folder, "fix", "README.md").returncode == 0
    assert "â€" not in (folder / "README.md").read_text(encoding="utf-8")


def test_a_renamed_list_keeps_its_rows_until_they_are_updated(folder: Path) -> None:
    run(folder, "baseline", "README.md")
    (folder / "README.md").rename(folder / "docs" / "papers.md")
    assert run(folder, "check", "docs/papers.md").returncode == 0
    run(folder, "baseline", "--update", "docs/papers.md")
    rows = parse_rows((folder / NAME).read_text(encoding="utf-8"))
    assert {row.path for row in rows} == {"docs/papers.md"}
    assert run(folder, "check", "docs/papers.md").returncode == 0


def test_other_lists_and_other_rules_keep_their_rows(folder: Path) -> None:
    (folder / "other.md").write_text(OLD, encoding="utf-8")
    run(folder, "baseline", "README.md", "other.md")
    whole = (folder / NAME).read_text(encoding="utf-8")
    run(folder, "baseline", "--update", "other.md")
    run(folder, "baseline", "--update", "--select", "mojibake", "README.md")
    run(folder, "baseline", "--prune", "README.md")
    assert (folder / NAME).read_text(encoding="utf-8") == whole


def test_branches_merge(folder: Path) -> None:
    (folder / ".gitattributes").write_text(f"{NAME} merge=union\n", encoding="utf-8")
    run(folder, "baseline", "README.md")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "base")
    readme, lines = folder / "README.md", OLD.split("## Language")
    for branch, head in (
        ("one", lines[0] + COPY + "\n## Language" + lines[1]),
        ("two", OLD + "- [GAN](https://arxiv.org/abs/1406.2661?utm_source=x)\n"),
    ):
        git(folder, "switch", "--quiet", "--create", branch, "main")
        readme.write_text(head, encoding="utf-8")
        assert run(folder, "baseline", "--update", "README.md").returncode == 0
        git(folder, "commit", "--quiet", "--all", "--message", branch)
    git(folder, "merge", "--quiet", "one")
    assert run(folder, "check", "README.md").returncode == 0
    assert "stale" not in run(folder, "check", "README.md").stderr


@pytest.mark.parametrize("args", [("--baseline", "none.jsonl"), ("--baseline", "README.md")])
def test_a_baseline_that_cannot_be_used_is_one_line(folder: Path, args: tuple[str, ...]) -> None:
    done = run(folder, "check", *args, "README.md")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_the_config_may_name_it(folder: Path) -> None:
    (folder / ".awesomelint.yaml").write_text("baseline: docs/accepted.jsonl\n", encoding="utf-8")
    assert run(folder, "baseline", "README.md").returncode == 0
    assert (folder / "docs" / "accepted.jsonl").is_file()
    assert run(folder, "check", "README.md").returncode == 0
    (folder / ".awesomelint.yaml").write_text("baseline: ../accepted.jsonl\n", encoding="utf-8")
    assert "leads out of" in run(folder, "check", "README.md").stderr
