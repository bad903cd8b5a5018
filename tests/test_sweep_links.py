"""A sweep asks each link once, and no host more at a time than a single run would."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING, Self

import pytest

if TYPE_CHECKING:
    from pathlib import Path

EXTRA = "the extra `sweep` is not installed"
pytest.importorskip("pyarrow", reason=EXTRA)
pytest.importorskip("datatrove", reason=EXTRA)

from awesomelint.sweep.links import deal  # noqa: E402 - needs the extra

HOSTS = [f"127.0.7.{number}" for number in range(1, 21)]
SHARED = "127.0.8.1"
PER_HOST = 3


class Server:
    """Pages on many loopback addresses; it counts what is under way at each.

    `/moved/…` leads to the shared host for good, `/gone/…` is not found.
    """

    def __init__(self) -> None:
        self.flying: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        self._loop.run_until_complete(self._listen())
        self._ready.set()
        self._loop.run_forever()
        for server in self._servers:
            server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _listen(self) -> None:
        first = await asyncio.start_server(self._serve, SHARED, 0)
        self.port = first.sockets[0].getsockname()[1]
        others = [await asyncio.start_server(self._serve, host, self.port) for host in HOSTS]
        self._servers = [first, *others]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._answer(host, head.split()[1].decode(), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, host: str, path: str, writer: asyncio.StreamWriter) -> None:
        self.flying[host] += 1
        self.most[host] = max(self.most[host], self.flying[host])
        self.asked[f"http://{host}:{self.port}{path}"] += 1
        await asyncio.sleep(0.15 if host == SHARED else 0.02)
        self.flying[host] -= 1
        status, more = "200 OK", ""
        if path.startswith("/moved/"):
            status = "301 Moved Permanently"
            more = f"Location: http://{SHARED}:{self.port}{path.replace('moved', 'here')}\r\n"
        elif path.startswith("/gone/"):
            status = "404 Not Found"
        writer.write(f"HTTP/1.1 {status}\r\n{more}Content-Length: 2\r\n\r\nok".encode())
        await writer.drain()


def corpus(folder: Path, port: int) -> dict[str, str]:
    """Two lists with the same links, and what is right for each of these."""
    right: dict[str, str] = {}
    for number in range(160):
        kind = "moved" if number % 4 == 0 else "gone" if number % 32 == 1 else "page"
        url = f"http://{HOSTS[number % len(HOSTS)]}:{port}/{kind}/{number}"
        right[url] = {"moved": "moved", "gone": "dead", "page": "ok"}[kind]
    rows = "".join(f"- [Link {number}]({url}) - One.\n" for number, url in enumerate(right))
    text = f"# Links\n\n{rows}"
    records = [{"id": name, "text": text} for name in ("one", "two")]
    (folder / "corpus.jsonl").write_text(
        "".join(json.dumps(one) + "\n" for one in records), encoding="utf-8"
    )
    return right


def test_two_workers_keep_the_limit_of_each_host(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    (tmp_path / "config.yaml").write_text(
        f"links: {{per-host: {PER_HOST}, interval: 0, second-look: 0.05}}\n", encoding="utf-8"
    )
    env = {
        **os.environ,
        "AWESOMELINT_ALLOW_PRIVATE": "1",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    with Server() as server:
        right = corpus(tmp_path, server.port)
        command = [
            *(sys.executable, "-m", "awesomelint", "sweep", "corpus.jsonl", "--out", "out"),
            *("--workers", "2", "--links", "--config", "config.yaml"),
        ]
        done = subprocess.run(
            command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        first = Counter(server.asked)
        again = subprocess.run(command, cwd=tmp_path, env=env, check=False, timeout=120)
        assert again.returncode == 0
        assert server.asked == first, "a second run asked links again"
    files = sorted((tmp_path / "out/links").glob("*.parquet"))
    rows = [row for file in files for row in pq.read_table(file).to_pylist()]
    assert {row["url"]: row["state"] for row in rows} == right
    assert len(rows) == len(right)
    assert {row["documents"] for row in rows} == {2}
    assert max(server.most.values()) == PER_HOST
    assert server.asked[f"http://{SHARED}:{server.port}/here/0"] == 1
    page = (tmp_path / "out/summary.md").read_text(encoding="utf-8")
    assert "| moved | 40 |" in page


def test_a_domain_belongs_to_one_share() -> None:
    links = {
        f"https://{host}/{number}": 1
        for host, count in (
            ("a.example.co.uk", 40),
            ("b.example.co.uk", 30),
            ("one.github.io", 20),
            ("two.github.io", 20),
            ("x.org", 9),
            ("y.org", 1),
        )
        for number in range(count)
    }
    dealt = deal(links, 3)
    assert [len(share) for share in dealt] == [70, 40, 10]
    assert {url: count for share in dealt for url, count in share.items()} == links
    assert deal({}, 3) == [{}]
