"""The one way from bytes to a report or a fixed text."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from awesomelint import Config, Facts, Linter, NotUtf8Error, check, fix
from awesomelint.checks.encoding import _damage
from awesomelint.cli import run
from awesomelint.repair import detect
from awesomelint.rules.config import for_file, merge
from awesomelint.syntax import parser

if TYPE_CHECKING:
    from pathlib import Path

    from awesomelint import Document
    from awesomelint.repair import DamagedLine
    from awesomelint.syntax.nodes import Root
    from awesomelint.syntax.parser import References

CLEAN = "# List\n\n" + "".join(
    f"- [Name {n}](https://example.org/{n}) - What it is.\n" for n in range(12)
)
SIMPLIFIED = (
    "# 论文\n\n- [一个列表](https://example.org/a) - 这是一个很好的论文列表，内容非常丰富。\n"
)
TRADITIONAL = "# 論文\n\n- [一個列表](https://example.org/a) - 這是一個很好的論文列表，內容豐富。\n"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were parsed since."""
    texts: list[str] = []

    parse = parser._parse

    def counted(text: str, known: References | None) -> Root:
        texts.append(text)
        return parse(text, known)

    monkeypatch.setattr(parser, "_parse", counted)
    return texts


@pytest.mark.parametrize("command", [["check"], ["fix"], ["fix", "--unsafe"], ["fix", "--check"]])
def test_a_command_parses_a_clean_file_once(
    command: list[str], tmp_path: Path, parsed: list[str]
) -> None:
    path = tmp_path / "README.md"
    path.write_bytes(CLEAN.replace("\n", "\r\n").encode())
    assert run([*command, str(path)]) == 0
    assert parsed == [CLEAN]


def test_the_library_parses_a_clean_text_once(parsed: list[str]) -> None:
    assert not fix(CLEAN, profiles="papers").changed
    assert parsed == [CLEAN]


def test_a_fixed_text_is_parsed_once_a_pass(parsed: list[str]) -> None:
    result = fix(CLEAN + "- https://a.example.org/xhttps://b.example.org/y\n", select="glued-urls")
    assert len(result.applied) == 1
    assert parsed == [CLEAN + "- https://a.example.org/xhttps://b.example.org/y\n", result.text]


@pytest.mark.parametrize(
    ("text", "codec"), [(SIMPLIFIED, "gbk"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5")]
)
def test_another_encoding_is_recoded_only_where_that_is_allowed(text: str, codec: str) -> None:
    raw = text.encode(codec)
    report = check(raw)
    assert [finding.rule for finding in report.findings] == ["invalid-utf8"]
    with pytest.raises(NotUtf8Error) as refused:
        fix(raw)
    assert str(refused.value) == report.findings[0].message
    for unsafe in (True, {"invalid-utf8"}, "invalid-utf8", "encoding"):
        result = fix(raw, unsafe=unsafe)
        assert (result.text, result.changed, bool(result.recoded)) == (text, True, True)
    with pytest.raises(NotUtf8Error):
        fix(raw, unsafe={"mojibake"})
    with pytest.raises(NotUtf8Error):
        fix(raw, unsafe=True, ignore="invalid-utf8")


def test_facts_are_gathered_once_for_the_rules_that_need_them() -> None:
    asked: list[tuple[str, frozenset[str]]] = []

    def gather(document: Document, needs: frozenset[str]) -> Facts:
        asked.append((document.path, needs))
        return Facts()

    linter = Linter()
    linter.check(CLEAN, path="one.md", facts=gather)
    linter.fix(
        CLEAN + "- https://a.example.org/xhttps://b.example.org/y\n", path="two.md", facts=gather
    )
    assert [path for path, _ in asked] == ["one.md", "two.md"]
    assert "files" in asked[0][1]
    assert check(b"\xff\n", facts=gather).findings
    assert len(asked) == 2


def test_the_path_chooses_what_per_file_says(tmp_path: Path) -> None:
    config = merge(
        Config(),
        {"per-file": {"docs/*.md": {"ignore": ["empty-bullet"]}}},
        tmp_path / ".awesomelint.yaml",
    )
    linter = Linter(config)
    text = "# A\n\n- 📔\n"
    assert [
        finding.rule for finding in linter.check(text, path=tmp_path / "README.md").findings
    ] == ["empty-bullet"]
    assert not linter.check(text, path=tmp_path / "docs" / "a.md").findings
    assert not check(text, config=config, path=str(tmp_path / "docs" / "a.md")).findings
    assert for_file(config, tmp_path / "docs" / "a.md").per_file == ()


def test_a_config_is_read_anew(tmp_path: Path) -> None:
    assert Config.load(tmp_path).select == Config().select
    path = tmp_path / ".awesomelint.yaml"
    path.write_text("ignore: [empty-bullet]\n")
    (tmp_path / "docs").mkdir()
    assert "empty-bullet" not in Config.load(tmp_path / "docs").select
    path.write_text("select: [all]\n")
    assert "empty-bullet" in Config.load(str(tmp_path)).select
    assert Config.load(path) == Config.load(tmp_path)


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_of_cycles_is_left_as_it_was(collecting: bool) -> None:
    was = gc.isenabled(), gc.get_threshold()
    states: list[bool] = []

    def gather(_document: Document, _needs: frozenset[str]) -> Facts:
        states.append(gc.isenabled())
        return Facts()

    try:
        (gc.enable if collecting else gc.disable)()
        fix(CLEAN, facts=gather)
        assert [*states, gc.isenabled()] == [collecting, collecting]
        assert gc.get_threshold() == was[1]
    finally:
        (gc.enable if was[0] else gc.disable)()


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_bad_byte_is_found_where_it_stands(bom: bytes) -> None:
    report = check(bom + b"\xff x\r\ny \xfe\n")
    places = [
        (finding.line, finding.column, report.text[finding.start : finding.end])
        for finding in report.findings
    ]
    assert places == [(1, 1, "\ufffd"), (2, 3, "\ufffd")]


def test_damaged_text_is_read_once_a_pass(
    parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(text: str, *args: object) -> list[DamagedLine]:
        read.append(text)
        return detect(text, *args)  # type: ignore[arg-type] # passed on as they come

    monkeypatch.setattr(_damage, "detect", counted)
    damaged = CLEAN + "- [CafÃ© \ufffd](https://example.org/cafe) - SÃ£o Paulo.\n- lost \ufffd\n"
    report = check(damaged)
    assert {finding.rule for finding in report.findings} == {"mojibake", "replacement-character"}
    assert read == [damaged]
    read.clear()
    parsed.clear()
    result = fix(damaged, unsafe=True)
    assert result.changed
    assert read == parsed
