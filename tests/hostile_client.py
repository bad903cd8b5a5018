"""Requests every hostile answer in its own process: `hostile_client.py PORT` prints JSON."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from hostile_answers import FORBIDDEN, address, everything

from awesomelint.linkcheck import LinkSettings, ask
from awesomelint.linkcheck.store import Store

TICK = 0.005


class Steps:
    """Measures every step of an event loop by the CPU seconds of its thread.

    Other programs do not count.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self._run = asyncio.events.Handle._run

    def start(self) -> None:
        def timed(handle: asyncio.events.Handle) -> None:
            before = time.thread_time()
            self._run(handle)
            self.longest = max(self.longest, time.thread_time() - before)

        asyncio.events.Handle._run = timed  # type: ignore[assignment, method-assign] # it has no hook


def peak_memory() -> float:
    """Megabytes that this process had at most; `getrusage` would tell of its parent too."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(
        int(line.split()[1]) / 1024 for line in status.split("\n") if line.startswith("VmHWM")
    )


async def main(port: int) -> dict[str, object]:
    """The facts by name, with the longest step and delay of the loop (s) and the peak (MB).

    The step is measured in CPU time.
    """
    urls = {
        f"http://{address(number)}:{port}/x": answer.name
        for number, answer in enumerate(everything())
    }
    odd = [f"http://a.dev:{bad}/x" for bad in ("99999", "65536", "0", "-1", "abc", "9" * 5000)]
    late = 0.0

    async def watch() -> None:
        nonlocal late
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            late = max(late, time.perf_counter() - before - TICK)

    settings = LinkSettings(
        interval=0.0, timeout=2.0, second_look=0.1, max_wait=1.0, archive="", arxiv_api=""
    )
    await ask(["http://127.0.0.1:9/"], settings, Store(None))  # everything is imported by then
    watcher = asyncio.create_task(watch())
    steps = Steps()
    steps.start()
    await asyncio.sleep(0)
    began = time.perf_counter()
    facts = await ask(
        [*urls, *odd],
        settings,
        Store(None),
        permitted=lambda ip: ip.startswith("127.") and ip not in {FORBIDDEN, "127.0.0.1"},
    )
    watcher.cancel()
    said = {urls.get(url, url[:40]): (fact.state, fact.evidence) for url, fact in facts.items()}
    peak = peak_memory()
    spent = time.perf_counter() - began
    asked = len(urls) + len(odd)
    return {
        "facts": said,
        "asked": asked,
        "longest": steps.longest,
        "late": late,
        "peak": peak,
        "seconds": spent,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(int(sys.argv[1])))))
