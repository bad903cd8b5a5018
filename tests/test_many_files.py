"""Runs over many files: several processes say what one says, and none outlives the run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from awesomelint.cli import run, running
from awesomelint.linter import Linter

FILES = 16
ENOUGH = 4_000
"""Bytes from which these runs use several processes."""
SLOW = (
    "import sys, time\n"
    "from awesomelint.cli import running\n"
    "from awesomelint.linter import Linter\n"
    f"running.ENOUGH = {ENOUGH}\n"
    "check = Linter.check\n"
    "def slow(self, *args, **more):\n"
    "    time.sleep({seconds})\n"
    "    return check(self, *args, **more)\n"
    "Linter.check = slow\n"
    "sys.argv[0] = 'awesomelint'\n"
    "from awesomelint.__main__ import main\n"
    "sys.exit(main())\n"
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="one process does all without fork")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of lists, together longer than what one process does alone here."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(running, "ENOUGH", ENOUGH)
    for number in range(FILES):
        rows = "".join(
            f"- [Name {row}](https://example.org/{number}/{row % 7}) "
            f"- Number {row}{'.' * (row % 2)}\n"
            for row in range(ENOUGH // 200)
        )
        (tmp_path / f"{number:03}.md").write_text(f"# List {number}\n\n## Part\n\n{rows}* \n")
    return tmp_path


def said(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a run in this process."""
    capfd.readouterr()
    code = run(args)
    output = capfd.readouterr()
    return code, output.out, output.err


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["check", "--output-format", "json", "-v"],
        ["check", "--output-format", "sarif"],
        ["check", "--output-format", "gitlab"],
        ["check", "--statistics"],
        ["fix", "--diff"],
        ["fix", "--check", "--unsafe"],
    ],
    ids=" ".join,
)
def test_several_processes_say_what_one_says(
    args: list[str], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "broken.md").write_bytes(b"\xff\xfe\n" * 5)
    (folder / "gone.md").symlink_to("nowhere.md")
    (folder / "010.md.awesomelint-rescue").write_text("a rescue copy")
    paths = sorted(path.name for path in folder.iterdir() if path.suffix == ".md")
    one = said(capfd, *args, *paths, "--jobs", "1", "--no-cache")
    assert one[0] == 2
    for jobs in ("2", "5"):
        assert said(capfd, *args, *paths, "--jobs", jobs, "--no-cache") == one
    assert said(capfd, *args, *paths, "--jobs", "2") == one
    assert said(capfd, *args, *paths, "--jobs", "2") == one


def test_processes_fix_files_as_one_does(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paths = sorted(folder.glob("*.md"))
    copies = tmp_path_factory.mktemp("copies")
    for path in paths:
        (copies / path.name).write_bytes(path.read_bytes())
    assert run(["fix", *map(str, paths), "--jobs", "2", "-q"]) == 0
    assert run(["fix", *(str(copies / path.name) for path in paths), "--jobs", "1", "-q"]) == 0
    assert [path.read_bytes() for path in paths] == [
        (copies / path.name).read_bytes() for path in paths
    ]


def test_a_mistake_of_the_user_is_one_line(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / ".awesomelint-baseline.jsonl").write_text("no row\n")
    plain = said(capfd, "check", "--jobs", "1")
    assert plain[0] == 2
    assert plain[2].count("\n") == 1
    assert said(capfd, "check", "--jobs", "2") == plain


def test_few_bytes_are_done_in_one_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "fork", None)
    assert said(capfd, "check", "000.md", "001.md", "--jobs", "2")[0] == 1
    assert (folder / "000.md").stat().st_size < ENOUGH / 2


def test_one_file_is_done_in_one_process_however_long_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    parts = sorted(folder.glob("*.md"))
    long = folder / "long.md"
    long.write_text("\n".join(part.read_text() for part in parts))
    assert said(capfd, "check", *map(str, parts), "--jobs", "2")[0] == 1
    monkeypatch.setattr(os, "fork", None)
    assert long.stat().st_size > ENOUGH
    assert said(capfd, "check", "long.md", "--jobs", "2", "--no-cache")[0] == 1
    assert said(capfd, "check", *map(str, parts), "long.md", "--jobs", "2")[0] == 1


@pytest.mark.parametrize("death", [signal.SIGKILL, None], ids=str)
def test_a_process_that_dies_is_one_line_and_the_others_go_on(
    death: signal.Signals | None,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    check = Linter.check

    def deadly(self: Linter, *args: object, path: str, **more: object) -> object:
        if path == "003.md":
            os._exit(7) if death is None else os.kill(os.getpid(), death)
        return check(self, *args, path=path, **more)  # type: ignore[arg-type]

    others = sorted(path.name for path in folder.glob("*.md") if path.name != "003.md")
    plain = said(capfd, "check", *others, "--jobs", "1", "--no-cache")
    monkeypatch.setattr(Linter, "check", deadly)
    code, out, err = said(capfd, "check", "--jobs", "2", "--no-cache", "003.md", *others)
    assert code == 2
    assert out == plain[1]
    how = "ended with code 7" if death is None else f"was killed by signal {int(death)}"
    assert err.count(f"awesomelint: 003.md: the process that was to do it {how}") == 1


def started(folder: Path, seconds: float, *args: str) -> subprocess.Popen[str]:
    """A run in a process group of its own whose files take `seconds` each."""
    code = SLOW.replace("{seconds}", str(seconds))
    return subprocess.Popen(
        [sys.executable, "-c", code, *args],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in path.read_text().split()]


def wait_for_children(process: int, count: int) -> list[int]:
    for _ in range(400):
        if len(found := children(process)) == count:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{process} has not {count} children")


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no /proc")


@needs_proc
@pytest.mark.parametrize("whole_group", [True, False])
def test_ctrl_c_ends_all_processes_at_once(folder: Path, whole_group: bool) -> None:
    process = started(folder, 60, "check", "--jobs", "2", "--no-cache")
    workers = wait_for_children(process.pid, 2)
    begin = time.monotonic()
    os.killpg(process.pid, signal.SIGINT) if whole_group else process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert time.monotonic() - begin < 10
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert not any(map(is_running, workers))


@needs_proc
def test_ctrl_c_in_one_process(folder: Path) -> None:
    process = started(folder, 1, "check", "--jobs", "1", "--no-cache")
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err


@needs_proc
def test_processes_end_when_their_parent_is_killed(folder: Path) -> None:
    process = started(folder, 0.5, "check", "--jobs", "2", "--no-cache")
    workers = wait_for_children(process.pid, 2)
    process.kill()
    process.communicate(timeout=30)
    deadline = time.monotonic() + 20
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_running, workers))


def test_a_terminal_sees_one_line_that_is_gone_at_the_end(folder: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    code = SLOW.replace("{seconds}", "0.4")
    shown = pexpect.run(
        f'{sys.executable} -c "{code}" check --no-cache --output-file report.txt',
        cwd=str(folder), timeout=120, encoding="utf-8",
    )  # fmt: skip
    lines = re.findall(r"\r\x1b\[K(\d+)/(\d+) files", shown)
    assert lines
    assert shown.count("\r\x1b[K") == len(lines) + 1
    assert re.search(r"\x1b\[K\d+ files checked", shown)


def test_no_terminal_sees_no_line(folder: Path) -> None:
    process = started(folder, 0.3, "check", "--no-cache", "--output-file", "report.txt")
    _, err = process.communicate(timeout=120)
    assert "\r" not in err
