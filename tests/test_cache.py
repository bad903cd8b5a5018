"""The cache of links: what holds, what is asked again, what survives."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from awesomelint import cache
from awesomelint.facts.links.store import DAY, LIFE, Store, StoreError, lasting
from awesomelint.model import LinkFact

if TYPE_CHECKING:
    from pathlib import Path

    from awesomelint.model import LinkState

NOW = 1_700_000_000.0
URL = "https://a.dev/x"


def fact(state: LinkState, when: float, url: str = URL) -> LinkFact:
    return LinkFact(url, state, "evidence", 200, "", False, when)


@pytest.mark.parametrize("state", ["ok", "moved", "https-upgrade", "blocked", "auth"])
def test_good_news_hold_for_days_and_not_longer(state: LinkState) -> None:
    store = Store(None)
    store.record(fact(state, NOW), failed=False)
    assert store.fresh([URL], NOW + DAY)[URL].state == state
    assert store.fresh([URL], NOW + LIFE[state] * 1.3) == {}
    assert store.fresh([URL], NOW - 1) == {}


@pytest.mark.parametrize("state", ["dead", "suspect", "gone-domain", "soft-dead", "rate-limited", "unknown"])
def test_failures_are_always_asked_again(state: LinkState) -> None:
    store = Store(None)
    store.record(fact(state, NOW), failed=state in ("suspect", "gone-domain"))
    assert store.fresh([URL], NOW + 1) == {}


def test_lives_differ_so_that_not_all_links_are_due_together() -> None:
    store = Store(None)
    urls = [f"https://a.dev/{number}" for number in range(400)]
    for url in urls:
        store.record(fact("ok", NOW, url), failed=False)
    left = len(store.fresh(urls, NOW + LIFE["ok"]))
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
def test_trouble_is_dead_after_three_failures_over_six_days(days: list[float], *, dead: bool) -> None:
    store = Store(None)
    for day in days:
        history = store.record(fact("suspect", NOW + day * DAY), failed=True)
    assert lasting(history) is dead


def test_one_success_clears_the_failures() -> None:
    store = Store(None)
    for day in (0, 3):
        store.record(fact("suspect", NOW + day * DAY), failed=True)
    store.record(fact("ok", NOW + 5 * DAY), failed=False)
    assert not lasting(store.record(fact("suspect", NOW + 7 * DAY), failed=True))


def test_a_file_that_is_no_database_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    path.write_bytes(b"this is not a database, and it is long enough to be read as one" * 40)
    store = Store(path)
    store.record(fact("ok", NOW), failed=False)
    store.close()
    assert Store(path).fresh([URL], NOW + 1)[URL].state == "ok"


def test_a_file_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    base = sqlite3.connect(path)
    base.executescript("CREATE TABLE links (other TEXT); PRAGMA user_version = 99")
    base.close()
    store = Store(path)
    store.record(fact("ok", NOW), failed=False)
    assert store.counts() == {"ok": 1}


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="file"):
        Store(tmp_path / "file" / "links.sqlite")


WRITER = """
import sys, time
from pathlib import Path
from awesomelint.facts.links.store import Store
from awesomelint.model import LinkFact
store, name = Store(Path(sys.argv[1])), sys.argv[2]
for number in range(int(sys.argv[3])):
    url = f"https://{name}.dev/{number}"
    store.record(LinkFact(url, "ok", "200", 200, "", False, time.time()), failed=False)
    print(number, flush=True)
"""


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, "150"], stdout=subprocess.DEVNULL)
        for name in ("one", "two", "three")
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert Store(path).counts() == {"ok": 450}


def test_what_was_told_before_a_kill_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "links.sqlite"
    for turn in range(10):
        name = f"turn{turn}"
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name, "100000"], stdout=subprocess.PIPE, text=True
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
    store.record(fact("ok", NOW), failed=False)
    store.record(fact("dead", NOW, "https://a.dev/y"), failed=False)
    store.close()
    assert cache.counts(path) == {"dead": 1, "ok": 1}
    assert cache.size(path) > 0
    assert cache.clean(path) > 0
    assert not path.exists()


def test_the_cache_lies_where_the_system_keeps_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems have other places")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache.default_path() == tmp_path / "awesomelint" / "links.sqlite"
