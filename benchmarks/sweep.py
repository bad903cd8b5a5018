"""How a sweep grows: the same documents by one worker, by two, and by the plain command.

Makes documents from the lists of the folder that AWESOMELINT_CORPUS names: each is a run of
sections of a list, with a heading of its own. `--make FILE` only writes them. Prints seconds of
CPU, throughput per core, whether the tables are equal row for row, and what a million documents
would take.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TABLES = ("documents", "entries", "findings", "repairs")


@dataclass(frozen=True)
class Run:
    """Seconds of a run, on the clock and of all its processes' CPU."""

    wall: float
    cpu: float


def documents(corpus: Path, count: int, size: int) -> Iterator[dict[str, str]]:
    """`count` documents of about `size` bytes, the same at each call."""
    dice = random.Random(7)  # noqa: S311 - a benchmark, not a secret
    lists = [found for path in sorted(corpus.rglob("*.md")) if (found := sections(path))]
    for number in range(count):
        parts = dice.choice(lists)
        text = f"# Document {number}\n\n"
        for part in parts[dice.randrange(len(parts)) :]:
            text += part
            if len(text) > size:
                break
        yield {"id": f"{number:07}", "text": text[: 4 * size]}


def sections(path: Path) -> list[str]:
    """A list, cut at its headings; nothing of one that is not UTF-8."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    return [f"## {part}" for part in text.split("\n## ")[1:]]


def timed(command: Sequence[object]) -> Run:
    """Run `command` to its end.

    Workers are no children of a process that waits for them, so their CPU is looked up as they run.
    """
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    spent: dict[int, float] = {}
    while process.poll() is None:
        for pid in family(process.pid):
            spent[pid] = cpu_of(pid) or spent.get(pid, 0.0)
        time.sleep(0.05)
    return Run(time.perf_counter() - start, sum(spent.values()))


def family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in below:
        yield from family(int(child))


def cpu_of(pid: int) -> float:
    """Seconds of CPU of a process so far; 0 if it is gone."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def alone(program: Sequence[str]) -> list[str]:
    """The options by which `check` keeps no results and uses one process."""
    said = subprocess.run([*program, "check", "--help"], capture_output=True, text=True, check=True)
    wanted = {"--no-cache": [], "--jobs": ["1"]}
    return [
        word for name, value in wanted.items() if name in said.stdout for word in (name, *value)
    ]


def rows(folder: Path, table: str) -> list[object]:
    """All rows of a table, in order."""
    import pyarrow.parquet as pq

    found: list[object] = []
    for path in sorted((folder / table).glob("*.parquet")):
        found += pq.read_table(path).to_pylist()
    return found


def main() -> None:
    """Make the documents, sweep them, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--size", type=int, default=2_000, help="bytes of a document, about")
    parser.add_argument("--make", type=Path, help="only write the documents, as JSONL")
    parser.add_argument("--plain", type=int, default=500, help="how many the command checks")
    args = parser.parse_args()
    corpus = os.environ.get("AWESOMELINT_CORPUS")
    if not corpus:
        sys.exit("AWESOMELINT_CORPUS names no folder with lists")
    made = documents(Path(corpus, "corpus"), args.count, args.size)
    if args.make:
        args.make.write_text("".join(f"{json.dumps(one)}\n" for one in made), encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), list(made), args.plain)


def compare(folder: Path, made: list[dict[str, str]], plain: int) -> None:
    """One worker, two workers, and the command on the first `plain` documents as files."""
    source = folder / "corpus.jsonl"
    source.write_text("".join(f"{json.dumps(one)}\n" for one in made), encoding="utf-8")
    size = sum(len(one["text"].encode()) for one in made) / 1e6
    program = [sys.executable, "-m", "awesomelint"]
    print(f"{len(made):,} documents, {size:.1f} MB\n")
    print("| run | s | CPU s | MB/s a core |\n|---|--:|--:|--:|")
    for workers in (1, 2):
        out = folder / f"out{workers}"
        run = timed([*program, "sweep", source, "--out", out, "--workers", workers, "-q"])
        print(f"| sweep, {workers} | {run.wall:.1f} | {run.cpu:.1f} | {size / run.cpu:.2f} |")
        if workers == 1:
            million = run.cpu / len(made) * 1e6 / 3600
    lists = folder / "lists"
    lists.mkdir()
    few = made[:plain]
    for one in few:
        (lists / f"{one['id']}.md").write_text(one["text"], encoding="utf-8")
    few_size = sum(len(one["text"].encode()) for one in few) / 1e6
    files = sorted(lists.iterdir())
    run = timed([*program, "check", *alone(program), "-q", *files])
    print(
        f"| check, {len(few)} files | {run.wall:.1f} | {run.cpu:.1f} | {few_size / run.cpu:.2f} |"
    )
    first = folder / "few.jsonl"
    first.write_text("".join(f"{json.dumps(one)}\n" for one in few), encoding="utf-8")
    run = timed([*program, "sweep", first, "--out", folder / "few", "--workers", 1, "-q"])
    print(f"| sweep of the same | {run.wall:.1f} | {run.cpu:.1f} | {few_size / run.cpu:.2f} |")
    equal = all(rows(folder / "out1", table) == rows(folder / "out2", table) for table in TABLES)
    said = "equal" if equal else "NOT EQUAL"
    print(f"\nThe tables of one and of two workers are {said}, row for row.")
    print(f"1,000,000 documents at this slope: {million:.1f} core-hours.")


if __name__ == "__main__":
    main()
