"""The names that other programs may rely on."""

from __future__ import annotations

import ast
import doctest
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import consumer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import awesomelint
from awesomelint import (
    AwesomelintError,
    Document,
    Finding,
    Linter,
    check,
    fix,
    fix_text,
    identify,
    parse,
    records,
)
from awesomelint.curation import read
from awesomelint.export import records as exported
from awesomelint.source import Source

ROOT = Path(__file__).parents[1]

TEXT = "# Papers\n\n- 📔\n- https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332\n"


def test_every_public_name_is_there() -> None:
    assert all(getattr(awesomelint, name) for name in awesomelint.__all__)


def test_text_in_results_out() -> None:
    document = parse(TEXT)
    assert isinstance(document, Document)
    assert [str(one) for one in document.entries[-1].identities] == [
        "arxiv:2402.03300",
        "arxiv:2402.06332",
    ]
    found = check(TEXT).findings
    assert all(isinstance(one, Finding) for one in found)
    assert {"empty-bullet", "glued-urls"} <= {one.rule for one in found}
    assert "2402.03300 https" in fix(TEXT).text
    assert "📔" not in fix(TEXT.encode(), unsafe=True).text
    assert str(identify("https://arxiv.org/abs/2402.03300v2")) == "arxiv:2402.03300@v2"


@given(st.text(st.sampled_from("\ud800\udfff\0#-*[](): \r\n|`<>ahtps/.中é"), max_size=60))
@settings(max_examples=200, deadline=None)
def test_lone_surrogates_stay_and_break_nothing(text: str) -> None:
    """A `str` may hold what no file can; nothing is lost of it, and the rest is judged."""
    text = f"{text}\udc80"
    check(text)
    fixed = fix(text, unsafe=True)
    assert fixed.text == fixed.raw.decode("utf-8", "surrogatepass")
    assert [c for c in fixed.text if "\ud800" <= c <= "\udfff"] == [
        c for c in text if "\ud800" <= c <= "\udfff"
    ]


def test_importing_the_package_loads_nothing_else() -> None:
    script = (
        "import sys, awesomelint; "
        "print([m for m in sys.modules if m.startswith('awesomelint.') or m == 'click'])"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout
        == "[]\n"
    )


def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```pycon\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(blocks) > 8
    monkeypatch.chdir(tmp_path)  # where no config lies
    examples = doctest.DocTestParser().get_doctest(
        "\n".join(blocks), {}, "docs/api.md", "docs/api.md", 0
    )
    told: list[str] = []
    failed, run = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=told.append)
    assert not failed, "".join(told)
    assert run > 25


def test_the_page_names_every_function_and_error() -> None:
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    names = {name for name in awesomelint.__all__ if name[0].islower() or name.endswith("Error")}
    assert not {name for name in names if f"`{name}`" not in page and f".{name}(" not in page}


def test_a_strict_consumer_passes(tmp_path: Path) -> None:
    """A consumer outside of the checkout gets the types of the installed package."""
    path = tmp_path / "consumer.py"
    path.write_bytes(Path(consumer.__file__).read_bytes())
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        f"--cache-dir={ROOT / '.mypy_cache'}",
        str(path),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "café" in consumer.main("# L\n\n- 📔\n- [a](https://example.org) caf\u00c3\u00a9\n")


def test_every_error_is_one_of_ours() -> None:
    """Errors that are caught where they are raised are private; an interrupted run is a Ctrl-C."""
    found = {
        f"{path.relative_to(ROOT / 'src').with_suffix('').as_posix().replace('/', '.')}:{node.name}"
        for path in (ROOT / "src/awesomelint").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and node.name.endswith("Error")
        and not node.name.startswith("_")
    }
    assert len(found) > 10
    for name in found - {"awesomelint.linkcheck.__init__:InterruptedRunError"}:
        module, _, attribute = name.partition(":")
        assert issubclass(
            getattr(import_module(module.removesuffix(".__init__")), attribute), AwesomelintError
        ), name


@pytest.mark.parametrize(
    "asked",
    [
        {"select": "mojibke"},
        {"ignore": ["mojibke"]},
        {"profiles": ["papres"]},
        {"options": {"mojibke": {}}},
        {"options": {"noncanonical-layout": {"bulet": "*"}}},
        {"options": {"noncanonical-layout": {"bullet": "%"}}},
    ],
)
def test_a_mistake_is_an_error_that_names_it(asked: dict[str, Any]) -> None:
    for function in (check, fix, fix_text):
        with pytest.raises(AwesomelintError, match=r"mojibke|papres|bulet|%"):
            function(TEXT, **asked)


def test_choices_replace_and_take_away() -> None:
    assert {one.rule for one in check(TEXT, select="empty-bullet").findings} == {"empty-bullet"}
    assert "empty-bullet" not in {
        one.rule for one in check(TEXT, ignore=("empty-bullet",)).findings
    }
    assert {one.category for one in check(TEXT, select=["entry"]).findings} == {"entry"}
    stars = fix_text("# A\n\n- a\n- b\n", options={"noncanonical-layout": {"bullet": "*"}})
    assert stars == "# A\n\n* a\n* b\n"


def test_results_show_what_they_are() -> None:
    report, result, document = check(TEXT, path="a.md"), fix(TEXT), parse(TEXT)
    shown = [
        report,
        report.findings[0],
        result,
        document,
        Linter(),
        *document.sections,
        *document.entries,
    ]
    shown += [*document.links, *document.groups, awesomelint.Config(), awesomelint.repair(TEXT)]
    for one in shown:
        assert re.fullmatch(rf"<{type(one).__name__.removeprefix('List')}\b[^\n]*>", repr(one)), (
            repr(one)
        )
        assert " at 0x" not in repr(one)


def test_records_are_what_export_writes() -> None:
    assert records(TEXT, path="a.md") == list(exported(read(Source.of(TEXT), "a.md")))


@pytest.mark.parametrize(
    "first", ["import awesomelint.repair.judge", "from awesomelint import repair", "pass"]
)
def test_repair_is_the_function_and_the_package(first: str) -> None:
    script = (
        f"{first}\nimport awesomelint\nprint(ascii(awesomelint.repair('caf\\u00c3\\u00a9').text))\n"
        "import awesomelint.repair.judge as judge\nfrom awesomelint.repair import damage\n"
        "print(judge.__name__, ascii(awesomelint.repair('caf\\u00c3\\u00a9').text))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["'caf\\xe9'", "awesomelint.repair.judge 'caf\\xe9'"]
