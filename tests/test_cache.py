"""The cache of links: what holds, what is asked again, what survives."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from awesomelint.linkcheck import cache
from awesomelint.linkcheck.cachefile import default_path
from awesomelint.linkcheck.store import DAY, Store, StoreError, lasting
from awesomelint.model import LinkFact, LinkState

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = 1_700_000_000.0
URL = "https://a.dev/x"


def fact(state: LinkState, when: float, url: str = URL) -> LinkFact:
    return LinkFact(url, state, "evidence", 200, "", False, when)


@pytest.mark.parametrize("state", [state for state in LinkState if state.days])
def test_good_news_hold_for_days_and_not_longer(state: LinkState) -> None:
    store = Store(None)
    store.record(fact(state, NOW))
    assert store.fresh([URL], NOW + DAY)[URL].state == state
    assert store.fresh([URL], NOW + state.life * 1.3) == {}
    assert store.fresh([URL], NOW - 1) == {}


@pytest.mark.parametrize("state", [state for state in LinkState if not state.days])
def test_failures_are_always_asked_again(state: LinkState) -> None:
    store = Store(None)
    store.record(fact(state, NOW))
    assert store.fresh([URL], NOW + 1) == {}


def test_lives_differ_so_that_not_all_links_are_due_together() -> None:
    store = Store(None)
    urls = [f"https://a.dev/{number}" for number in range(400)]
    for url in urls:
        store.record(fact(LinkState.OK, NOW, url))
    left = len(store.fresh(urls, NOW + LinkState.OK.life))
    assert 100 < left < 300


@pytest.mark.parametrize(
    ("days", "dead"),
    [
        ([0], False),
        ([0, 3], False),
        ([0, 3, 6], True),
        ([0, 1, 2, 3, 4], False),
        ([0, 0.01, 6], False),
        ([0, 5.9, 5.95], False),
        ([0, 1, 8], True),
    ],
)
def test_trouble_is_dead_after_three_failures_over_six_days(
    days: list[float], *, dead: bool
) -> None:
    store = Store(None)
    for day in days:
        history = store.record(fact(LinkState.SUSPECT, NOW + day * DAY))
    assert lasting(history) is dead


def test_one_success_clears_the_failures() -> None:
    store = Store(None)
    for day in (0, 3):
        store.record(fact(LinkState.SUSPECT, NOW + day * DAY))
    store.record(fact(LinkState.OK, NOW + 5 * DAY))
    assert not lasting(store.record(fact(LinkState.SUSPECT, NOW + 7 * DAY)))


def other_database(path: Path) -> None:
    base = sqlite3.connect(path)
    base.executescript(
        "CREATE TABLE addresses (name TEXT); INSERT INTO "
        "addresses VALUES ('me'); PRAGMA user_version=1"
    )
    base.close()


def linked_list(path: Path) -> None:
    path.with_name("real").write_text("# List\n")
    path.symlink_to("real")


FOREIGN: dict[str, Callable[[Path], object]] = {
    "a list": lambda path: path.write_bytes(b"# List\n\n- [A](https://a.example.org/)\n" * 40),
    "another database": other_database,
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a link to a list": linked_list,
    "no bytes of ours": lambda path: path.write_bytes(bytes(200)),
}


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN)
def test_what_is_no_cache_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    path = tmp_path / "file"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    names = sorted(tmp_path.iterdir())
    with pytest.raises(StoreError, match="no cache of awesomelint"):
        Store(path)
    with pytest.raises(cache.ForeignFileError):
        cache.clean(path)
    assert cache.counts(path) == {}
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert sorted(tmp_path.iterdir()) == names


def test_an_empty_file_becomes_a_cache(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    path.touch()
    store = Store(path)
    store.record(fact(LinkState.OK, NOW))
    store.close()
    assert Store(path).fresh([URL], NOW + 1)[URL].state == "ok"


def test_in_its_own_folder_another_thing_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = default_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(b"this is not a database" * 40)
    Store(path).close()
    assert cache.counts(path) == {}
    assert path.with_name("links.sqlite.damaged").read_bytes() == b"this is not a database" * 40


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_cache_ends_no_run_and_tells_no_tales(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "links.sqlite"
    store = Store(path)
    urls = [f"https://a.dev/{number}" for number in range(400)]
    for url in urls:
        store.record(fact(LinkState.OK, NOW, url))
    store.note("title", dict.fromkeys(urls[:50], "a title"))
    store.close()
    dice = random.Random(seed)  # noqa: S311 - damage, not secrets
    raw = bytearray(path.read_bytes())
    for _ in range(dice.choice([1, 8, 200])):
        raw[dice.randrange(100 if seed % 3 == 0 else len(raw))] ^= 1 << dice.randrange(8)
    written = bytes(raw[: dice.randrange(len(raw))] if seed % 7 == 0 else raw)
    path.write_bytes(written)
    try:
        store = Store(path)
    except StoreError:  # the header is gone, so nothing says that it is ours
        assert seed % 3 == 0
        assert path.read_bytes() == written
        return
    for one in store.fresh(urls, NOW + 1).values():
        assert one.url in urls
    for url in urls:
        store.history(url)
        store.record(fact(LinkState.OK, NOW, url))
    store.notes("title", urls[:50], 1e9)
    store.note("title", {"x": "y"})
    assert set(store.fresh(urls, NOW + 1)) == set(urls)
    store.close()


def test_a_lock_in_mid_run_ends_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("awesomelint.linkcheck.store._PATIENCE", 0.1)
    path = tmp_path / "links.sqlite"
    store = Store(path)
    store.record(fact(LinkState.OK, NOW))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    other.execute("DELETE FROM links")
    store.record(fact(LinkState.OK, NOW, "https://b.dev/"))
    assert set(store.fresh(["https://b.dev/"], NOW + 1)) == {"https://b.dev/"}
    store.close()
    locked = Store(path)  # while the lock still holds
    locked.record(fact(LinkState.OK, NOW))
    locked.close()
    other.execute("ROLLBACK")
    other.close()
    assert set(Store(path).fresh([URL], NOW + 1)) == {URL}


def test_a_file_that_vanishes_in_mid_run_ends_no_run(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    store = Store(path)
    store.record(fact(LinkState.OK, NOW))
    path.write_bytes(b"\xff" * 50_000)
    for number in range(300):
        store.record(fact(LinkState.OK, NOW, f"https://a.dev/{number}"))
    assert store.history("https://a.dev/299")


def test_a_file_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    base = sqlite3.connect(path)
    base.executescript("CREATE TABLE links (other TEXT); PRAGMA user_version = 99")
    base.close()
    store = Store(path)
    store.record(fact(LinkState.OK, NOW))
    assert store.counts() == {"ok": 1}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="file"):
        Store(tmp_path / "file" / "links.sqlite")


WRITER = """
import sys, time
from pathlib import Path
from awesomelint.linkcheck.store import Store
from awesomelint.model import LinkFact, LinkState
store, name = Store(Path(sys.argv[1])), sys.argv[2]
for number in range(int(sys.argv[3])):
    url = f"https://{name}.dev/{number}"
    store.record(LinkFact(url, LinkState.OK, "200", 200, "", False, time.time()))
    print(number, flush=True)
"""


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name, "150"], stdout=subprocess.DEVNULL
        )
        for name in ("one", "two", "three")
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert Store(path).counts() == {"ok": 450}


def test_what_was_told_before_a_kill_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    for turn in range(10):
        name = f"turn{turn}"
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name, "100000"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        told = [int(process.stdout.readline()) for _ in range(7 * turn + 1)]
        process.kill()
        process.wait()
        process.stdout.close()
        store = Store(path)
        urls = [f"https://{name}.dev/{number}" for number in told]
        assert set(store.fresh(urls, time.time() + 1)) == set(urls)
        store.close()


def test_looking_at_the_cache_and_dropping_it(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    assert (cache.size(path), cache.counts(path), cache.clean(path)) == (0, {}, 0)
    store = Store(path)
    store.record(fact(LinkState.OK, NOW))
    store.record(fact(LinkState.DEAD, NOW, "https://a.dev/y"))
    store.close()
    assert cache.counts(path) == {"dead": 1, "ok": 1}
    assert cache.size(path) > 0
    assert cache.clean(path) > 0
    assert not path.exists()


def test_the_cache_lies_where_the_system_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems have other places")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_path() == tmp_path / "awesomelint" / "links.sqlite"
