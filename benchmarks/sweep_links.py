"""The links of a corpus through the workers of a sweep: limits of hosts, and time.

A healthy internet on loopback answers, each page 50 to 200 ms late; its server counts what is under
way at each host. Prints the seconds beside the least that the cost model allows: the waits over
all places, the largest host at its interval, and the CPU of workers and server over the processors.
What other programs took of the processors meanwhile is told, since it delays all.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import linkserver
from links_vs_lychee import PORT, Server
from sweep import cpu_of, timed

from awesomelint.rules.link_settings import LinkSettings

SETTINGS = LinkSettings()


def main() -> None:
    """Serve, sweep, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--hosts", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    world = linkserver.World(PORT, args.hosts, args.count, faults=False, tls=False)
    server = Server(healthy=True, count=args.count, hosts=args.hosts)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "corpus.jsonl", [link.url for link in world.links])
        os.environ |= {"AWESOMELINT_ALLOW_PRIVATE": "1", "XDG_CACHE_HOME": name}
        program = [sys.executable, "-m", "awesomelint", "sweep", folder / "corpus.jsonl"]
        options = ["--out", folder / "out", "--workers", args.workers, "-q"]
        before = timed([*program, *options])
        machine = Machine()
        run = timed([*program, *options, "--links"])
        served = cpu_of(server.process.pid)
        others = machine.others(run.cpu + served)
        counts = server.close()
        states = verdicts(folder / "out")
    hosts = Counter(link.url.split("/")[2] for link in world.links)
    waits = world.ideal(args.workers * SETTINGS.concurrency)
    slowest = max(hosts.values()) * SETTINGS.interval
    cores = (run.cpu + served) / (os.cpu_count() or 1)
    least = max(waits, slowest, cores)
    print(f"{args.count:,} links on {args.hosts:,} hosts, {args.workers} workers")
    print(f"documents: {before.wall:.1f} s")
    print(
        f"links: {run.wall:.1f} s, {run.cpu:.1f} s of CPU, the server's {served:.1f} s; "
        f"other programs used {others:.2f} of {os.cpu_count()} processors"
    )
    print(
        f"cost model: {least:.1f} s (waits {waits:.1f}, largest host {slowest:.1f}, "
        f"CPU {cores:.1f}); {run.wall / least:.2f} times that"
    )
    print(
        f"at most {counts['most in flight at one host']} under way at a host of {SETTINGS.per_host}"
    )
    print(f"{counts['requests']:,} requests; {dict(states)}")


class Machine:
    """How busy all processors are, from when it is made on."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._busy = _busy()

    def others(self, own: float) -> float:
        """How many processors others used, where `own` seconds of CPU were ours."""
        return (_busy() - self._busy - own) / (time.perf_counter() - self._start)


def _busy() -> float:
    """Seconds of CPU that all programs have had since the machine was started."""
    user, nice, system, _, _, *interrupts = map(
        int, Path("/proc/stat").read_text(encoding="ascii").split("\n")[0].split()[1:8]
    )
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def write(path: Path, urls: list[str]) -> None:
    """Lists of a hundred links each."""
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, len(urls), 100):
            rows = [f"- [Link]({url}) - One of many." for url in urls[start : start + 100]]
            file.write(json.dumps({"text": "# List\n\n" + "\n".join(rows) + "\n"}) + "\n")


def verdicts(out: Path) -> Counter[str]:
    """How many links are in each state."""
    import pyarrow.parquet as pq

    found: Counter[str] = Counter()
    for path in (out / "links").glob("*.parquet"):
        found.update(pq.read_table(path, columns=["state"]).column(0).to_pylist())
    return found


if __name__ == "__main__":
    main()
