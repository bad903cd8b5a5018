"""The command `links`, run as its users run it, against a small internet on loopback."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from awesomelint.linkcheck.store import Store
from awesomelint.report import FORMATS

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import linkserver

if TYPE_CHECKING:
    from collections.abc import Iterator

# several runs of the tests may share a machine; the tests of the whole internet have the next ten
# ports
PORT = 12_010 + os.getpid() % 1000 * 20
ROOT = Path(__file__).parents[1]
HOST = f"http://127.0.1.1:{PORT}"
CONFIG = "links: {timeout: 1, second-look: 0.2, interval: 0, archive: '', arxiv-api: ''}\n"


class Running:
    """An internet in a thread of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        world = linkserver.World(PORT, hosts=3, count=10, faults=False)
        linkserver.SPEED[:] = [0.0, 0.0]
        self.internet = linkserver.Internet(world)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.ready = threading.Event()
        self.thread.start()
        assert self.ready.wait(10)

    def _run(self) -> None:
        self.loop.run_until_complete(self.internet.start())
        self.ready.set()
        self.loop.run_forever()

    @property
    def requests(self) -> int:
        return self.internet.seen.requests

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self.internet.close(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    server = Running()
    yield server
    server.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".awesomelint.yaml").write_text(CONFIG)
    return tmp_path


def environment() -> dict[str, str]:
    kept = {
        k: v
        for k, v in os.environ.items()
        if not k.lower().endswith("_proxy") and k not in ("GITHUB_TOKEN", "GH_TOKEN")
    }
    return {**kept, "PYTHONPATH": str(ROOT / "src")}


def links(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "awesomelint",
        "links",
        "--allow-private",
        "--cache",
        "cache.sqlite",
        *args,
    ]
    return subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )


def write(folder: Path, *paths: str) -> None:
    entries = [
        f"- [Entry {number}]({HOST}/{path}) - One of them." for number, path in enumerate(paths)
    ]
    (folder / "list.md").write_text("# List\n\n" + "\n".join(entries) + "\n")


@pytest.mark.parametrize(
    ("paths", "code", "rules"),
    [
        (["ok/1", "found/1", "plain403/1", "broken500/1", "hole/1"], 0, []),
        (["ok/1", "gone404/1"], 1, ["dead-link"]),
        (["moved/1", "soft-title/1"], 0, ["moved-link", "soft-dead-link"]),
    ],
)
def test_only_certain_deaths_fail_a_run(
    running: Running, folder: Path, paths: list[str], code: int, rules: list[str]
) -> None:
    del running
    write(folder, *paths)
    done = links(folder, "--output-format", "json", "list.md")
    assert done.returncode == code, done.stderr
    assert [row["rule"] for row in json.loads(done.stdout)] == rules
    assert done.stderr.startswith(f"{len(paths)} links")


def test_fail_on_says_what_else_fails_a_run(running: Running, folder: Path) -> None:
    del running
    write(folder, "soft-title/1")
    assert links(folder, "list.md").returncode == 0
    assert links(folder, "--fail-on", "warning", "list.md").returncode == 1


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_names_the_dead_link(running: Running, folder: Path, style: str) -> None:
    del running
    write(folder, "gone404/1")
    assert f"{HOST}/gone404/1" in links(folder, "--output-format", style, "list.md").stdout


def test_a_report_tells_what_changed_since_the_last_one(running: Running, folder: Path) -> None:
    del running
    write(folder, "ok/1", "gone404/1", "gone404/2")
    run = ("--previous", "before.md", "--output-file", "after.md", "list.md")
    assert links(folder, *run).returncode == 1
    report = (folder / "after.md").read_text()
    assert "### Faults of links: 2 new" in report
    (folder / "after.md").rename(folder / "before.md")
    write(folder, "ok/1", "gone404/1", "gone404/3")
    assert links(folder, *run).returncode == 1
    report = (folder / "after.md").read_text()
    assert "### Faults of links: 1 new, 1 still there, 1 healed" in report
    assert f"- `{HOST}/gone404/2` in `list.md`: gone from the list" in report
    assert links(folder, "--since", "HEAD", *run).returncode == 2
    assert links(folder, "--output-format", "json", *run).returncode == 2


def test_the_second_run_asks_only_what_failed(running: Running, folder: Path) -> None:
    write(folder, "ok/1", "ok/2", "moved/1", "gone404/1")
    links(folder, "list.md")
    before = running.requests
    time.sleep(0.3)
    assert links(folder, "list.md").returncode == 1
    assert running.requests - before == 2  # the dead link once more, and the front page of its host
    before = running.requests
    links(folder, "--no-cache", "list.md")
    assert running.requests - before == 7


def test_a_dump_asks_nobody(running: Running, folder: Path) -> None:
    write(folder, "ok/1", "ok/1#x", "gone404/1")
    before = running.requests
    done = links(folder, "--dump", "list.md")
    assert done.stdout == f"{HOST}/ok/1\n{HOST}/gone404/1\n"
    assert (done.returncode, running.requests) == (0, before)


def test_private_addresses_are_asked_only_where_that_is_allowed(
    running: Running, folder: Path
) -> None:
    write(folder, "gone404/1")
    before = running.requests
    command = [sys.executable, "-m", "awesomelint", "links", "--no-cache", "list.md"]
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )
    assert (done.returncode, running.requests) == (0, before)
    assert "1 on private addresses" in done.stderr


def git(folder: Path, *args: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@t.invalid"]
    subprocess.run(
        ["git", *identity, *args], cwd=folder, check=True, capture_output=True, timeout=30
    )


def test_since_asks_only_what_a_change_brings(running: Running, folder: Path) -> None:
    write(folder, "ok/old", "gone404/old", "ok/moved-line")
    (folder / "list.md").write_text((folder / "list.md").read_text() + "\n[nowhere](#nowhere)\n")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "list.md")
    git(folder, "commit", "-qm", "one")
    write(folder, "ok/moved-line", "gone404/new", "gone404/old")
    (folder / "list.md").write_text("[nowhere](#nowhere)\n\n" + (folder / "list.md").read_text())
    git(folder, "commit", "-qam", "two")
    running.internet.seen.paths.clear()
    done = links(folder, "--since", "HEAD~1", "--output-format", "json", "list.md")
    assert [row["message"].split()[0] for row in json.loads(done.stdout)] == [f"{HOST}/gone404/new"]
    assert {key.partition("/")[2] for key in running.internet.seen.paths} == {"gone404/new", ""}
    assert links(folder, "--since", "HEAD", "--dump", "list.md").stdout == ""
    wrong = links(folder, "--since", "no-such", "list.md")
    assert wrong.returncode == 2
    assert len(wrong.stderr.strip().split("\n")) == 1


def test_a_missing_file_and_a_broken_anchor_are_found_in_a_checkout(
    running: Running, folder: Path
) -> None:
    del running
    (folder / "list.md").write_text(
        "# List\n\n- [a](other.md#there)\n- [b](other.md#gone)\n"
        "- [c](no.md)\n- [d](../../issues)\n- [e](Other.md)\n"
    )
    (folder / "other.md").write_text("# There\n")
    outside = links(folder, "--output-format", "json", "list.md")
    assert outside.stdout == "[]\n"
    git(folder, "init", "-q")
    inside = links(folder, "--output-format", "json", "list.md")
    assert [(row["line"], row["rule"]) for row in json.loads(inside.stdout)] == [
        (4, "broken-anchor"),
        (5, "missing-file"),
        (7, "missing-file"),
    ]
    assert "did you mean other.md?" in json.loads(inside.stdout)[-1]["message"]
    assert inside.returncode == 1


@pytest.mark.parametrize(
    "bad", ["links: {timeouts: 3}", "links: {timeout: soon}", "links: {allow-private: true}"]
)
def test_a_mistake_in_the_config_is_one_line(folder: Path, bad: str) -> None:
    write(folder, "ok/1")
    (folder / ".awesomelint.yaml").write_text(bad + "\n")
    done = links(folder, "list.md")
    assert done.returncode == 2
    assert len(done.stderr.strip().split("\n")) == 1
    assert "links" in done.stderr


def test_an_interrupted_run_prints_what_is_known_and_the_next_one_goes_on(
    running: Running, folder: Path
) -> None:
    (folder / ".awesomelint.yaml").write_text(CONFIG.replace("timeout: 1", "timeout: 30"))
    write(folder, *(f"ok/{number}" for number in range(30)), "hole/1")
    command = [
        sys.executable,
        "-m",
        "awesomelint",
        "links",
        "--allow-private",
        "--cache",
        "cache.sqlite",
        "list.md",
    ]
    before = running.requests
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    deadline = time.monotonic() + 20
    while running.requests < before + 31 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "30 answered" in told
    assert "Traceback" not in told
    before = running.requests
    (folder / ".awesomelint.yaml").write_text(CONFIG)
    assert links(folder, "list.md").returncode == 0
    assert running.requests - before == 2  # the silent one, twice


def test_progress_without_a_terminal_is_a_line_now_and_then(running: Running, folder: Path) -> None:
    del running
    write(folder, "ok/1", "ok/2")
    told = links(folder, "list.md").stderr
    assert "\r" not in told
    assert "2 answered" in told
    assert links(folder, "-q", "list.md").stderr == ""


def test_ten_kills_lose_nothing_that_was_known(running: Running, folder: Path) -> None:
    dice = random.Random(7)  # noqa: S311 - moments, not secrets
    paths = [f"ok/kill{number}" for number in range(600)]
    write(folder, *paths)
    (folder / ".awesomelint.yaml").write_text(CONFIG.replace("interval: 0", "interval: 0.005"))
    urls = [f"{HOST}/{path}" for path in paths]
    command = [
        sys.executable,
        "-m",
        "awesomelint",
        "links",
        "--allow-private",
        "--cache",
        "cache.sqlite",
        "list.md",
    ]
    known: set[str] = set()
    for _ in range(10):
        running.internet.seen.paths.clear()
        process = subprocess.Popen(
            command, cwd=folder, stderr=subprocess.DEVNULL, env=environment()
        )
        wanted = dice.randrange(20, 60)
        deadline = time.monotonic() + 20
        while (
            len(running.internet.seen.paths) < wanted
            and process.poll() is None
            and time.monotonic() < deadline
        ):
            time.sleep(0.002)
        process.kill()
        process.wait(10)
        asked = {
            f"http://{key.replace('/', f':{PORT}/', 1)}" for key in running.internet.seen.paths
        }
        assert not asked & known
        store = Store(folder / "cache.sqlite")
        before, known = known, set(store.fresh(urls))
        store.close()
        assert before <= known
    assert len(known) > 100
    done = links(folder, "list.md")
    assert (done.returncode, done.stderr.split("\n")[1].split()) == (0, ["600", "answered"])
