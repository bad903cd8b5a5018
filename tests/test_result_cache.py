"""The cache of results: what it says is what a run without it says, whatever changed meanwhile."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.cli import run
from awesomelint.cli.session import Session
from awesomelint.facts import FactRequest, gather
from awesomelint.linter import parse
from awesomelint.model import Facts
from awesomelint.report import FORMATS, WITH_FIXES
from awesomelint.resultcache import program as program_module
from awesomelint.resultcache import store as store_module
from awesomelint.resultcache.store import ResultStore, clean, default_path
from awesomelint.rules import all_rules, check_of
from awesomelint.rules.rule import parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "fixtures"
LISTS = sorted((FIXTURES / "lists").glob("*/list.md"))
ODD = [FIXTURES / name / "bad.md" for name in ("invalid-utf8", "mojibake", "unknown-suppression")]
OPTIONS: tuple[list[str], ...] = (
    [],
    ["--show", "info"],
    ["-v"],
    ["--statistics"],
    ["--color", "always"],
    ["--quiet"],
)
JUDGES = ("markdown_it", *(f"awesomelint.{name}" for name in ("syntax", "curation", "checks",
          "engine", "proof", "layout", "repair", "linter")))  # fmt: skip

Said = tuple[int, str, str]
GOOD = (
    "# A list\n\n## Tools\n\n"
    "- [One](https://example.org/one) - The first.\n"
    "- [Two](https://example.org/two) - The second.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capfd: pytest.CaptureFixture[str], args: Sequence[str]) -> Said:
    """The exit code, standard output and standard error of a run in this process."""
    capfd.readouterr()
    code = run(args)
    output = capfd.readouterr()
    return code, output.out, output.err


def checked(capfd: pytest.CaptureFixture[str], *args: str) -> Said:
    """What `check` says: the same without a cache, with a cold and with a warm one."""
    plain = said(capfd, ["check", *args, "--no-cache"])
    assert said(capfd, ["check", *args]) == plain
    assert said(capfd, ["check", *args]) == plain
    return plain


def rules_of(output: Said) -> list[str]:
    return [finding["rule"] for finding in json.loads(output[1])]


def stored() -> int:
    return store_module.count(default_path())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: " ".join(options) or "plain")
def test_each_format_is_the_same_from_the_cache(
    name: str, options: list[str], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in [*LISTS, *ODD]:
        copy = folder / f"{path.parent.name}.md"
        copy.write_bytes(path.read_bytes())
    checked(capfd, "--output-format", name, *options, *map(str, sorted(folder.glob("*.md"))))


def test_a_format_is_made_of_what_another_one_found(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [str(path) for path in [*LISTS, *ODD]]
    every = [["--output-format", name, *options] for name in FORMATS for options in OPTIONS]
    plain = [said(capfd, ["check", *paths, *args, "--no-cache"]) for args in every]
    said(capfd, ["check", *paths])
    said(capfd, ["check", *paths, "--output-format", "sarif"])
    monkeypatch.setattr("awesomelint.linter.Linter.check", None)
    assert [said(capfd, ["check", *paths, *args]) for args in every] == plain


def loaded(folder: Path, *args: str) -> list[str]:
    """The modules of those that judge which a run in a process of its own loads."""
    code = (
        "import sys\nfrom awesomelint.cli import run\nrun(sys.argv[1:])\n"
        f"print([name for name in sys.modules if name.startswith({JUDGES!r})], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=folder, capture_output=True, text=True, check=True
    )
    modules: list[str] = eval(done.stderr.split("\n")[-2])  # noqa: S307 - printed above
    return modules


@pytest.mark.parametrize("has_config", [False, True])
def test_a_run_that_knows_all_loads_neither_parser_nor_rules(
    folder: Path, has_config: bool
) -> None:
    (folder / ".git").mkdir()
    (folder / "other.md").write_text("# Other\n")
    (folder / "README.md").write_text(GOOD + "- [Here](other.md#other) - A file.\n- \n")
    (folder / "notes.md").write_text(GOOD + "- [Three](https://example.org/three) - It.\n")
    if has_config:
        (folder / ".awesomelint.yaml").write_text("extends: strict\nignore: [missing-badge]\n")
        assert run(["baseline", "README.md"]) == 0
    assert loaded(folder, "check")
    assert loaded(folder, "check") == []
    for name in FORMATS:
        if (
            name not in WITH_FIXES
        ):  # their findings are proven, which the first run was not asked for
            assert loaded(folder, "check", "README.md", "--output-format", name, "-v") == []
        else:
            loaded(folder, "check", "README.md", "--output-format", name)
            assert loaded(folder, "check", "README.md", "--output-format", name) == []
    loaded(folder, "fix")  # it may change a file, which is then as it should be
    loaded(folder, "fix")
    assert loaded(folder, "fix") == []
    assert loaded(folder, "fix", "--check", "README.md") == []


def test_content_config_name_and_rules_are_in_the_key(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = folder / "list.md"
    path.write_text(GOOD + "- \n")
    assert checked(capfd, "list.md")[0] == 1
    path.write_text(GOOD)
    assert checked(capfd, "list.md")[0] == 0
    path.write_text(GOOD + "- \n")
    config = folder / ".awesomelint.yaml"
    from awesomelint.rules.config import config_for, find

    for text, code in [
        ("severity: {empty-bullet: info}\n", 0),
        ("ignore: [empty-bullet]\n", 0),
        ("per-file: {list.md: {ignore: [empty-bullet]}}\n", 0),
        ("per-file: {other.md: {ignore: [empty-bullet]}}\n", 1),
        ("severity: {empty-bullet: error}\n", 1),
    ]:
        config.write_text(text)
        find.cache_clear()
        config_for.cache_clear()
        assert checked(capfd, "list.md")[0] == code, text
    assert checked(capfd, "list.md", "--select", "mojibake")[0] == 0
    assert checked(capfd, "list.md", "--ignore", "empty-bullet")[0] == 0
    assert checked(capfd, "list.md", "--profile", "strict")[0] == 1
    path.rename(folder / "other.md")
    assert "other.md" in checked(capfd, "other.md")[1]


def test_options_of_rules_are_in_the_key(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "list.md").write_text(GOOD.replace("The first.", "The first " + "word " * 40))
    args = ("list.md", "--select", "overlong-description", "--output-format", "json")
    most = {100: 1, 1000: 0}
    for limit, count in most.items():
        config = folder / f"config{limit}.yaml"
        config.write_text(f"rules: {{overlong-description: {{columns: {limit}}}}}\n")
        assert len(rules_of(checked(capfd, *args, "--config", config.name))) == count


def test_the_program_is_in_the_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "list.md").write_text(GOOD)
    run(["check", "list.md"])
    before = stored()
    monkeypatch.setattr("awesomelint.resultcache.key.program", lambda: b"another one")
    run(["check", "list.md"])
    assert stored() == 2 * before
    monkeypatch.setattr("awesomelint.resultcache.key.program", lambda: None)
    run(["check", "list.md"])
    assert stored() == 2 * before


def test_the_program_is_known_by_its_files_and_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def digest() -> bytes | None:
        program_module.program.cache_clear()
        return program_module.program()

    known = digest()
    assert known is not None
    assert digest() == known
    monkeypatch.setattr(program_module, "__version__", "0.0.1")
    assert digest() != known
    monkeypatch.undo()
    newer = tmp_path / "markdown_it_py-99.0.0.dist-info"
    newer.mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert digest() != known
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert digest() is None
    monkeypatch.undo()
    monkeypatch.setattr(sys, "version", "4.0")
    assert digest() != known
    monkeypatch.undo()
    package = tmp_path / "awesomelint"
    (package / "resultcache").mkdir(parents=True)
    monkeypatch.setattr(program_module, "__file__", str(package / "resultcache" / "program.py"))
    (package / "cards.json").write_text("[]")
    one = digest()
    (package / "cards.json").write_text("[ ]")
    assert digest() != one
    program_module.program.cache_clear()


def test_a_baseline_is_in_the_key(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "list.md").write_text(GOOD + "- \n")
    assert checked(capfd, "list.md")[0] == 1
    assert run(["baseline", "list.md"]) == 0
    assert checked(capfd, "list.md")[0] == 0
    (folder / "list.md").write_text(GOOD)
    assert "stale" in checked(capfd, "list.md", "-v")[2]
    (folder / ".awesomelint-baseline.jsonl").unlink()
    (folder / "list.md").write_text(GOOD + "- \n")
    assert checked(capfd, "list.md")[0] == 1


def test_the_day_is_in_the_key_of_rules_that_read_the_clock(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime as dt

    def on(year: int) -> list[str]:
        class Clock(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> Any:
                return dt.datetime(year, 6, 1, tzinfo=tz)

        monkeypatch.setattr(dt, "datetime", Clock)
        try:
            return rules_of(checked(capfd, "list.md", "--output-format", "json"))
        finally:
            monkeypatch.undo()
            monkeypatch.chdir(folder)

    (folder / "list.md").write_text(
        GOOD + "- [Paper](https://arxiv.org/abs/3001.00001) - A paper.\n"
    )
    assert "invalid-arxiv-id" in on(2026)
    assert "invalid-arxiv-id" not in on(3005)
    assert "invalid-arxiv-id" in on(2026)


def fresh() -> None:
    """Forget what a process remembers of folders; a run is a process."""
    from awesomelint.facts import tree

    tree._listing.cache_clear()


def test_other_files_are_asked_again(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / ".git").mkdir()
    path = folder / "list.md"
    path.write_text(GOOD + "- [There](docs/other.md#part) - A file.\n")
    other = folder / "docs" / "other.md"

    def rules() -> list[str]:
        fresh()
        return rules_of(checked(capfd, "list.md", "--output-format", "json"))

    assert rules() == ["missing-file"]
    other.parent.mkdir()
    other.write_text("# Part\n")
    assert rules() == []
    other.write_text("# Another part\n")
    assert rules() == ["broken-anchor"]
    other.rename(other.with_name("Other.md"))
    assert rules() == ["missing-file"]
    other.with_name("Other.md").rename(other)
    other.write_text("# Part\n")
    assert rules() == []
    other.unlink()
    other.symlink_to("/etc/hostname")
    assert rules() == []  # it leads out of the repository, which is not judged
    other.unlink()
    (folder / ".git").rmdir()
    assert rules() == []  # nobody knows what else is there
    (folder / ".git").mkdir()
    assert rules() == ["missing-file"]


def test_names_beside_a_missing_file_are_asked_again(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / ".git").mkdir()
    (folder / "list.md").write_text(GOOD + "- [There](docs/guide.md) - A file.\n")
    (folder / "docs").mkdir()
    fresh()
    plain = checked(capfd, "list.md")
    (folder / "docs" / "guides.md").write_text("# Guides\n")
    fresh()
    near = checked(capfd, "list.md")
    assert "guides.md" in near[1]
    assert "guides.md" not in plain[1]


def test_files_at_the_root_are_asked_again(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / ".git").mkdir()
    (folder / "README.md").write_text(GOOD)
    args = ("README.md", "--select", "missing-companion-file", "--output-format", "json")
    config = folder / "config.yaml"
    config.write_text("rules: {missing-companion-file: {files: [contributing]}}\n")
    fresh()
    first = rules_of(checked(capfd, *args, "--config", "config.yaml"))
    (folder / "contributing.md").write_text("# How\n")
    fresh()
    assert first == ["missing-companion-file"]
    assert rules_of(checked(capfd, *args, "--config", "config.yaml")) == []


def test_rules_across_files_are_never_kept(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / ".awesomelint.yaml").write_text("files: ['*.md']\nselect: [duplicate-across-files]\n")
    (folder / "one.md").write_text(GOOD)
    (folder / "two.md").write_text("# Two\n\n- [One](https://example.org/one) - The first.\n")
    args = ("one.md", "--output-format", "json")
    assert rules_of(checked(capfd, *args)) == ["duplicate-across-files"]
    assert stored() == 0
    (folder / "two.md").write_text("# Two\n\n- [Other](https://example.org/other) - Another.\n")
    assert rules_of(checked(capfd, *args)) == []


def test_no_result_of_a_change_is_kept(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def git(*args: str) -> None:
        settings = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *settings, *args], cwd=folder, check=True, capture_output=True)

    git("init", "-q")
    (folder / "list.md").write_text(GOOD + "- \n")
    git("add", ".")
    git("commit", "-qm", "one")
    assert said(capfd, ["check", "list.md", "--since", "HEAD"])[0] == 0
    assert stored() == 0
    assert said(capfd, ["check", "list.md"])[0] == 1
    assert said(capfd, ["check", "list.md", "--since", "HEAD"])[0] == 0


def test_no_cache_neither_reads_nor_keeps(folder: Path) -> None:
    (folder / "list.md").write_text(GOOD)
    run(["check", "list.md", "--no-cache"])
    run(["fix", "list.md", "--no-cache"])
    assert not default_path().exists()


class Spy:
    """Facts that note which of them are read."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name == "extra":
            spy = self

            class Extra(dict[str, object]):
                def get(self, key: str, default: object = None) -> object:
                    spy.read.add(key)
                    return default

            return Extra()
        known = {"link": "links", "today": "clock"}
        self.read.add(known.get(name, name))
        return (lambda _: None) if name == "link" else None


@pytest.mark.parametrize(
    "rule", [one.id for one in all_rules().values() if "facts" in parameters(check_of(one))]
)
def test_each_fact_that_a_rule_reads_is_on_its_card(rule: str) -> None:
    """What is on no card is neither gathered nor in a key. References are given by an option."""
    card = all_rules()[rule]
    spy = Spy()
    for name in ("bad.md", "good.md"):
        path = FIXTURES / rule / name
        if path.is_file():
            list(check_of(card)(parse(path.read_bytes(), "README.md"), spy, **card.defaults))
    assert spy.read - {"references"} <= {*card.needs, *card.uses}


def test_only_what_is_asked_for_is_gathered(folder: Path) -> None:
    (folder / ".git").mkdir()
    gathered = gather(parse(GOOD), folder / "list.md", Facts(), FactRequest(frozenset()))
    assert [getattr(gathered, field.name) for field in fields(Facts)] == [
        getattr(Facts(), field.name) for field in fields(Facts)
    ]


def test_a_canonical_file_has_nothing_to_fix(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "list.md"
    path.write_text(GOOD + "- [Three](https://example.org/three): no dash\n- [Gap]()  \n")
    run(["fix", "list.md"])
    plain = said(capfd, ["fix", "list.md", "--no-cache"])
    assert said(capfd, ["fix", "list.md"]) == plain
    monkeypatch.setattr("awesomelint.linter.Linter.fix", None)
    assert said(capfd, ["fix", "list.md"]) == plain
    assert said(capfd, ["fix", "list.md", "--unsafe"])[0] == 2  # it was not asked before
    path.write_text(path.read_text() + "*  \n")
    assert said(capfd, ["fix", "list.md"])[0] == 2


rows = st.dictionaries(st.binary(min_size=1, max_size=30), st.binary(max_size=3000), max_size=8)


@settings(max_examples=60, deadline=None)
@given(rows, st.data())
def test_a_damaged_store_gives_right_results_or_none(
    tmp_path_factory: pytest.TempPathFactory, known: dict[bytes, bytes], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("store") / "results.sqlite"
    store = ResultStore(path)
    for key, value in known.items():
        store.put(key, value)
    store.close()
    raw = bytearray(path.read_bytes() if path.exists() else b"")
    for _ in range(data.draw(st.integers(0, 20)) if raw else 0):
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(raw[: data.draw(st.integers(0, len(raw)))])
    damaged = ResultStore(path)
    assert all(damaged.get(key) in {None, value} for key, value in known.items())
    damaged.put(b"new", b"value")
    damaged.close()
    again = ResultStore(path)
    assert all(again.get(key) in {None, value} for key, value in known.items())
    assert again.get(b"new") in {None, b"value"}
    again.close()


def test_a_store_whose_pages_are_damaged_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    store = ResultStore(path)
    store.put(b"key", b"value" * 1000)
    store.close()
    raw = path.read_bytes()
    path.write_bytes(raw[:100] + b"\x5a" * (len(raw) - 100))
    store = ResultStore(path)
    assert store.get(b"key") is None
    store.put(b"key", b"another")
    store.close()
    assert ResultStore(path).get(b"key") == b"another"


@pytest.mark.parametrize("content", [b"my notes\n", b"\x00" * 5000, b"SQLite format 3\x00" * 300])
def test_a_foreign_file_is_left_as_it_is(
    content: bytes, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    default_path().parent.mkdir(parents=True)
    default_path().write_bytes(content)
    (folder / "list.md").write_text(GOOD + "- \n")
    assert checked(capfd, "list.md")[0] == 1
    assert said(capfd, ["cache", "clean"])[0] == 2
    assert default_path().read_bytes() == content


def test_a_database_of_somebody_else_is_left_as_it_is(folder: Path) -> None:
    default_path().parent.mkdir(parents=True)
    base = sqlite3.connect(default_path())
    base.execute("CREATE TABLE notes (text TEXT)")
    base.commit()
    base.close()
    raw = default_path().read_bytes()
    (folder / "list.md").write_text(GOOD)
    assert run(["check", "list.md"]) == 0
    assert default_path().read_bytes() == raw


@pytest.mark.parametrize("has_store", [False, True])
def test_a_folder_that_cannot_be_written_costs_results_only(
    has_store: bool, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Also for root, who may write anywhere: the folder is a file."""
    (folder / "list.md").write_text(GOOD + "- \n")
    if has_store:
        assert checked(capfd, "list.md")[0] == 1
        default_path().chmod(0o400)
        default_path().parent.chmod(0o500)
    else:
        default_path().parent.parent.mkdir(parents=True, exist_ok=True)
        default_path().parent.write_text("a file")
    assert checked(capfd, "list.md")[0] == 1
    (folder / "list.md").write_text(GOOD)
    assert checked(capfd, "list.md")[0] == 0
    if has_store:
        default_path().parent.chmod(0o700)


def test_a_locked_store_costs_results_only(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_WAIT", 0.05)
    (folder / "list.md").write_text(GOOD + "- \n")
    checked(capfd, "list.md")
    base = sqlite3.connect(default_path(), isolation_level=None)
    base.execute("BEGIN EXCLUSIVE")
    assert checked(capfd, "list.md")[0] == 1
    base.close()


def test_results_take_less_room_than_the_list(folder: Path) -> None:
    rows = "".join(f"- [One {n}](https://example.org/{n % 9}) - One.\n- \n" for n in range(300))
    (folder / "README.md").write_text(f"# A list\n\n## Tools\n\n{rows}")
    assert run(["check"]) == 1
    assert store_module.size(default_path()) < 4 * (folder / "README.md").stat().st_size


def is_free(path: Path) -> bool:
    """Whether nobody holds a lock of the store."""
    base = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        base.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    finally:
        base.close()
    return True


def test_a_run_that_knows_its_files_lets_others_write(folder: Path) -> None:
    rows = "".join(f"- [One {n}](https://example.org/{n}) - One.\n" for n in range(12))
    (folder / "README.md").write_text(f"# A list\n\n## Tools\n\n{rows}")
    assert run(["check"]) == 0
    session = Session()
    assert [path.name for path in session.files(()).paths] == ["README.md"]
    assert is_free(default_path())
    session.close()


def test_a_store_is_free_once_it_lacks_a_result(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    writer = ResultStore(path)
    writer.put(b"key", b"value")
    writer.close()
    store = ResultStore(path)
    assert store.get(b"key") == b"value"
    assert store.get(b"another") is None
    assert is_free(path)
    store.close()


def test_the_oldest_results_go_when_there_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    for day in range(6):
        store = ResultStore(path, largest=400_000)
        store._today = 20_000 + day
        if day:
            assert store.get(b"of use") == b"x"
        else:
            store.put(b"of use", b"x")
        store.put(b"%d" % day, bytes(100_000))
        store.close()
    store = ResultStore(path)
    assert [day for day in range(6) if store.get(b"%d" % day)] == [4, 5]
    assert store.get(b"of use") == b"x"
    store.close()
    assert path.stat().st_size < 600_000


def test_results_that_nothing_asks_for_go(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    for day in (0, 40):
        store = ResultStore(path)
        store._today = 20_000 + day
        store.put(b"%d" % day, b"x")
        store.close()
    store = ResultStore(path)
    assert (store.get(b"0"), store.get(b"40")) == (None, b"x")
    store.close()


def test_several_processes_share_a_store(tmp_path: Path) -> None:
    path = tmp_path / "results.sqlite"
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from awesomelint.resultcache.store import ResultStore\n"
        "for turn in range(20):\n"
        "    store = ResultStore(Path(sys.argv[1]))\n"
        "    for number in range(20):\n"
        "        key = b'%d' % (number + turn)\n"
        "        assert store.get(key) in (None, key * 100)\n"
        "        store.put(key, key * 100)\n"
        "    store.close()\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
    assert store_module.count(path) == 39


def test_info_and_clean_tell_of_both_caches(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "list.md").write_text(GOOD)
    run(["check", "list.md"])
    code, out, _ = said(capfd, ["cache", "info"])
    assert code == 0
    assert "links.sqlite" in out
    assert f"{default_path()}: " in out
    assert "2 results" in out
    code, out, _ = said(capfd, ["cache", "clean"])
    assert code == 0
    assert out.count("bytes freed") == 2
    assert not default_path().exists()
    assert clean(default_path()) == 0


def test_on_linux_the_folder_is_that_of_platformdirs(monkeypatch: pytest.MonkeyPatch) -> None:
    platformdirs = pytest.importorskip("platformdirs")
    from awesomelint.cachefile import cache_folder

    for value in ("/tmp/cache", "", None):  # noqa: S108 - nothing is written there
        if value is None:
            monkeypatch.delenv("XDG_CACHE_HOME")
        else:
            monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert cache_folder() == platformdirs.user_cache_path("awesomelint", appauthor=False)


def test_standard_input_is_known_by_its_name(folder: Path) -> None:
    def judged(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "awesomelint", "check", "-", "--stdin-filename", name],
            cwd=folder, input=GOOD + "- \n", capture_output=True, text=True, check=False,
            env=os.environ,
        )  # fmt: skip

    first = judged("one.md")
    assert judged("one.md").stdout == first.stdout
    assert judged("two.md").stdout == first.stdout.replace("one.md", "two.md")
