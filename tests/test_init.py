"""`init` writes a config that fits the lists, with the settings of other tools and reasons."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awesomelint.linter import parse
from awesomelint.rules.config import Config, merge
from awesomelint.setup.fit import fitted
from awesomelint.setup.globs import globs_of_regex
from awesomelint.setup.honoured import honoured
from awesomelint.setup.importing import lint_comments, settings_in
from awesomelint.setup.render import rendered
from awesomelint.setup.setting import Note, Setting

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = "# 论文\n\n## 视觉\n\n" + "".join(
    f"- [模型{n}](https://a.example.org/{n}) - 可运行的代码。\n" for n in range(12)
)
NAMES = [f"{name}{part}" for name in ("Alpha", "Gamma", "Kappa", "Sigma") for part in "abcdef"]
ENGLISH = "# Papers\n\n" + "".join(
    f"- [{name} networks](https://{name.lower()}.example.org/) - Code.\n" for name in NAMES
)


def told(name: str, text: str) -> list[tuple[str, str, object]]:
    """Key, name and value of each setting that a file of another tool gives."""
    return [
        (one.key, one.name, one.value)
        for one in settings_in(name, text)
        if isinstance(one, Setting)
    ]


@pytest.mark.parametrize(
    ("pattern", "globs"),
    [
        (r"^https?://a\.example\.org", ("http://a.example.org*", "https://a.example.org*")),
        (r"//(www\.)?a.example", ("*//a.example*", "*//www.a.example*")),
        ("example.org/a", ("*example.org/a*",)),
        (r".*\.pdf$", ("*.pdf",)),
        (r"\?q=", ("*[?]q=*",)),
        ("a|b", ()), ("[ab]", ()), (r"\d+", ()), ("(", ()), ("a{2}", ()), ("", ()), ("a??", ()),
    ],
)  # fmt: skip
def test_a_regular_expression_is_a_glob_or_none(pattern: str, globs: tuple[str, ...]) -> None:
    assert globs_of_regex(pattern) == globs


WORKFLOW = """\
steps:
  - uses: lycheeverse/lychee-action@v2
    with:
      args: >-
        --accept 200,429 --timeout 30
        --exclude 'https://x\\.example\\.org' './**/*.md'
  - run: |
      awesome_bot README.md --allow-dupe --allow-redirect -a 403 \\
        --white-list https://w.example.org,zhihu.com -t 20
"""
FILES: dict[str, tuple[str, list[tuple[str, str, object]]]] = {
    ".github/workflows/links.yml": (
        WORKFLOW,
        [
            ("ignore", "", "duplicate-link"),
            ("links.exclude", "", "*https://w.example.org*"),
            ("links.exclude", "", "*zhihu.com*"),
            ("links", "timeout", 20),
            ("links", "timeout", 30),
            ("links.exclude", "", "*https://x.example.org*"),
        ],
    ),
    ".travis.yml": (
        "script: awesome_bot --white-list=https://a.example.org README.md\n",
        [("links.exclude", "", "*https://a.example.org*")],
    ),
    "lychee.toml": (
        (
            "exclude = ['^https://a\\.example\\.org', 'a|b']\n"
            "max_concurrency = 8\ntimeout = 9999\naccept = [200, 403]\n"
        ),
        [("links.exclude", "", "https://a.example.org*"), ("links", "concurrency", 8)],
    ),
    ".lycheeignore": (
        "# walls\nhttps://a.example.org\n\n",
        [("links.exclude", "", "*https://a.example.org*")],
    ),
    ".markdown-link-check.json": (
        (
            '{"ignorePatterns": [{"pattern": "^http://a.example.org"}], '
            '"timeout": "20s", "aliveStatusCodes": [200, 403]}'
        ),
        [("links.exclude", "", "http://a.example.org*"), ("links", "timeout", 20)],
    ),
    ".markdownlint.jsonc": (
        (
            '{ // styles\n "MD004": {"style": "asterisk"}, "MD007": {"indent": 4}, "MD013": false, '
            '"link-fragments": false,\n}'
        ),
        [("layout", "bullet", "*"), ("layout", "indent", "4"), ("ignore", "", "broken-anchor")],
    ),
    ".markdownlint.yaml": (
        "MD003:\n  style: setext\nMD049: {style: underscore}\n",
        [("layout", "heading", "setext"), ("layout", "emphasis", "_")],
    ),
    ".markdownlint-cli2.jsonc": (
        '{"config": {"MD050": {"style": "asterisk"}}, "ignores": ["old.md"]}',
        [("layout", "strong", "*")],
    ),
    "other.json": ('{"MD013": false}', []),
}


@pytest.mark.parametrize("name", FILES)
def test_settings_of_other_tools_are_taken_over(name: str) -> None:
    text, expected = FILES[name]
    assert sorted(told(name, text), key=str) == sorted(expected, key=str)


def test_what_is_not_taken_over_is_said() -> None:
    notes = [
        one.text
        for name, (text, _) in FILES.items()
        for one in settings_in(name, text)
        if isinstance(one, Note)
    ]
    for part in (
        "--accept 200,429",
        "-a",
        "a|b",
        "timeout 9999",
        "aliveStatusCodes",
        "MD013",
        "old.md",
    ):
        assert any(part.replace("--allow 403", "--allow 403") in note for note in notes), part


def test_comments_of_awesome_lint_are_read() -> None:
    found = lint_comments(
        "README.md", "# A\n\n<!--lint disable double-link awesome-toc awesome-git-repo-age-->\n"
    )
    chosen = {one.value for one in found if isinstance(one, Setting)}
    assert chosen == {"duplicate-link", "stale-contents"}
    assert [one.text for one in found if isinstance(one, Note)] == [
        "README.md, <!--lint disable--> awesome-git-repo-age: no rule here does the same"
    ]


def test_the_language_of_each_list_chooses_its_profile() -> None:
    both = yaml.safe_load(
        rendered(fitted({"README.md": parse(ENGLISH), "README_zh.md": parse(CHINESE)}))
    )
    assert "extends" not in both
    assert both["per-file"] == {"README_zh.md": {"extends": ["zh"]}}
    assert both["files"] == ["README.md", "README_zh.md"]
    assert yaml.safe_load(rendered(fitted({"a.md": parse(CHINESE)})))["extends"] == ["zh"]


def test_a_rule_that_the_lists_break_is_not_selected() -> None:
    chosen = yaml.safe_load(rendered(fitted({"a.md": parse(ENGLISH)})))["select"]
    assert "missing-final-punctuation" in chosen
    broken = ENGLISH + "- [Attention](https://attention.example.org/) - Code\n"
    left = yaml.safe_load(rendered(fitted({"a.md": parse(broken)})))["select"]
    assert "missing-final-punctuation" not in left
    assert "description-case" in left


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH.replace(" - Code.", ""),
        "\n".join(ENGLISH.split("\n")[:10]),
        "# Papers\n\nProse.\n",
    ],
)
def test_a_rule_is_selected_only_if_many_places_keep_to_it(text: str) -> None:
    rules = {one.value for one in honoured({"a.md": parse(text)})}
    assert not rules & {"missing-description", "description-case", "missing-alt-text"}


def test_each_selected_rule_says_how_many_places_keep_to_it() -> None:
    why = {one.value: one.why for one in honoured({"a.md": parse(ENGLISH)})}
    count = len(NAMES)
    assert why["missing-description"] == f"{count} of {count} entries have a description"
    assert why["nonstandard-separator"] == f"{count} of {count} descriptions follow a hyphen"


anything = st.text(max_size=20)
odd_settings = st.builds(
    Setting, st.sampled_from(["files", "ignore", "links.exclude"]), anything, anything
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # the machine may be busy
@given(st.lists(st.one_of(odd_settings, st.builds(Note, anything)), max_size=6))
def test_whatever_was_found_the_config_says_just_that(found: list[Setting | Note]) -> None:
    loaded = yaml.safe_load(rendered(found)) or {}
    wanted = [one for one in found if isinstance(one, Setting)]
    for key in ("files", "ignore"):
        values = dict.fromkeys(one.value for one in wanted if one.key == key)
        assert loaded.get(key, []) == list(values)
    excluded = dict.fromkeys(one.value for one in wanted if one.key == "links.exclude")
    assert loaded.get("links", {}).get("exclude", []) == list(excluded)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 10_000,
        "\0",
        "a: &a [*a]",
        "[]",
        "1",
        '{"ignorePatterns": 3, "timeout": []}',
        '{"config": 3}',
    ],
)
@pytest.mark.parametrize("name", sorted(set(FILES) - {".lycheeignore"}))
def test_files_of_other_tools_that_make_no_sense_do_no_harm(name: str, text: str) -> None:
    config = yaml.safe_load(rendered(settings_in(name, text))) or {}
    assert not any(config.values())


# The command


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "awesomelint", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_init_writes_a_config_that_loads(tmp_path: Path) -> None:
    (tmp_path / "README [1].md").write_text(CHINESE, encoding="utf-8")
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/links.yml").write_text(WORKFLOW, encoding="utf-8")
    shown = run(tmp_path, "init", "--stdout")
    assert not (tmp_path / ".awesomelint.yaml").exists()
    done = run(tmp_path, "init")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert done.stderr.endswith("read it, then: awesomelint fix\n")
    text = (tmp_path / ".awesomelint.yaml").read_text(encoding="utf-8")
    assert text == shown.stdout
    assert all(
        re.search(r"  # \S", row) for row in text.split("\n") if re.match(r" +(?!exclude:)\S", row)
    )
    config = merge(Config(), yaml.safe_load(text), tmp_path / ".awesomelint.yaml")
    assert config.links["timeout"] == 20
    assert run(tmp_path, "fix").returncode == 0
    assert "1 file checked" in run(tmp_path, "check").stderr


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / ".awesomelint.yaml").write_text("ignore: [mojibake]\n", encoding="utf-8")
    done = run(tmp_path, "init")
    assert done.returncode == 2
    assert ".awesomelint.yaml exists" in done.stderr
    assert (tmp_path / ".awesomelint.yaml").read_text(encoding="utf-8") == "ignore: [mojibake]\n"


def test_the_first_five_minutes(tmp_path: Path) -> None:
    def git(*args: str) -> None:
        identity = (
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "commit.gpgsign=false",
        )
        subprocess.run(["git", *identity, *args], cwd=tmp_path, capture_output=True, check=True)

    readme = tmp_path / "README.md"
    readme.write_text(
        ENGLISH
        + "- \n- [Attention Is All You Need](https://arxiv.org/abs/1706.03762) - Code.\n"
        + "- [Q](https://q.example.org) - Itâ€™s Q.\n",
        encoding="utf-8",
    )
    git("init", "--quiet", "--initial-branch", "main")
    for command in ("init", "fix", "baseline", "check"):
        done = run(tmp_path, command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    git("add", "--all")
    git("commit", "--quiet", "--message", "start")
    git("switch", "--quiet", "--create", "topic")
    text = readme.read_text(encoding="utf-8")
    readme.write_text(
        text.replace(
            "- [Kappaa",
            "- [Attention Is All You Need](https://arxiv.org/abs/1706.03762v7) - Code.\n- [Kappaa",
        ),
        encoding="utf-8",
    )
    git("commit", "--quiet", "--all", "--message", "add")
    for check in (("check",), ("check", "--since", "main")):
        done = run(tmp_path, *check)
        assert done.returncode == 1
        assert "is already listed on line" in done.stdout
        assert "1 file checked: 1 error" in done.stderr
