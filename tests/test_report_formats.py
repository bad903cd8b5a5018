"""The formats for machines follow their schemas, count in their units and carry fixes."""

from __future__ import annotations

import io
import json
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from formats import mended, rdjson_fixes, sarif_fixes
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft7Validator

from awesomelint.linter import Linter
from awesomelint.outcome import Key
from awesomelint.report import FileReport, ReportOptions, renderer
from awesomelint.report.places import Places, byte_places, utf16_places
from awesomelint.rules.config import Config
from awesomelint.source import NotUtf8Error, Source

SCHEMAS = Path(__file__).parent / "data" / "schemas"
FOLDER = Path(os.environ["AWESOMELINT_CORPUS"]) if os.environ.get("AWESOMELINT_CORPUS") else None
SEEDS = sorted(FOLDER.glob("seeds/[0-9]*.txt")) if FOLDER else []
SHORT = (
    [p for p in sorted(FOLDER.glob("corpus/*/*.md")) if p.stat().st_size < 60_000] if FOLDER else []
)
LISTS = SHORT[:: max(len(SHORT) // 20, 1)][:20]
LINTER = Linter(Config())
ALL = ReportOptions(show_info=True)
FIXES = {"sarif": sarif_fixes, "rdjson": rdjson_fixes}

HARD = """\
# 列表 🔥

- [动⼿学](https://example.org/a)https://example.org/b - 中文🔥说明
- 👩‍💻 🇨🇳 [x](https://arxiv.org/abs/1706.03762)https://arxiv.org/abs/1810.04805
- 📔
- é👍🏽 itâ€™s 𝒳 [y](https://example.org/y?utm_source=z)
-   [z](https://example.org/z)
"""


def judged(raw: str | bytes, path: str = "list.md") -> FileReport:
    return LINTER.check(raw, path=path, prove=True).file_report


@cache
def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return loaded


@cache
def junit() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))


def assert_valid(form: str, report: str) -> None:
    """The report is what the schema of its format describes."""
    if form == "sarif":
        Draft4Validator(schema("sarif-schema-2.1.0.json")).validate(json.loads(report))
    elif form == "rdjson":
        Draft7Validator(schema("rdjson.json")).validate(json.loads(report))
    elif form == "gitlab":
        issues = json.loads(report)
        Draft7Validator(schema("gitlab-code-quality.json")).validate(issues)
        assert len({one["fingerprint"] for one in issues}) == len(issues)
    elif form == "junit":
        junit().validate(io.StringIO(report))
    elif form == "jsonl":
        for line in report.split("\n")[:-1]:
            assert {"path", "line", "rule", "key"} <= json.loads(line).keys()


MACHINE = ("sarif", "rdjson", "gitlab", "junit", "jsonl")


@pytest.mark.parametrize("path", [*SEEDS, *LISTS], ids=lambda path: path.name)
def test_reports_of_lists_are_valid(path: Path) -> None:
    file = judged(path.read_bytes(), path.name)
    for form in MACHINE:
        for options in (ReportOptions(), ALL):
            assert_valid(form, renderer(form)([file], options))


@pytest.mark.skipif(FOLDER is None, reason="AWESOMELINT_CORPUS names no folder of lists")
def test_there_are_lists_to_validate() -> None:
    assert (len(SEEDS), len(LISTS)) == (5, 20)


@pytest.mark.parametrize("form", MACHINE)
def test_reports_of_nothing_and_of_hard_lists_are_valid(form: str) -> None:
    assert_valid(form, renderer(form)([]))
    files = [
        judged("# A\n", "clean.md"),
        judged(HARD, "a b/中文.md"),
        judged(b"\xff\xfe# A", "x.md"),
    ]
    assert_valid(form, renderer(form)(files, ALL))


@pytest.mark.parametrize("path", [*SEEDS, *LISTS], ids=lambda path: path.name)
@pytest.mark.parametrize("form", FIXES)
def test_fixes_made_by_a_reader_of_the_format_are_those_of_fix(form: str, path: Path) -> None:
    assert_mended(form, path.read_bytes())


def assert_mended(form: str, raw: bytes) -> None:
    try:
        wanted = LINTER.fix(raw, path="list.md").raw
    except NotUtf8Error:
        return
    assert mended(raw, lambda one: renderer(form)([judged(one)], ALL), FIXES[form]) == wanted


@pytest.mark.parametrize("form", FIXES)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_fixes_keep_line_endings_and_bom(form: str, ending: str, bom: str) -> None:
    raw = (bom + HARD.replace("\n", ending)).encode()
    assert LINTER.fix(raw, path="list.md").changed
    assert_mended(form, raw)
    assert_mended(form, (bom + HARD.partition("\n\n")[2].replace("\n", ending)).encode())


@pytest.mark.parametrize("form", FIXES)
def test_a_fix_whose_proof_fails_is_not_offered(form: str) -> None:
    raw = (
        "# A\n\n## B\n\n- [a](https://example.org/a)\n- [b](https://example.org/b)\n\n"
        "    -[c](https://example.org/c)\n-[d](https://example.org/d)\n- [e](https://example.org/e)\n"
    )
    assert_mended(form, raw.encode())


def test_guesses_are_no_fixes_of_a_format() -> None:
    guessed = "# A\n\n- 📔\n- [b](https://example.org)\n"
    finding = next(one for one in judged(guessed).findings if one.rule == "empty-bullet")
    assert [fix.safety for fix in finding.fixes] == ["unsafe"]
    results = json.loads(renderer("sarif")([judged(guessed)]))["runs"][0]["results"]
    assert ["fixes" in one for one in results] == [False]
    (diagnostic,) = json.loads(renderer("rdjson")([judged(guessed)]))["diagnostics"]
    assert "suggestions" not in diagnostic


@pytest.mark.parametrize(
    ("text", "word", "utf16", "utf8"),
    [
        ("- abc x\n", "x", (1, 7), (1, 7)),
        ("# 列表\n- 中文 x\n", "x", (2, 6), (2, 10)),
        ("- 🔥 x\n", "x", (1, 6), (1, 8)),
        ("- 👩‍💻 x\n", "x", (1, 9), (1, 15)),
        ("- 🇨🇳e\u0301 x\n", "x", (1, 10), (1, 15)),
        ("\ufeff- 中 x\n", "x", (1, 5), (1, 10)),
        ("\ufeff# 一\r\n\r\n- 𝒳 x\r\n", "x", (3, 6), (3, 8)),
        ("a\rb\n- é x\n", "x", (2, 5), (2, 6)),
    ],
)
def test_columns_count_the_units_of_the_format(
    text: str, word: str, utf16: tuple[int, int], utf8: tuple[int, int]
) -> None:
    source = Source.of(text)
    offset = source.text.index(word)
    assert utf16_places(source).of(offset) == utf16
    assert byte_places(source).of(offset) == utf8


@given(st.text(st.sampled_from("a中🔥é\n\r\ufeff "), max_size=60), st.integers(0, 60))
def test_places_lead_back_to_the_bytes(text: str, offset: int) -> None:
    source = Source.of(text)
    offset = min(offset, len(source.text))
    before = source.original[: source.original_offset(offset)]
    line, column = byte_places(source).of(offset)
    assert line == before.count("\n") + 1
    assert column == len(before.rpartition("\n")[2].encode()) + 1
    line, column = utf16_places(source).of(offset)
    last = before.rpartition("\n")[2].removeprefix("\ufeff" if source.bom and line == 1 else "")
    assert column == len(last.encode("utf-16-le")) // 2 + 1


def test_a_long_line_is_counted_once() -> None:
    source = Source.of("中" * 300_000)
    counted = [0]

    def units(text: str) -> int:
        counted[0] += len(text)
        return len(text.encode())

    places = Places(source, units, bom=True)
    for offset in range(0, 300_000, 1000):
        assert places.of(offset).column == 3 * offset + 1
    assert counted[0] < 4 * 300_000


def sarif(text: str, **options: Any) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(renderer("sarif")([judged(text)], ReportOptions(**options)))[
        "runs"
    ][0]
    return run


def test_sarif_tells_of_rules_places_and_what_else_they_speak_of() -> None:
    twice = "[A](https://arxiv.org/abs/1706.03762)"
    run = sarif(f"# 列表\n\n- 🔥 {twice}\n- 🔥 {twice}\n")
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert run["columnKind"] == "utf16CodeUnits"
    assert rule["id"] == result["ruleId"] == "duplicate-arxiv-id"
    assert rule["help"]["markdown"].startswith("Readers")
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "list.md", "uriBaseId": "%SRCROOT%"}
    assert place["region"]["startLine"] == 4
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 3
    assert result["suppressions"] == []


def test_sarif_fingerprints_stay_when_entries_move() -> None:
    first = "- [A](https://example.org/a?utm_source=x)\n"
    second = "- 📔\n"
    before, after = sarif(f"# L\n\n{first}{second}"), sarif(f"# L\n\nText.\n\n{second}{first}")
    prints = [
        {one["ruleId"]: one["partialFingerprints"] for one in run["results"]}
        for run in (before, after)
    ]
    assert prints[0] == prints[1]
    assert len(prints[0]) == 2


def test_sarif_keeps_what_is_silenced_as_suppressed() -> None:
    silent = "# L\n\n<!-- awesomelint-disable-next-line empty-bullet: later -->\n- 📔\n- [b](https://b.org)\n"
    (result,) = sarif(silent)["results"]
    assert result["suppressions"] == [{"kind": "inSource"}]
    keys = LINTER.check("# L\n\n- 📔\n- [b](https://b.org)\n", path="list.md").file_report
    accepted = Counter([Key(*keys.key(keys.findings[0]).split("|"))])
    file = LINTER.check(
        "# L\n\n- 📔\n- [b](https://b.org)\n", path="list.md", baseline=accepted
    ).file_report
    (result,) = json.loads(renderer("sarif")([file]))["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external"}]
    assert json.loads(renderer("rdjson")([file]))["diagnostics"] == []
    assert "### " not in renderer("markdown")([file])


def test_infos_are_left_out_unless_asked_for() -> None:
    file = judged("# L\n\n- [a](https://a.org)   \n- [b](https://b.org)\n")
    assert {one.severity for one in file.findings} == {"info"}
    for form in ("gitlab", "rdjson", "junit", "sarif", "markdown"):
        assert "noncanonical-layout" not in renderer(form)([file])
        assert "noncanonical-layout" in renderer(form)([file], ALL)


def test_gitlab_names_severities_and_lines() -> None:
    (issue,) = json.loads(renderer("gitlab")([judged("# L\n\n- 📔\n- [b](https://b.org)\n")]))
    assert issue["check_name"] == "empty-bullet"
    assert issue["severity"] == "major"
    assert issue["location"] == {"path": "list.md", "lines": {"begin": 3, "end": 3}}


def test_junit_counts_failures_and_passes_clean_files() -> None:
    report = renderer("junit")([judged("# L\n"), judged("# L\n\n- 📔\n- [b](https://b.org)\n")])
    assert 'tests="2" failures="1" errors="0"' in report
    assert '<testcase name="no findings" classname="list.md" />' in report
    assert '<failure type="error" message="the bullet contains only 📔;' in report
