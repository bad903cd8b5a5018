"""Tables of contents: which lists are some, what they lack, and how rows are written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from timing import cpu_seconds

import awesomelint
from awesomelint.curation import read
from awesomelint.curation.contents import contents
from awesomelint.curation.slugs import Slugs
from awesomelint.curation.targets import targets_of
from awesomelint.engine import fix, lint
from awesomelint.model import Facts
from awesomelint.rules.config import Config, activate, with_profile
from awesomelint.source import NotUtf8Error, Source

NAMES = ("Editors", "Databases", "Networking", "Languages", "Shells", "Browsers")


def slug(name: str) -> str:
    return Slugs().of(name)


def a_list(
    rows: list[str], names: tuple[str, ...] = NAMES, *, title: str = "Contents", level: int = 2
) -> str:
    """A list with the rows of a table of contents, and a section for each of `names`."""
    sections = (
        f"{'#' * level} {name}\n\n- [{name} one](https://{index}.example) - Text.\n"
        for index, name in enumerate(names)
    )
    return "\n".join(["# List\n", f"## {title}\n", *rows, "", *sections])


def levels(text: str, **options: str) -> list[str]:
    report = awesomelint.check(
        text, select=("stale-contents",), options={"stale-contents": options}
    )
    return [finding.level for finding in report.findings]


def fixed(text: str) -> str:
    return awesomelint.fix(text, select=("stale-contents",), unsafe=True).text


def rows_of(names: tuple[str, ...] = NAMES) -> list[str]:
    return [f"- [{name}](#{slug(name)})" for name in names]


def test_a_table_that_matches_is_silent() -> None:
    assert levels(a_list(rows_of())) == []


@pytest.mark.parametrize("index", range(1, len(NAMES)))
@pytest.mark.parametrize(
    "form", ["- {}", "* {}", "+   {}", "  - {}", "> - {}", "- **{}**", "* _{}_", "- [ ] {}"]
)
def test_a_row_that_is_missing_comes_back_as_the_others_are(form: str, index: int) -> None:
    rows = [form.format(f"[{name}](#{slug(name)})") for name in NAMES]
    lacking = a_list([*rows[:index], *rows[index + 1 :]])
    assert levels(lacking) == ["missing"]
    assert fixed(lacking) == a_list(rows)


@pytest.mark.parametrize("delimiter", [".", ")"])
@pytest.mark.parametrize("first", [1, 4])
def test_numbers_behind_a_new_row_are_counted_on(first: int, delimiter: str) -> None:
    def numbered(names: tuple[str, ...]) -> list[str]:
        links = (f"[{name}](#{slug(name)})" for name in names)
        return [f"{number}{delimiter} {link}" for number, link in enumerate(links, first)]

    for index in range(1, len(NAMES)):
        lacking = a_list(numbered((*NAMES[:index], *NAMES[index + 1 :])))
        assert fixed(lacking) == a_list(numbered(NAMES))


def test_no_place_is_guessed_for_a_first_row() -> None:
    lacking = a_list(rows_of()[1:])
    assert levels(lacking) == ["missing"]
    assert fixed(lacking) == lacking


@pytest.mark.parametrize(
    "title", ["Table of Contents", "目录", "📖 目次", "목차", "Содержание", "Sumário"]
)
def test_a_short_table_is_known_by_its_heading(title: str) -> None:
    names = NAMES[:4]
    assert levels(a_list(rows_of(names[:3]), names, title=title)) == ["missing"]
    assert levels(a_list(rows_of(names[:3]), names, title="Notes")) == []


@pytest.mark.parametrize(
    "name", ["License", "贡献者", "News", "Related lists", "About", "ライセンス"]
)
def test_sections_about_the_list_need_no_row(name: str) -> None:
    assert levels(a_list(rows_of(), (*NAMES, name))) == []


def test_a_table_that_lists_a_part_on_purpose_is_silent() -> None:
    assert levels(a_list(rows_of(NAMES[:4]))) == []
    assert levels(a_list(rows_of()).replace("## Shells", "## Shells <!-- omit in toc -->")) == []


def test_a_heading_that_any_link_leads_to_is_listed() -> None:
    text = a_list(rows_of(NAMES[:-1])).replace("- Text.", "- See [browsers](#browsers).", 1)
    assert levels(text) == []


def test_deeper_sections_are_expected_where_all_others_show_theirs() -> None:
    inner = tuple(f"{name} part" for name in NAMES)
    rows = [
        row
        for name, part in zip(NAMES, inner, strict=True)
        for row in (f"* [{name}](#{slug(name)})", f"    * [{part}](#{slug(part)})")
    ]
    sections = "".join(
        f"## {name}\n\n### {part}\n\n- [x](https://{slug(part)}.example) - X.\n\n"
        for name, part in zip(NAMES, inner, strict=True)
    )
    whole = "# List\n\n" + "\n".join(rows) + f"\n\n{sections}"
    assert levels(whole) == []
    for row in rows[1::2]:
        lacking = whole.replace(f"{row}\n", "", 1)
        assert levels(lacking) == ["missing"]
        assert fixed(lacking) == whole


def test_a_dead_anchor_is_left_to_its_own_rule() -> None:
    text = a_list(rows_of()).replace("(#shells)", "(#shell)").replace("[Shells]", "[The shell]")
    assert levels(text) == []
    report = awesomelint.check(text, select=("stale-contents", "broken-anchor"))
    assert [finding.rule for finding in report.findings] == ["broken-anchor"]


def test_rows_that_say_the_same_are_told_once() -> None:
    rows = rows_of()
    text = a_list([*rows, rows[2]])
    assert levels(text) == ["twice"]
    assert fixed(text) == a_list(rows)
    other = a_list([*rows, rows[2].replace("Networking", "Networks and more")])
    assert levels(other) == []


def test_one_title_under_several_headings_leads_to_its_own() -> None:
    rows = ["- [A](#a)", "  - [Tools](#tools)", "- [B](#b)", "  - [Tools](#tools)"]
    body = "".join(
        f"## {name}\n\n### Tools\n\n- [x](https://{name}.example) - X.\n\n" for name in "AB"
    )
    text = "# List\n\n## Contents\n\n" + "\n".join(rows) + f"\n\n{body}"
    assert levels(text) == ["wrong-target"]
    assert fixed(text).count("(#tools-1)") == 1
    assert levels(fixed(text)) == []


def test_an_anchor_without_its_hash_is_no_file() -> None:
    text = a_list(rows_of()).replace("(#shells)", "(shells)")
    assert levels(text) == ["no-hash"]
    assert awesomelint.fix(text, select=("stale-contents",)).text == text
    facts = Facts(files={"shells": None})
    both = awesomelint.check(text, select=("stale-contents", "missing-file"), facts=facts)
    assert [finding.rule for finding in both.findings] == ["stale-contents"]
    mended = awesomelint.fix(text, select=("stale-contents",), facts=facts)
    assert mended.text == a_list(rows_of())
    there = awesomelint.check(
        text, select=("stale-contents",), facts=Facts(files={"shells": frozenset()})
    )
    assert there.findings == ()
    assert levels(a_list(["- [License](license)", *rows_of()], (*NAMES, "License"))) == []


def test_an_overview_in_prose_is_no_table() -> None:
    rows = [f"- Here we talk about {row[2:]}, which takes some words to say." for row in rows_of()]
    assert levels(a_list(rows[:-1])) == []


@pytest.mark.parametrize(
    ("host", "title", "anchor"),
    [
        ("github", "CI / CD", "ci--cd"),
        ("gitlab", "CI / CD", "ci-cd"),
        ("gitlab", "2024", "anchor-2024"),
        ("gitlab", "机器学习", "机器学习"),
        ("mkdocs", "CI / CD", "ci-cd"),
        ("mkdocs", "Café", "cafe"),
        ("mkdocs", "机器学习", "_1"),
        ("mkdocs", "Title {#own}", "own"),
        ("attributes", "Title {#own}", "own"),
        ("attributes", "CI / CD", "ci--cd"),
        ("github", "Title {#own}", "title-own"),
    ],
)
def test_hosts_make_their_own_anchors(host: str, title: str, anchor: str) -> None:
    assert Slugs(host).of(title) == anchor  # type: ignore[arg-type]


def test_mkdocs_numbers_its_anchors_with_an_underscore() -> None:
    slugs = Slugs("mkdocs")
    assert [slugs.of("A"), slugs.of("A"), slugs.of("中"), slugs.of("文")] == [
        "a",
        "a_1",
        "_1",
        "_2",
    ]


def test_a_table_is_judged_by_the_anchors_of_its_host() -> None:
    names = tuple(f"{name} / more" for name in NAMES)
    rows = [f"- [{name}](#{Slugs('gitlab').of(name)})" for name in names]
    assert levels(a_list(rows[:-1], names), anchors="gitlab") == ["missing"]
    mended = awesomelint.fix(
        a_list(rows[:-1], names),
        select=("stale-contents",),
        unsafe=True,
        options={"stale-contents": {"anchors": "gitlab"}},
    )
    assert mended.text == a_list(rows, names)


LISTS = os.environ.get("AWESOMELINT_CORPUS", "")


@pytest.mark.skipif(not LISTS, reason="AWESOMELINT_CORPUS names no folder of lists")
def test_a_row_taken_out_of_a_real_table_is_told_and_written_again() -> None:
    tried = 0
    for path in sorted(Path(LISTS).glob("corpus/*/*.md"))[::3]:
        try:
            document = read(Source(path.read_bytes()))
        except NotUtf8Error:
            continue
        tables = contents(document, targets_of(document))
        rows = [row for table in tables for row in table.rows]
        dead = any(row.fragment is not None and row.target is None for row in rows)
        if not tables or dead or levels(document.text):
            continue
        for row in rows[len(rows) // 2 : len(rows) // 2 + 2]:
            start, end = document.source.line_span(document.source.position(row.start)[0])
            lacking = document.text[:start] + document.text[end + 1 :]
            if levels(lacking) == ["missing"]:
                tried += 1
                indent, _, rest = document.text[start:end].partition("[")
                fragment = rest.rpartition("(")[2]
                assert f"({fragment}\n" in fixed(lacking), path.name
                assert fixed(lacking).count(f"\n{indent}[") >= document.text.count(f"\n{indent}[")
    assert tried >= 10


def test_a_dead_anchor_is_mended_where_one_heading_is_called_as_its_link() -> None:
    text = a_list(rows_of()).replace("(#shells)", "(#shel-ls)")
    assert awesomelint.fix(text, select=("broken-anchor",), unsafe=True).text == a_list(rows_of())
    twice = text + "\n## Shells\n\n- [x](https://x.example) - X.\n"
    assert awesomelint.fix(twice, select=("broken-anchor",)).text == twice
    second = a_list(rows_of()).replace("(#shells)", "(#shells-1)")
    assert awesomelint.fix(second, select=("broken-anchor",)).text == second


def test_anchors_in_another_case_are_told_where_that_is_asked_for() -> None:
    text = a_list(rows_of()).replace("(#shells)", "(#Shells)")
    assert awesomelint.check(text, select=("broken-anchor",)).findings == ()
    strict = activate(with_profile(Config(), "strict"))
    findings = lint(read(Source(text.encode())), strict).findings
    told = [finding.level for finding in findings if finding.rule == "broken-anchor"]
    assert told == ["other-case"]
    mended = fix(Source(text.encode()), strict).after.text
    assert "(#shells)" in mended


def test_broken_anchors_are_judged_by_the_anchors_of_the_host() -> None:
    text = a_list(["- [CI / CD](#ci-cd)", *rows_of()], ("CI / CD", *NAMES))
    select = ("broken-anchor",)
    for host, lines in {"github": [5], "gitlab": [], "mkdocs": []}.items():
        options = {"broken-anchor": {"anchors": host}}
        report = awesomelint.check(text, select=select, options=options)
        assert [finding.line for finding in report.findings] == lines
    own = text.replace("(#ci-cd)", "(#own)").replace("## CI / CD", "## CI / CD {#own}")
    for host, lines in {"github": [5], "attributes": [], "mkdocs": []}.items():
        options = {"broken-anchor": {"anchors": host}}
        report = awesomelint.check(own, select=select, options=options)
        assert [finding.line for finding in report.findings] == lines


@pytest.mark.parametrize("mark", ["[TOC]", "[toc]", "[[TOC]]", "[[_TOC_]]", "@[TOC]"])
def test_a_placeholder_is_no_table_on_github(mark: str) -> None:
    text = a_list([mark], title="目录")
    assert levels(text) == ["not-rendered"]
    assert levels(text, anchors="gitlab") == []
    assert fixed(text) == a_list(rows_of(), title="目录")
    assert levels(a_list([f"Write {mark} here.", "", f"`{mark}`"])) == []


def test_a_heading_whose_anchor_is_an_id_elsewhere_needs_no_row() -> None:
    text = a_list([*rows_of(NAMES[:-1]), "- [Web](#browsers)"])
    shadowed = text.replace("## Shells", '<a name="browsers"></a>\n## Shells')
    assert levels(shadowed) == []
    assert fixed(shadowed) == shadowed


def hostile(shape: str, size: int) -> str:
    """A list of `size` rows and headings that are hard to bring together."""
    rows = {
        "one title": "- [A](#a)\n" * size,
        "dead rows": "".join(
            f"- [R{n}](#r{n})\n- [H{2 * n}](#h{2 * n})\n" for n in range(size // 2)
        ),
        "numbers": "".join(f"{n + 1}. [H{n}](#h{n})\n" for n in range(size) if n % 7),
        "nested": "".join(f"- [H{n}](#h{n})\n  - [A](#a)\n" for n in range(size // 2)),
        "own tables": "",
    }[shape]
    own = "- [A](#a)\n- [B](#b)\n- [C](#c)\n- [D](#d)\n\n" if shape == "own tables" else ""
    title = "A" if shape == "one title" else "H{}"
    inner = "### A\n\n- [x](https://x.example)\n\n" if shape in {"nested", "own tables"} else ""
    body = "".join(
        f"## {title.format(n)}\n\n{own}{inner}- [x{n}](https://x{n}.example)\n\n"
        for n in range(size)
    )
    return f"# List\n\n{rows}\n{body}"


@pytest.mark.parametrize("shape", ["one title", "dead rows", "numbers", "nested", "own tables"])
def test_time_grows_as_the_table_does(shape: str) -> None:
    chosen = [one for one in activate(Config()) if one.rule.id == "stale-contents"]

    def seconds(size: int) -> float:
        document = read(Source(hostile(shape, size).encode()))

        def work() -> None:
            document.memo.clear()
            lint(document, chosen, proven=False)

        return cpu_seconds(work)

    assert seconds(1200) < max(4 * 2.2 * seconds(300), 0.05)
