"""Real lists: no crash, fixes proven and final, and GitHub's parser as an independent judge.

The folder is named by AWESOMELINT_CORPUS and holds `corpus/`, `seeds/` and `identity/`.
"""

from __future__ import annotations

import csv
import html
import os
import re
from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from awesomelint.curation import read
from awesomelint.engine import Fixed, fix, lint, lint_bytes
from awesomelint.report import FileReport, renderer
from awesomelint.rules.config import Config, activate
from awesomelint.source import NotUtf8Error, Source
from awesomelint.syntax import nodes, parse

FOLDER = (
    Path(os.environ.get("AWESOMELINT_CORPUS", "")) if os.environ.get("AWESOMELINT_CORPUS") else None
)
LISTS = sorted(FOLDER.glob("corpus/*/*.md")) if FOLDER else []
SEEDS = sorted(FOLDER.glob("seeds/[0-9]*.txt")) if FOLDER else []
NAMES = [path.name for path in LISTS]
QUOTES_MOJIBAKE = [path for path in LISTS if "@quotes-mojibake" in path.name]
CLEAN = [path for path in LISTS if path.parent.name != "mojibake" or "@clean" in path.name]

pytestmark = pytest.mark.skipif(
    FOLDER is None, reason="AWESOMELINT_CORPUS names no folder of lists"
)


@cache
def fixed(path: Path) -> Fixed | None:
    """The list after plain `fix`; None where it is not UTF-8."""
    try:
        return fix(Source(path.read_bytes()), activate(Config()))
    except NotUtf8Error:
        return None


def rendered(text: str) -> list[str]:
    """What cmark-gfm makes of links and emphasis: tags in order, with destinations."""
    root = parse(text)
    front = (
        root.children[0]
        if root.children and isinstance(root.children[0], nodes.FrontMatter)
        else None
    )
    out = cmarkgfm.github_flavored_markdown_to_html(
        text[front.end :] if front else text,
        options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES,
    )
    return [
        html.unescape(tag)
        for tag in re.findall(r"<(?:a href|img src)=\"[^\"]*\"|</?(?:em|strong|del)>", out)
    ]


@pytest.mark.parametrize("path", LISTS, ids=NAMES)
def test_fix_is_final_and_leaves_no_safe_fix(path: Path) -> None:
    done = fixed(path)
    if done is None:
        assert lint_bytes(path.read_bytes(), activate(Config())).findings
        return
    again = fix(done.after, activate(Config()))
    assert again.after.raw == done.after.raw
    assert not again.applied
    held = {(h.rule, h.description) for h in done.withheld}
    left = [
        (f.rule, m.description) for f in done.left.findings for m in f.fixes if m.safety == "safe"
    ]
    assert [one for one in left if one not in held] == []


@pytest.mark.parametrize("path", LISTS, ids=NAMES)
def test_github_sees_the_same_links_and_emphasis(path: Path) -> None:
    done = fixed(path)
    if done is None or not done.changed:
        return
    before, after = rendered(done.before.text), rendered(done.after.text)
    rules = {rule.rule.id: rule.rule for rule in activate(Config())}
    meant = sum(1 for one in done.applied if set(rules[one.rule].effects) - {"layout"})
    if not meant:
        assert before == after
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    changed = sum(1 for tag, *_ in matcher.get_opcodes() if tag != "equal")
    assert changed <= meant


@pytest.mark.parametrize("path", CLEAN, ids=[path.name for path in CLEAN])
def test_clean_lists_have_no_mojibake(path: Path) -> None:
    done = fixed(path)
    assert done is not None
    found = lint(read(done.before), activate(Config())).findings
    assert [f for f in found if f.rule == "mojibake"] == []


@pytest.mark.parametrize("path", QUOTES_MOJIBAKE, ids=[path.name for path in QUOTES_MOJIBAKE])
def test_files_that_quote_mojibake_are_left_alone(path: Path) -> None:
    done = fixed(path)
    assert done is not None
    assert "mojibake" not in {one.rule for one in done.applied}
    assert "mojibake" not in {f.rule for f in done.left.findings}


def rows(name: str) -> list[dict[str, str]]:
    if FOLDER is None:
        return []
    with (FOLDER / "seeds" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def seed_report(path: Path) -> tuple[FileReport, list[tuple[int, str, str]]]:
    source = Source(path.read_bytes())
    document = read(source, path.name)
    from awesomelint.facts import FactRequest, gather
    from awesomelint.model import Facts

    active = activate(Config())
    judged = FileReport(
        path.name,
        source,
        lint(document, active, gather(document, path, Facts(), FactRequest(frozenset()))),
    )
    return judged, [(source.position(f.start)[0], f.rule, f.severity) for f in judged.findings]


@pytest.mark.parametrize("path", SEEDS, ids=[path.name for path in SEEDS])
def test_seeds_show_what_a_maintainer_wants_and_nothing_that_must_stay_silent(path: Path) -> None:
    judged, found = seed_report(path)
    seed = path.name[:3]
    known = {rule.rule.id for rule in activate(Config()) if not rule.rule.needs}
    for row in rows("expected.tsv"):
        if row["seed"] == seed and row["rule"] in known:
            assert (int(row["line"]), row["rule"], row["severity"]) in found
    for row in rows("silent.tsv"):
        if row["seed"] != seed:
            continue
        first, _, last = row["lines"].partition("-")
        loud = [
            one
            for one in found
            if int(first) <= one[0] <= int(last or first)
            and one[2] != "info"
            and row["rule"] in {"*", one[1]}
        ]
        assert loud == []
    assert renderer("full")([judged]).count("\n") <= 60


def test_seed_fixes_are_what_a_maintainer_expects() -> None:
    changes: dict[str, Counter[str]] = {}
    for path in SEEDS:
        done = fixed(path)
        assert done is not None
        changes[path.name[:3]] = Counter(one.rule for one in done.applied)
    assert changes["000"]["glued-urls"] == 2
    assert changes["001"]["mojibake"] == 18
    assert changes["002"]["compat-radical"] == 1
    assert changes["002"]["broken-emoji"] == 2
    assert set(changes["000"]) == {"noncanonical-layout", "glued-urls"}
    assert set(changes["001"]) == {"noncanonical-layout", "mojibake"}
    assert set(changes["002"]) <= {
        "noncanonical-layout",
        "compat-radical",
        "broken-emoji",
        "tracking-parameter",
    }
    assert set(changes["003"]) == {"noncanonical-layout", "mirror-host"}
    assert set(changes["004"]) == {"noncanonical-layout"}
