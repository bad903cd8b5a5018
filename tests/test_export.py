"""The list as data, in every format."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.cli import run
from awesomelint.cli.export import SCHEMA
from awesomelint.curation import read
from awesomelint.export import FORMATS, Record, records, render
from awesomelint.export.bibtex_ import latex
from awesomelint.source import NotUtf8Error, Source
from awesomelint.text.printable import printable

LIST = """# Papers & tools

## Vision, 视觉

入门：

- `⚡` [Attention Is All You Need]\
(https://arxiv.org/abs/1706.03762v7) - **The** transformer (50% of all & more).
- https://arxiv.org/abs/2001.04451 https://arxiv.org/abs/2002.08909
- [$\\ell_1$ norms, "quoted", {braced} C#_x](https://doi.org/10.1145/2939672.2939785)
- [logrus](https://github.com/sirupsen/logrus), [docs](https://logrus.example.org/ü?a=1&b=%20)
  - [Guide](https://logrus.example.org/guide)

## Again

- [Attention Is All You Need](https://arxiv.org/pdf/1706.03762)
"""


def of(text: str) -> list[Record]:
    return list(records(read(Source.of(text), "list.md")))


def bibtex(text: str) -> list[dict[str, str]]:
    parser = pytest.importorskip("bibtexparser.bparser").BibTexParser(common_strings=True)
    parsed: list[dict[str, str]] = parser.parse(text).entries if text else []
    return parsed


def test_records() -> None:
    found = of(LIST)
    first = found[0]
    assert (first["path"], first["line"]) == ("list.md", 7)
    assert first["section"] == ["Papers & tools", "Vision, 视觉"]
    assert first["title"] == "Attention Is All You Need"
    assert first["identities"] == [
        {
            "kind": "paper",
            "scheme": "arxiv",
            "id": "1706.03762",
            "version": "v7",
            "text": "arxiv:1706.03762@v7",
        }
    ]
    assert first["description"] == "The transformer (50% of all & more)."
    assert first["tags"] == ["⚡"]
    assert found[1]["title"] is None
    assert found[1]["year"] is None, "an id is no year"
    assert [named["id"] for named in found[1]["identities"]] == ["2001.04451", "2002.08909"]
    assert found[-1]["section"] == ["Papers & tools", "Again"]


def test_schema_holds() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    validator.validate(json.loads(render(of(LIST), "json")))
    wrong: list[Any] = json.loads(render(of(LIST), "json"))
    wrong[0]["line"] = 0
    assert not validator.is_valid(wrong)


def test_json_and_lines_say_the_same() -> None:
    found = of(LIST)
    assert json.loads(render(found, "json")) == found
    assert [json.loads(line) for line in render(found, "jsonl").split("\n") if line] == found
    assert json.loads(render([], "json")) == []


def test_csv_reads_back() -> None:
    found = of(LIST)
    rows = list(csv.DictReader(io.StringIO(render(found, "csv"), newline="")))
    assert [row["title"] for row in rows] == [record["title"] or "" for record in found]
    assert rows[0]["section"] == "Papers & tools > Vision, 视觉"
    assert rows[1]["identities"] == "arxiv:2001.04451 arxiv:2002.08909"


def test_bibtex_has_each_work_once() -> None:
    entries = {entry["ID"]: entry for entry in bibtex(render(of(LIST), "bibtex"))}
    assert list(entries) == [
        "arxiv-1706.03762", "arxiv-2001.04451", "arxiv-2002.08909", "doi-10.1145-2939672.2939785",
        "github-sirupsen-logrus", "url-logrus.example.org-guide",
    ]  # fmt: skip
    paper = entries["arxiv-1706.03762"]
    assert (paper["ENTRYTYPE"], paper["eprint"], paper["archiveprefix"]) == (
        "misc",
        "1706.03762v7",
        "arXiv",
    )
    assert paper["year"] == "2017"
    assert paper["note"] == r"The transformer (50\% of all \& more)."
    article = entries["doi-10.1145-2939672.2939785"]
    assert article["ENTRYTYPE"] == "article"
    assert (
        article["title"]
        == '{$\\ell_1$ norms, "quoted", \\textbraceleft{}braced\\textbraceright{} C\\#\\_x}'
    )
    assert article["doi"] == "10.1145/2939672.2939785"


@given(st.lists(st.text(min_size=1, max_size=40), max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_titles_come_back_from_csv_and_bibtex(titles: list[str]) -> None:
    record = of("- [x](https://example.org/a)\n")[0]
    found: list[Record] = [
        {**record, "title": title, "identities": [], "description": title}
        for title in titles
        if title.strip()
    ]
    rows = list(csv.DictReader(io.StringIO(render(found, "csv"), newline="")))
    assert [row["title"] for row in rows] == [printable(one["title"] or "") for one in found]
    assert len(bibtex(render(found, "bibtex"))) == len({one["title"] for one in found})


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_latex_keeps_braces_in_pairs(text: str) -> None:
    depth = 0
    for char in latex(text):
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_every_format(
    form: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.md").write_text(LIST, encoding="utf-8")
    assert run(["export", "list.md", "--format", form, "--output-file", "out"]) == 0
    assert (tmp_path / "out").read_bytes().decode() == render(of(LIST), form)
    assert run(["export", "list.md", "--output-format", form]) == 0
    assert capsysbinary.readouterr().out.decode() == render(of(LIST), form)


def test_the_command_tells_what_it_cannot_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gbk.md").write_bytes("- [论文](https://example.org/)\n".encode("gbk"))
    assert run(["export", "gbk.md", "none.md"]) == 2
    told = capsys.readouterr()
    assert told.out == "[]\n"
    assert "gbk.md: not UTF-8" in told.err
    assert "none.md" in told.err


def lists() -> list[Path]:
    folder = os.environ.get("AWESOMELINT_CORPUS")
    return sorted(Path(folder).glob("corpus/*/*")) if folder else []


@pytest.mark.skipif(not lists(), reason="AWESOMELINT_CORPUS names no folder with corpus/")
def test_real_lists() -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8"))
    )
    done = 0
    for path in lists():
        try:
            found = list(records(read(Source(path.read_bytes()), path.name)))
        except NotUtf8Error:
            continue
        done += 1
        back = json.loads(render(found, "json"))
        assert back == found
        validator.validate(back[:100])
        rows = list(csv.DictReader(io.StringIO(render(found, "csv"), newline="")))
        assert [row["title"] for row in rows] == [
            printable(record["title"] or "") for record in found
        ]
        if len(found) < 150:
            written = render(found, "bibtex")
            assert len(bibtex(written)) == written.count("\n}\n"), path.name
    assert done


def test_bibtex_tells_papers_of_one_issue_and_pages_of_one_site_apart() -> None:
    sici = "https://doi.org/10.1002/(SICI)1099-1565(199611)7:6%3C{}::AID-PCA1%3E3.0.CO;2-A"
    urls = [
        *(sici.format(page) for page in (321, 330)),
        "https://x.example/@vera/1",
        "https://x.example/@vera/2",
    ]
    text = "".join(f"- [Title {number}]({url})\n" for number, url in enumerate(urls))
    written = render(of(text), "bibtex")
    assert written.count("\n  title = ") == 4
    assert "doi = {10.1002/(sici)1099-1565(199611)7:6<330::aid-pca1>3.0.co;2-a}" in written
