"""Rules of a user's own: what cards with `match:` read and may do, and what mistakes are told."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from awesomelint import Linter
from awesomelint.examples import broken
from awesomelint.linter import parse
from awesomelint.rules import RuleError, all_rules
from awesomelint.rules.cards import CardError, compile_card
from awesomelint.rules.cardschema import card_schema
from awesomelint.rules.config import Config, activate, load
from awesomelint.rules.configfile import ConfigError
from awesomelint.rules.match.fields import FIELDS
from awesomelint.rules.match.language import CONDITIONS, KEYS
from awesomelint.rules.own import CODE_KEYS, cards_in
from awesomelint.rules.rule import from_card

CARDS = Path(__file__).parent / "data" / "cards"
RULES = cards_in([path.name for path in sorted(CARDS.glob("*.yaml"))], CARDS, "tests")
ENTRY = "- [A](https://a.example.net) - "


def write(
    folder: Path, cards: str | dict[str, Any], config: str = "rule-paths: [cards.yaml]\n"
) -> Path:
    text = cards if isinstance(cards, str) else yaml.safe_dump(cards, allow_unicode=True)
    (folder / "cards.yaml").write_text(text, encoding="utf-8")
    path = folder / ".awesomelint.yaml"
    path.write_text(config, encoding="utf-8")
    return path


def linter(folder: Path, cards: str | dict[str, Any], only: str = "own") -> Linter:
    config = load(write(folder, cards))
    return Linter(replace(config, select=frozenset(config.own)) if only == "own" else config)


def awesomelint(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "awesomelint", *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_examples_hold(rule: str) -> None:
    assert RULES[rule].examples["wrong"]
    assert broken(RULES[rule], Config(own=RULES)) == []


def test_every_field_has_an_example() -> None:
    told = {
        field
        for rule in RULES.values()
        if rule.match
        for part in (rule.match["field"], *rule.match.get("where", ()))
        for field in ([part] if isinstance(part, str) else part)
    }
    for field in FIELDS:
        assert any(one.startswith(field.removesuffix("NAME")) for one in told), field


def test_a_broken_example_is_seen() -> None:
    rule = RULES["title"]._replace(
        examples={"wrong": [f"{ENTRY}A.\n"], "right": ["- [An API](https://a.example.net)\n"]},
    )
    assert [one.name for one in broken(rule, Config(own={rule.id: rule}))] == [
        "wrong example 1",
        "right example 1",
    ]


BAD = [
    tuple(line.split("\t"))
    for line in (CARDS.parent / "bad_cards.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_mistake_in_a_card_names_file_rule_and_key(
    tmp_path: Path, text: str, message: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        load(path)
    assert message in str(error.value)
    assert "cards.yaml" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        ("nowhere", "does not exist"),
        ("'.'", "name a folder or file of cards"),
        ("a" * 300, "too long"),
        ("../cards.yaml", "leads out of the folder"),
        ("/etc/passwd", "leads out of the folder"),
        ("'*.yaml'", "must be the name of a file"),
        ("{a: b}", "must be a list of names"),
        ("link.yaml", "leads out of the folder"),
        ("linked", "leads out of the folder"),
        ("held", "leads out of"),
        ("empty", "there is no card"),
        ("pipe.yaml", "does not exist"),
    ],
)
def test_cards_are_files_inside_the_folder(tmp_path: Path, paths: str, message: str) -> None:
    import os

    inside = tmp_path / "repository"
    (inside / ".git").mkdir(parents=True)
    (inside / "held").mkdir()
    (inside / "empty").mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_text("a: {summary: x}")
    (inside / "link.yaml").symlink_to("../outside/a.yaml")
    (inside / "held" / "a.yaml").symlink_to("../../outside/a.yaml")
    (inside / "linked").symlink_to("../outside")
    os.mkfifo(inside / "pipe.yaml")
    path = write(inside, "{}", f"rule-paths: {paths}\n")
    with pytest.raises(ConfigError, match=message):
        load(path)


def test_a_card_of_its_own_bears_the_name_of_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "house" / "deep"
    folder.mkdir(parents=True)
    (folder / "no-cats.yaml").write_text(
        "summary: No cats\nmatch: {field: node.text, forbid: {words: [cat]}}\n"
    )
    (tmp_path / "house" / "fixtures").mkdir()
    (tmp_path / "house" / "fixtures" / "config.yaml").write_text("select: [all]\n")
    path = write(tmp_path, "{}", "rule-paths: house\nseverity: {no-cats: error}\n")
    report = Linter(load(path)).check("A cat.\n")
    assert [(one.rule, one.category, one.severity) for one in report.findings] == [
        ("no-cats", "own", "error")
    ]


def test_a_card_is_on_unless_it_says_otherwise(tmp_path: Path) -> None:
    cards = {
        name: {
            "summary": "x",
            "default": on,
            "match": {"field": "node.text", "forbid": {"words": "a"}},
        }
        for name, on in (("is-on", True), ("is-off", False))
    }
    config = load(write(tmp_path, cards))
    assert "is-on" in config.select
    assert "is-off" not in config.select
    chosen = load(
        write(tmp_path, cards, "rule-paths: [cards.yaml]\nselect: [is-off]\nignore: [own]\n")
    )
    assert not {"is-on", "is-off"} & chosen.select


def test_what_a_suppression_comment_may_name(tmp_path: Path) -> None:
    made = linter(
        tmp_path,
        {"no-cats": {"summary": "x", "match": {"field": "node.text", "forbid": {"words": "cat"}}}},
        "all",
    )
    text = (
        "A cat. <!-- awesomelint-disable-line no-cats -->\n\n"
        "<!-- awesomelint-disable-file no-cat -->\n"
    )
    report = made.check(text)
    assert [one.message for one in report.findings] == [
        "there is no rule 'no-cat'; did you mean 'no-cats'?"
    ]
    idle = made.check("A dog. <!-- awesomelint-disable-line no-cats -->\n")
    assert [one.rule for one in idle.findings] == ["unused-suppression"]


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)+$", "(?:a*)*b", "(a*)*(a*)*(a*)*b", "((a+)+)+!"]
)
def test_a_hostile_pattern_ends(tmp_path: Path, pattern: str) -> None:
    card = {
        "evil": {"summary": "x", "match": {"field": "node.text", "forbid": {"pattern": pattern}}}
    }
    made = linter(tmp_path, card)
    began = time.process_time()
    try:
        made.check("a" * 20000 + "c\n")
    except RuleError as error:
        assert "evil: its pattern searches longer than 2 s" in str(error)  # noqa: PT017 - either may be
    assert time.process_time() - began < 15


def test_a_pattern_that_takes_too_long_is_one_line(tmp_path: Path) -> None:
    write(tmp_path, "evil: {summary: x, match: {field: node.text, forbid: {pattern: '(a+)+$'}}}")
    (tmp_path / "README.md").write_text("# L\n\n" + ENTRY + "a" * 20000 + "!\n")
    (tmp_path / "other.md").write_text("# L\n\n" + ENTRY + "Aaa!\n")
    for command in (("check",), ("fix", "--check")):
        done = awesomelint(*command, "README.md", "other.md", cwd=tmp_path)
        assert done.returncode == 2
        told = [one for one in done.stderr.splitlines() if "evil" in one]
        assert len(told) == 1
        assert "ignore the rule" in told[0]
        assert "Traceback" not in done.stderr


def test_of_cards_that_undo_each_other_one_is_withheld(tmp_path: Path) -> None:
    cards = {
        name: {
            "summary": "x",
            "fix": {"safety": "safe"},
            "match": {"field": "entry.description", "substitute": {old: new}, "case": "exact"},
        }
        for name, old, new in (("one", "cat", "dog"), ("two", "dog", "cat"))
    }
    write(tmp_path, cards)
    path = tmp_path / "README.md"
    path.write_text(f"# L\n\n{ENTRY}A cat.\n")
    done = awesomelint("fix", "README.md", cwd=tmp_path)
    assert path.read_text() == f"# L\n\n{ENTRY}A dog.\n"
    assert "fixed 1 one" in done.stderr
    assert "two: not fixed" in done.stderr
    assert "change the card of one of them" in done.stderr


def test_a_safe_fix_that_changes_more_than_words_is_withheld(tmp_path: Path) -> None:
    card = {
        "evil": {
            "summary": "x",
            "fix": {"safety": "safe"},
            "match": {
                "field": "node.text",
                "substitute": {"cat": "[cat](https://evil.example.net)"},
                "case": "exact",
            },
        }
    }
    with pytest.raises(ConfigError, match="would be replaced again"):
        load(write(tmp_path, card))
    card["evil"]["match"]["substitute"] = {"cat": "[dog](https://evil.example.net)"}  # type: ignore[index] # a dict
    assert linter(tmp_path, card).fix("A cat.\n").text == "A cat.\n"
    card["evil"]["match"]["substitute"] = {"cat": "dog"}  # type: ignore[index] # the same
    assert linter(tmp_path, card).fix("A cat. # cat\n\n# cat\n").text == "A dog. # dog\n\n# cat\n"


def test_a_url_that_names_something_else_is_never_written_unasked(tmp_path: Path) -> None:
    card = {
        "host": {
            "summary": "x",
            "fix": {"safety": "safe"},
            "match": {"field": "link.url", "substitute": {"a.example.net": "b.example.net"}},
        }
    }
    text = "[A](https://a.example.net/x)\n"
    made = linter(tmp_path, card)
    assert made.fix(text).text == text
    assert made.fix(text, unsafe=True).text == "[A](https://b.example.net/x)\n"


def test_the_schema_takes_the_cards_that_are_taken() -> None:
    validator = Draft202012Validator(card_schema())
    for path in CARDS.glob("*.yaml"):
        assert list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == []
    for text, _ in BAD[:6]:
        assert list(validator.iter_errors(yaml.safe_load(text))) != [], text


def test_commands_know_them(tmp_path: Path) -> None:
    write(tmp_path, (CARDS / "conditions.yaml").read_text(encoding="utf-8"))
    (tmp_path / "README.md").write_text(f"# L\n\n{ENTRY}A tool for everybody!\n")
    assert "Say for whom it is" in awesomelint("explain", cwd=tmp_path).stdout
    explained = awesomelint("explain", "own-message", cwd=tmp_path)
    assert explained.returncode == 0
    assert "cards.yaml" in explained.stdout
    assert "for everybody" in explained.stdout
    assert "own-message: warning" in awesomelint("config", "show", cwd=tmp_path).stdout
    assert "'own-message'" in awesomelint("explain", "own-mesage", cwd=tmp_path).stderr
    assert '"own-message"' in awesomelint("config", "schema", cwd=tmp_path).stdout
    found = awesomelint(
        "check", "--select", "own-message", "--output-format", "concise", "README.md", cwd=tmp_path
    )
    assert "“for everybody” in “A” tells nobody anything; say for whom it is" in found.stdout
    assert awesomelint("test-rules", cwd=tmp_path).returncode == 0
    assert (
        awesomelint(
            "fix", "--unsafe=several-fields", "--check", "README.md", cwd=tmp_path
        ).returncode
        == 0
    )
    assert awesomelint("fix", "--unsafe=several-field", "README.md", cwd=tmp_path).returncode == 2


def test_a_changed_card_changes_what_is_reported(tmp_path: Path) -> None:
    """Results are kept from run to run: the cards are part of what they depend on."""
    (tmp_path / "README.md").write_text("# L\n\n- [A](https://a.example.org) - A cat.\n")
    cards = (
        "no-cats: {summary: No cats, match: {field: entry.description, forbid: {words: [cat]}}}\n"
    )
    for word, code in (("cat", 1), ("dog", 0), ("cat", 1)):
        write(tmp_path, cards.replace("[cat]", f"[{word}]"))
        for _ in range(2):
            assert awesomelint("check", "README.md", cwd=tmp_path).returncode == code


def test_failing_examples_are_named(tmp_path: Path) -> None:
    (tmp_path / "cards.yaml").write_text(
        "no-cats:\n  summary: No cats\n  match: {field: node.text, forbid: {words: [cat]}}\n"
        "  examples: {wrong: [A dog.], right: [A cat.]}\n"
    )
    done = awesomelint("test-rules", "cards.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        "no-cats: wrong example 1: nothing is reported",
        "no-cats: right example 1: reported: the text has “cat”; No cats",
    ]
    assert awesomelint("test-rules", "nowhere", cwd=tmp_path).returncode == 2


SHAPES = {
    "links in a paragraph": "[A](https://a.example.net) - free, ",
    "code": "`Github` Github ",
    "regions": f"<!-- START doctoc -->\n- [A](#a)\n<!-- END doctoc -->\n\n{ENTRY}free\n\n",
    "bullets": f"{ENTRY}free Github\n",
    "nested": f"{ENTRY}free\n  {ENTRY}Github\n    {ENTRY}free\n",
    "headings": "## [A](https://a.example.net) free Github\n\ntext\n\n",
    "details": "<details><summary><a href='https://a.example.net'>A</a> free</summary>\n\n",
    "rows of HTML": "<table><tr><td><a href='https://a.example.net'>A</a><td>x</tr></table>\n",
    "Han": "無料無料[A](https://a.example.net)",
    "images": "![image](https://a.example.net/x.png) ",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_as_the_list_does(shape: str) -> None:
    rules = activate(Config(own=RULES, select=frozenset(RULES)))
    took: list[float] = []
    for times in (400, 1600):
        document = parse(SHAPES[shape] * times)
        began = time.process_time()
        for rule in rules:
            list(rule.check(document))
        took.append(time.process_time() - began)
    assert took[1] < 0.2 or took[1] < took[0] * 9


WORDS = st.text(min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
FIELD = st.sampled_from([name.replace("NAME", "Auth") for name in FIELDS])
CONDITION = st.one_of(
    st.fixed_dictionaries({"words": st.lists(WORDS, min_size=1, max_size=4)}),
    st.fixed_dictionaries({"ends-with": WORDS}),
    st.fixed_dictionaries({"starts-with": WORDS, "longer-than": st.integers(0, 9)}),
    st.fixed_dictionaries({"values": st.lists(WORDS, min_size=1, max_size=3)}),
    st.fixed_dictionaries({"not": st.fixed_dictionaries({"words": WORDS})}),
    st.fixed_dictionaries(
        {"pattern": st.sampled_from([r"\w+", "a*", "$", "^", r"\b", "[^a]", "(?i)A|"])}
    ),
)
MATCH = st.builds(
    lambda field, kind, case: {"field": field, "case": case, **kind},
    FIELD,
    st.one_of(
        st.fixed_dictionaries({"forbid": CONDITION}),
        st.fixed_dictionaries({"require": CONDITION}),
        st.fixed_dictionaries({"allowed-values": st.lists(WORDS, min_size=1, max_size=3)}),
        st.fixed_dictionaries(
            {"substitute": st.dictionaries(WORDS, WORDS, min_size=1, max_size=2)}
        ),
    ),
    st.sampled_from(["ignore", "exact"]),
)
PIECES = (
    f"{ENTRY}A `b` *c*.\n",
    "| API | Auth |\n|---|---|\n| [A](https://a.example.net) | x |\n",
    "# H *x*\n",
    "<details><summary>S</summary>\n\n",
    "<a href='https://b.example.net'>B</a><br>\n",
    "![i](x.png)\n",
    "\n",
    "İß é\u0301 👩\u200d👩 中文\n",
    "<https://c.example.net>\n",
    "[r][r]\n\n[r]: https://d.example.net\n",
    "&amp; \\* \x00\n",
)
TEXT = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@settings(max_examples=300, deadline=None)
@given(match=MATCH, text=TEXT, safety=st.sampled_from(["safe", "unsafe", "suggestion"]))
def test_no_card_breaks_a_check_or_a_fix(
    tmp_path_factory: pytest.TempPathFactory, match: dict[str, Any], text: str, safety: str
) -> None:
    card: dict[str, Any] = {"summary": "x", "match": match}
    if "substitute" in match or "allowed-values" in match:
        card["fix"] = {"safety": safety}
    try:
        made = linter(tmp_path_factory.mktemp("cards"), {"any-card": card})
    except ConfigError:
        return
    for finding in made.check(text).findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert "\n" not in finding.message
    fixed = made.fix(text, unsafe=True)
    assert made.fix(fixed.text, unsafe=True).text == fixed.text
    assert Draft202012Validator(card_schema()).is_valid({"any-card": card})


KEY = st.sampled_from(
    [*CODE_KEYS, *KEYS, *CONDITIONS, "safety", "wrong", "right", "text", "fixed", "a-b"]
)
ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-2, 10**20),
        st.floats(),
        st.text(max_size=9),
        st.sampled_from(["entry.title", "row.NAME", "safe", "error", "node.text", "("]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(KEY, st.integers()), inner, max_size=4),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(loaded=ANYTHING, match=ANYTHING)
def test_no_file_of_cards_breaks_the_config(
    tmp_path_factory: pytest.TempPathFactory, loaded: object, match: object
) -> None:
    folder = tmp_path_factory.mktemp("cards")
    for cards in (loaded, {"a-b": {"summary": "x", "match": match}}):
        (folder / "cards.yaml").write_text(
            yaml.safe_dump(cards, allow_unicode=True), encoding="utf-8"
        )
        try:
            cards_in(["cards.yaml"], folder, "tests")
        except ConfigError as error:
            assert "\n" not in str(error)  # noqa: PT017 - most are refused, some are not


def test_cards_of_more_words_than_can_be_looked_for_are_refused(tmp_path: Path) -> None:
    words = [f"w{number}" for number in range(200)]
    cards = {
        f"card-{number}": {
            "summary": "x",
            "match": {"field": "node.text", "forbid": {"words": words}},
        }
        for number in range(26)
    }
    with pytest.raises(ConfigError, match="more than 5,000 words"):
        load(write(tmp_path, cards))


def test_a_built_in_card_may_be_declarative_too(tmp_path: Path) -> None:
    folder = tmp_path / "entry"
    folder.mkdir()
    card = folder / "no-cats.yaml"
    card.write_text(
        "summary: No cats\nwhy: Dogs.\nseverity: info\n"
        "match: {field: node.text, forbid: {words: [cat]}}\n"
    )
    rule = from_card(compile_card(card))
    active = activate(Config(own={rule.id: rule}, select=frozenset({rule.id})))
    assert [one.message for one in active[0].check(parse("A cat.\n"))] == [
        "the text has “cat”; No cats"
    ]
    card.write_text(card.read_text().replace("node.text", "node.txt"))
    with pytest.raises(CardError, match=r"no field 'node\.txt'; did you mean 'node\.text'"):
        compile_card(card)


def test_no_built_in_rule_bears_the_name_of_the_category_of_own_rules() -> None:
    assert "own" not in {rule.category for rule in all_rules().values()}
