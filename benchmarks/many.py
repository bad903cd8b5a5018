"""How long a run over many files takes beside rumdl and markdownlint-cli2, fresh and unchanged.

    python benchmarks/many.py [--count 2000] [--size 20000] [--rounds 3] [--jobs N]

Makes the files from the lists of the folder that AWESOMELINT_CORPUS names (without it, from the
bundled one): each holds runs of sections of lists under a heading of its own, in folders of fifty.
Every tool is given the folder. A fresh run has no cache; an unchanged one is the second of two.
Seconds of CPU of all processes, medians, ratios within the rounds; the memory is that of the
largest process.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from peers import COMPILED, LINE_LENGTH, PROGRAM, ROOT, install

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

A_FOLDER = 50  # files
BUNDLED = ROOT / "fixtures/lists/messy/list.md"


@dataclass(frozen=True)
class Tool:
    """A program over the folder; `warm` says that it remembers unchanged files."""

    name: str
    command: tuple[str, ...]
    warm: bool = False


@dataclass
class Spent:
    """What runs of a tool took."""

    cpu: list[float]
    wall: list[float]
    largest: int = 0


def texts(corpus: Path | None, count: int, size: int) -> Iterator[str]:
    """`count` texts of about `size` bytes, the same at each call and each different."""
    dice = random.Random(7)  # noqa: S311 - a benchmark, not a secret
    paths = [BUNDLED] if corpus is None else sorted((corpus / "corpus").rglob("*.md"))
    parts = [part for path in paths for part in sections(path, size)]
    for number in range(count):
        text = f"# List {number}\n\n"
        place = dice.randrange(len(parts))
        while len(text.encode()) < size:
            text += parts[place % len(parts)]
            place += 1
        yield text


def sections(path: Path, size: int) -> list[str]:
    """A list, cut at its headings and, in longer sections, at lines after `size` bytes."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    parts: list[str] = []
    for section in text.split("\n## ")[1:]:
        part = ""
        for line in f"## {section}".split("\n"):
            part += f"{line}\n"
            if len(part) > size // 2:
                parts.append(part)
                part = ""
        parts.append(part)
    return parts


def make(folder: Path, count: int, size: int) -> int:
    """Write the files; return how many bytes they hold."""
    given = os.environ.get("AWESOMELINT_CORPUS")
    total = 0
    for number, text in enumerate(texts(Path(given) if given else None, count, size)):
        place = folder / f"part{number // A_FOLDER:02}"
        place.mkdir(exist_ok=True)
        raw = text.encode()
        (place / f"list{number:04}.md").write_bytes(raw)
        total += len(raw)
    (folder / ".markdownlint-cli2.jsonc").write_text(f'{{"config": {{"{LINE_LENGTH}": false}}}}')
    return total


def tools(jobs: int) -> list[Tool]:
    """Ours and those that are installed."""
    check = (*PROGRAM, "check", "--jobs", str(jobs), ".")
    chosen = [
        Tool("awesomelint, unchanged", check, warm=True),
        Tool("awesomelint", (*check, "--no-cache")),
    ]
    for peer in install()[0]:
        if peer.name == "rumdl":
            program = peer.command[0]
            chosen += [
                Tool("rumdl, unchanged", (program, "check", "-d", LINE_LENGTH, "."), warm=True),
                Tool("rumdl", (*peer.command, ".")),
            ]
        elif peer.name == "markdownlint-cli2":
            chosen.append(Tool(peer.name, (*peer.command, "**/*.md")))
    return chosen


def run(tool: Tool, folder: Path, spent: Spent, cache: Path) -> None:
    """Run a tool once, and note what it took."""
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    begun = time.perf_counter()
    process = subprocess.Popen(
        tool.command,
        cwd=folder,
        env={**COMPILED, "XDG_CACHE_HOME": str(cache)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    watch = threading.Thread(target=_watch, args=(process, spent))
    watch.start()
    process.wait()
    watch.join()
    spent.wall.append(time.perf_counter() - begun)
    spent.cpu.append(sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before)


def _watch(process: subprocess.Popen[bytes], spent: Spent) -> None:
    """Note the memory of the largest process of a run, in bytes."""
    while process.poll() is None:
        for pid in _family(process.pid):
            spent.largest = max(spent.largest, _peak(pid))
        time.sleep(0.05)


def _family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in below:
        yield from _family(int(child))


def _peak(pid: int) -> int:
    """The most memory that a process held so far; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").split("\n")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def report(chosen: Sequence[Tool], spent: dict[str, Spent], count: int) -> None:
    """Print a Markdown table: each tool, and each ratio of ours to it."""
    print("| tool | CPU s | wall s | µs a file | MB a process | ours ÷ theirs |")
    print("|---|--:|--:|--:|--:|--:|")
    for tool in chosen:
        took = spent[tool.name]
        ours = spent["awesomelint, unchanged" if tool.warm else "awesomelint"]
        ratios = [a / b for a, b in zip(ours.cpu, took.cpu, strict=True)]
        cpu = statistics.median(took.cpu)
        cells = (
            tool.name,
            f"{cpu:.3f}",
            f"{statistics.median(took.wall):.3f}",
            f"{cpu / count * 1e6:,.0f}",
            f"{took.largest / 2**20:.0f}",
            "" if took is ours else f"{statistics.median(ratios):.2f}",
        )
        print(f"| {' | '.join(cells)} |")


def main() -> None:
    """Make the files, run all tools over them, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="", help="tools whose name holds this word")
    parser.add_argument("--make", type=Path, help="only write the files into this folder")
    chosen = parser.parse_args()
    if chosen.make:
        chosen.make.mkdir(parents=True)
        print(f"{make(chosen.make, chosen.count, chosen.size):,} bytes")
        return
    with tempfile.TemporaryDirectory() as place:
        folder, cache = Path(place, "lists"), Path(place, "cache")
        folder.mkdir()
        total = make(folder, chosen.count, chosen.size)
        print(f"{chosen.count} files, {total / 1e6:.1f} MB, --jobs {chosen.jobs}\n")
        here = [tool for tool in tools(chosen.jobs) if chosen.only in tool.name]
        for tool in here:  # what is not counted leaves bytecode and results behind
            if tool.warm:
                run(tool, folder, Spent([], []), cache)
        spent = {tool.name: Spent([], []) for tool in here}
        for _ in range(chosen.rounds):
            for tool in here:
                run(tool, folder, spent[tool.name], cache)
        report(here, spent, chosen.count)


if __name__ == "__main__":
    main()
