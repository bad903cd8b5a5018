"""A scheduled link check: what is new, still there, healed, and what nobody knows."""

from __future__ import annotations

import re
from datetime import date

import pytest
from test_report_comments import HOSTILE

from awesomelint.model import Finding, LinkState
from awesomelint.outcome import Lint
from awesomelint.report import FileReport, ReportOptions
from awesomelint.report.link_history import LONGEST, changes, recorded, render
from awesomelint.source import Source

MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
A, B, C = "https://a.example.org/x", "https://b.example.org/y", "https://c.example.org/z"


def dead(*urls: str, rule: str = "dead-link", path: str = "README.md") -> FileReport:
    text = "".join(f"- {url}\n" for url in urls)
    findings = [
        Finding(
            text.index(url), text.index(url) + len(url), f"{url} is gone (404 twice); remove it",
            rule=rule, category="link", severity="error", key=url,
        )
        for url in urls
    ]  # fmt: skip
    return FileReport(path, Source.of(text), Lint(findings=findings))


def report(
    before: str, *files: FileReport, today: date = TUESDAY, **answers: LinkState | None
) -> str:
    known = {A: answers.get("a"), B: answers.get("b"), C: answers.get("c")}
    known = {url: known[url] for url, name in ((A, "a"), (B, "b"), (C, "c")) if name in answers}
    return render(changes(recorded(before) or (), files, known, today, ReportOptions()))


def section(text: str, title: str) -> str:
    return text.partition(f"#### {title}\n\n")[2].partition("####")[0].partition("<!--")[0]


def first(*urls: str) -> str:
    return report("", dead(*urls), today=MONDAY)


def test_the_first_run_tells_of_new_faults() -> None:
    text = first(A, B)
    assert text.startswith(
        "<!-- awesomelint-links open=2 -->\n### Faults of links: 2 new\n\n#### New\n\n"
        f"- **error** on line 1 of `README.md`: `{A} is gone (404 twice); remove it` "
        "(`dead-link`)\n"
    )


def test_what_is_dead_again_is_told_with_its_first_day() -> None:
    text = report(first(A, B), dead(A, B, C), a=LinkState.DEAD, b=LinkState.DEAD, c=LinkState.DEAD)
    assert "### Faults of links: 1 new, 2 still there\n" in text
    assert C in section(text, "New")
    assert section(text, "Still there").count("reported since 2026-11-02") == 2
    later = report(text, dead(C), today=date(2026, 11, 9), a=LinkState.OK, c=LinkState.DEAD)
    assert "reported since 2026-11-03" in section(later, "Still there")


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (LinkState.OK, "answers again"),
        (LinkState.MOVED, "answers again"),
        (LinkState.DEAD, "no longer reported"),
        (LinkState.SKIPPED, "no longer checked"),
    ],
)
def test_a_link_that_answers_has_healed(state: LinkState, why: str) -> None:
    text = report(first(A), dead(), a=state)
    assert text.startswith("<!-- awesomelint-links open=0 -->\n### Faults of links: 1 healed\n")
    assert section(text, "Healed") == f"- `{A}` in `README.md`: {why}\n\n"
    assert recorded(text) == []


def test_a_link_that_left_its_list_is_told_so() -> None:
    assert "gone from the list, or no longer checked" in section(report(first(A), dead()), "Healed")


@pytest.mark.parametrize("state", [LinkState.SUSPECT, LinkState.BLOCKED, LinkState.UNKNOWN, None])
def test_what_could_not_be_judged_is_remembered_and_not_healed(state: LinkState | None) -> None:
    text = report(first(A), dead(), a=state)
    assert text.startswith(
        "<!-- awesomelint-links open=1 -->\n### Faults of links: 1 not judged this time\n"
    )
    assert "reported since 2026-11-02" in section(text, "Not judged this time")
    again = report(text, dead(A), today=date(2026, 11, 4), a=LinkState.DEAD)
    assert "reported since 2026-11-02" in section(again, "Still there")


def test_a_file_that_could_not_be_read_heals_nothing() -> None:
    assert A in section(report(first(A), a=LinkState.OK), "Not judged this time")


def test_a_fault_that_no_network_decides_is_mended() -> None:
    before = report("", dead("docs/x.md", rule="missing-file"), today=MONDAY)
    assert "- `docs/x.md` in `README.md`: mended\n" in section(report(before, dead()), "Healed")


@pytest.mark.parametrize(
    "damaged",
    [
        "", "no record", "<!-- awesomelint-state !!! -->", "<!-- awesomelint-state AAAA -->",
        "<!-- awesomelint-state eJyrBQAAegB6 -->",
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_none(damaged: str) -> None:
    assert recorded(damaged) is None


def test_a_record_that_swells_is_refused() -> None:
    import base64
    import zlib

    bomb = base64.b64encode(zlib.compress(b" " * 20_000_000)).decode()
    assert recorded(f"<!-- awesomelint-state {bomb} -->") is None


def test_thousands_of_faults_fit_into_an_issue() -> None:
    urls = [f"https://{n * 7919 % 100_003}.example.org/{n * 104_729 % 99_991}" for n in range(9000)]
    text = first(*urls)
    assert len(text.encode()) <= LONGEST + 200
    kept = recorded(text)
    assert kept
    assert f"{9000 - len(kept)} of them are too many to remember" in text
    assert re.search(r"\n- \d+ more\n", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_list_stays_in_code(text: str) -> None:
    from test_report_comments import html

    file = dead("x")
    file.lint.findings[:] = [
        Finding(0, 1, text, rule="dead-link", category="link", severity="error", key=text)
    ]
    file.path = f"{text}.md"
    before = report("", file, today=MONDAY)
    for shown in (before, report(before, dead(path=file.path)), report(before)):
        outside = re.sub(r"<code>.*?</code>", "", html(shown), flags=re.DOTALL)
        outside = re.sub(r"<!-- awesomelint-(links open=\d|state [A-Za-z0-9+/=]+) -->", "", outside)
        assert not re.search(r"<(?!/?(h3|h4|ul|li|p|strong)>)|@|#|http|octocat", outside)
        row = recorded(shown)
        assert row is None or all(len(one) == 4 for one in row)
