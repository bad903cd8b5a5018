"""A user's mistake is one line and exit code 2, never "this is a bug"."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from awesomelint.cli import run
from awesomelint.rules import all_rules
from awesomelint.rules.config import KEYS, activate, load
from awesomelint.rules.configfile import ConfigError
from awesomelint.rules.link_settings import BOUNDS

if TYPE_CHECKING:
    from collections.abc import Callable

LIST = "# Papers\n\n- [A](https://a.example.net/)\n- https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332\n"


def awesomelint(*args: str | Path, cwd: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "awesomelint", *map(str, args)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False, **more
    )


def assert_one_line(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 2, done
    assert "bug" not in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().split("\n")) == 1, done.stderr


WRONG = [
    ("links: {timeuot: 3}", "links: unknown key 'timeuot'; did you mean 'timeout'"),
    ("links: {timeout: .inf}", "links.timeout must be a number of seconds from 0.01 to 600"),
    ("links: {timeout: .nan}", "links.timeout must be"),
    ("links: {max-redirects: -1}", "links.max-redirects must be a whole number"),
    ("links: {concurrency: 1.5}", "links.concurrency must be a whole number"),
    ("links: {concurrency: 1" + "0" * 400 + "}", "links.concurrency must be a whole number"),
    ("links: {hosts: {a.org: .inf}}", "links.hosts must map domains to seconds"),
    ("links: {hosts: [1]}", "links.hosts must map domains to seconds"),
    ("links: {user-agent: 'é'}", "links.user-agent must be a short text of printable ASCII"),
    ("links: {probe-https: 1}", "links.probe-https must be true or false"),
    ("links: 3", "links must be a mapping, not 3"),
    ('layout: {bullet: "%"}', "layout.bullet: '%' is none of keep, -, *, +"),
    ("layout: {bulet: '-'}", "has no option 'bulet'; did you mean 'bullet'"),
    ("layout: {rule: 'x'}", "layout.rule: 'x' is no value"),
    ("layout: {indent: 9}", "layout.indent: 9 is none of"),
    ("layout: []", "layout must be a mapping"),
    ('per-file: {"*.md": 3}', "per-file.*.md must be a mapping, not 3"),
    ('per-file: {"*.md": {selct: 1}}', "per-file.*.md: unknown key 'selct'; did you mean 'select'"),
    ("per-file: {1: {}}", "per-file: the key 1 must be text"),
    ("severity: {mojibake: 0}", "severity.mojibake: 0 is none of"),
    ("severity: {mojibake: eror}", "did you mean 'error'"),
    ("severity: {mojibak: error}", "did you mean 'mojibake'"),
    ("severity: {duplicate-arxiv-id: {same-fil: error}}", "did you mean 'same-file'"),
    ("safety: {mojibake: [safe]}", "safety.mojibake: ['safe'] is none of"),
    (
        "rules: {tracking-parameter: {keep: [1]}}",
        "rules.tracking-parameter.keep must be a list of names",
    ),
    ("rules: {tracking-parameter: 1}", "rules.tracking-parameter must be a mapping"),
    ("files: ''", "files: '' is no glob"),
    ("files: ['**a']", "** stands alone"),
    ("select: 2024-13-45", "a value cannot be read"),
    ("? [a]\n: b", "not YAML"),
    ("a: !!python/object:os.system x", "not YAML"),
    ("extends: {a: b}", "extends must be a list of names"),
    ("[" * 3000, "nested too deeply"),
    ("3: 4", "unknown key 3"),
    ("just text", "must be a mapping"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[text[:40] for text, _ in WRONG])
def test_a_wrong_config_names_file_key_and_the_nearest_word(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / ".awesomelint.yaml"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load(path)
    message = str(error.value)
    assert message.startswith(str(path))
    assert said in message
    assert "\n" not in message
    assert len(message) < 500


def said_of(path: Path) -> str:
    """What is wrong with the config in `path`; empty if nothing is."""
    try:
        activate(load(path))
    except ConfigError as error:
        return str(error)
    return ""


def words(dice: random.Random) -> list[Any]:
    return [
        *KEYS, *list(all_rules())[:12], "all", "encoding", "error",
        "off", "safe", "papers", "keep", "*.md", "docs/**",
        *(name.replace("_", "-") for name in BOUNDS), "hosts",
        "exclude", "ca-file", "same-file", "bullet", "-",
        "", "x", "é\u202e", "..", "/", "\0", 0, 1, -1, 2.5,
        True, False, None, 10**30, float("inf"), float("nan"),
        dice.random(),
    ]  # fmt: skip


def value(dice: random.Random, depth: int = 0) -> Any:
    kind = dice.random()
    if depth > 3 or kind < 0.4:
        return dice.choice(words(dice))
    if kind < 0.6:
        return [value(dice, depth + 1) for _ in range(dice.randrange(4))]
    return {dice.choice(words(dice)): value(dice, depth + 1) for _ in range(dice.randrange(4))}


def test_a_thousand_random_configs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(11)  # noqa: S311 - configs, not secrets
    (tmp_path / "a.md").write_text(LIST)
    good = 0
    for number in range(1000):
        path = tmp_path / f"{number}.yaml"
        top = (
            {dice.choice(KEYS): value(dice) for _ in range(dice.randrange(1, 3))}
            if dice.random() < 0.9
            else value(dice)
        )
        path.write_text(yaml.safe_dump(top, allow_unicode=True), encoding="utf-8")
        message = said_of(path)
        good += not message
        assert message == "" or message.startswith(str(path))
        assert "\n" not in message
        assert len(message) < 700
        if number % 20 == 0:
            assert run(["check", "--config", str(path), str(tmp_path / "a.md")]) in (0, 1, 2)
            told = capsys.readouterr().err
            assert "bug" not in told
    assert good > 20


def test_random_bytes_as_a_config(tmp_path: Path) -> None:
    dice = random.Random(5)  # noqa: S311 - the same
    text = (
        (Path(__file__).parents[1] / "pyproject.toml")
        .read_text()
        .replace("[tool.mypy]", "[tool.awesomelint]")
    )
    for number in range(300):
        path = tmp_path / ("pyproject.toml" if number % 2 else ".awesomelint.yaml")
        raw = bytearray(
            (text if number % 3 else "select: [mojibake]\nlinks: {timeout: 3}\n").encode()
        )
        for _ in range(dice.randrange(1, 30)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        path.write_bytes(raw)
        assert "\n" not in said_of(path)


def long_name(folder: Path) -> list[str]:
    del folder
    return ["check", "x" * 300 + ".md"]


def looping(folder: Path) -> list[str]:
    (folder / "a.md").symlink_to("b.md")
    (folder / "b.md").symlink_to("a.md")
    return ["fix", "a.md"]


def folder_as_config(folder: Path) -> list[str]:
    (folder / ".awesomelint.yaml").mkdir()
    (folder / "a.md").write_text(LIST)
    return ["check", "a.md"]


def missing_reference(folder: Path) -> list[str]:
    (folder / "a.md").write_text(LIST)
    return ["fix", "--reference", ".", "a.md"]


def output_into_a_folder(folder: Path) -> list[str]:
    (folder / "a.md").write_text(LIST)
    return ["check", "--output-file", "x" * 300, "a.md"]


def foreign_cache(folder: Path) -> list[str]:
    (folder / "a.md").write_text("# L\n\n- [A](http://127.0.0.1:1/)\n")
    return ["links", "--cache", "a.md", "a.md"]


def folder_as_cache(folder: Path) -> list[str]:
    (folder / "a.md").write_text("# L\n\n- [A](http://127.0.0.1:1/)\n")
    return ["links", "--cache", ".", "a.md"]


def no_cache_to_clean(folder: Path) -> list[str]:
    (folder / "a.md").write_text(LIST)
    return ["cache", "clean", "--cache", "a.md"]


SLIPS = [
    long_name,
    looping,
    folder_as_config,
    missing_reference,
    output_into_a_folder,
    foreign_cache,
    folder_as_cache,
    no_cache_to_clean,
]


@pytest.mark.parametrize("slip", SLIPS, ids=[slip.__name__ for slip in SLIPS])
def test_slips(tmp_path: Path, slip: Callable[[Path], list[str]]) -> None:
    args = slip(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert_one_line(awesomelint(*args, cwd=tmp_path))
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_the_working_directory_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = (
        "import os, sys; os.rmdir(os.getcwd()); "
        "from awesomelint.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    for args in (["check"], ["check", "a.md"], ["fix", "a.md"], ["export"], ["config"]):
        gone.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", code, *args],
            cwd=gone,
            capture_output=True,
            text=True,
            check=False,
        )
        assert_one_line(done)


@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    "args", ["check a.md", "fix a.md", "check -", "fix -", "export a.md", "check b.md"]
)
def test_closed_streams(tmp_path: Path, streams: str, args: str) -> None:
    (tmp_path / "a.md").write_text(LIST)
    command = f"{sys.executable} -m awesomelint {args} {streams}"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode in (0, 1, 2)
    assert "bug" not in done.stderr
    assert "Traceback" not in done.stderr
    text = (tmp_path / "a.md").read_text()
    assert text == (LIST.replace("03300https", "03300 https") if args == "fix a.md" else LIST)


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    (tmp_path / "a.md").write_text(LIST)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "awesomelint", "check", "-q", "a.md"], cwd=tmp_path, stdout=full,
            stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "awesomelint: no space left on device\n")


@pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may do everything"
)
def test_folders_that_are_locked(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "a.md").write_text(LIST)
    folder.chmod(0)
    try:
        user = (
            ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            if os.geteuid() == 0
            else []
        )
        for args in (["check", "locked/a.md"], ["fix", "locked/a.md"]):
            tmp_path.chmod(0o755)
            command = [*user, sys.executable, "-m", "awesomelint", *args]
            done = subprocess.run(
                command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
            )
            if (
                "No module" in done.stderr
                or "Permission denied" in done.stderr
                or "can't open" in done.stderr
            ):
                pytest.skip("another user may not read this checkout")
            assert_one_line(done)
    finally:
        folder.chmod(0o755)
