"""How a sweep grows: the same documents by one worker, by two, and by the plain command.

Makes documents from the lists of the folder that AWESOMELINT_CORPUS names: each is a run of
sections of a list, with a heading of its own. `--make FILE` only writes them. Prints seconds of
CPU, throughput per core, and whether the tables of one worker, of two, of a run that was killed
and resumed, and of a cluster of Ray are equal row for row; what a million documents would take;
and the CPU beside that of `check` on some of the lists as files.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from awesomelint.files.lists import looks_like_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TABLES = ("documents", "entries", "findings", "repairs")
PROGRAM = [sys.executable, "-m", "awesomelint"]
ROUNDS = 3


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
    process = subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
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
    parser.add_argument("--ray", nargs=2, metavar=("SOURCE", "OUT"), help="sweep with Ray alone")
    parser.add_argument("--plain", type=int, default=2000, help="how many lists are checked")
    args = parser.parse_args()
    if args.ray:
        with_ray(*args.ray)
        return
    corpus = os.environ.get("AWESOMELINT_CORPUS")
    if not corpus:
        sys.exit("AWESOMELINT_CORPUS names no folder with lists")
    made = documents(Path(corpus, "corpus"), args.count, args.size)
    if args.make:
        written(args.make, list(made))
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), list(made), args.plain)


def compare(folder: Path, made: list[dict[str, str]], plain: int) -> None:
    """One worker, two workers, a killed run, Ray, and the command on the first `plain`."""
    source = written(folder / "corpus.jsonl", made)
    size = size_of(made)
    print(f"{len(made):,} documents, {size:.1f} MB\n", flush=True)
    print("| run | s | CPU s | MB/s a core |\n|---|--:|--:|--:|")
    one = shown("sweep, 1 worker", timed(sweep(source, folder / "out1", 1)), size)
    shown("sweep, 2 workers", timed(sweep(source, folder / "out2", 2)), size)
    shards = killed(source, folder / "out3")
    shown(f"the rest of one killed after {shards} shards", timed(sweep(source, folder / "out3", 2)))
    outs = ["out2", "out3"]
    if importlib.util.find_spec("ray"):
        shown("Ray, 2 workers", timed([sys.executable, __file__, "--ray", source, folder / "out4"]))
        outs.append("out4")
    else:
        print("\nRay is not installed.")
    print()
    for out in outs:
        equal = all(rows(folder / "out1", table) == rows(folder / out, table) for table in TABLES)
        print(f"Tables of {out} and of one worker: {'equal' if equal else 'NOT EQUAL'}.")
    print(f"1,000,000 documents at this slope: {one.cpu / len(made) * 1e6 / 3600:.1f} core-hours.")
    beside_check(folder, [one for one in made if looks_like_list(one["text"])][:plain])


def killed(source: Path, out: Path) -> int:
    """Kill a worker when half of the shards are complete; how many are."""
    state = out / "_sweep"
    with subprocess.Popen(sweep(source, out, 2), stderr=subprocess.DEVNULL) as process:
        while not (state / "sweep.json").exists():
            time.sleep(0.05)
        half = (count(state / "plan") + 1) // 2
        while count(state / "documents/completions") < half:
            time.sleep(0.05)
        *_, worker = family(process.pid)
        os.kill(worker, signal.SIGKILL)
    return count(state / "documents/completions")


def count(folder: Path) -> int:
    """How many files a folder holds; none if there is no such folder."""
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def with_ray(source: str, out: str) -> None:
    """Sweep on two workers of a cluster of Ray on this machine."""
    import ray
    from datatrove.executor.ray import RayPipelineExecutor

    from awesomelint.sweep.run import Sweep, finish, prepare

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    work = Sweep(source, out)
    tasks = prepare(work)
    RayPipelineExecutor(work.pipeline(), tasks=tasks, workers=2, logging_dir=f"{out}/logs").run()
    finish(work)
    ray.shutdown()


def beside_check(folder: Path, made: list[dict[str, str]]) -> None:
    """The same lists as files, by turns with `check`; the median of the ratios."""
    source, size = written(folder / "few.jsonl", made), size_of(made)
    lists = folder / "lists"
    lists.mkdir()
    for one in made:
        (lists / f"{one['id']}.md").write_text(one["text"], encoding="utf-8")
    command = [*PROGRAM, "check", "--no-cache", "--jobs", "1", "--output-format", "json"]
    ratios: list[float] = []
    for turn in range(ROUNDS):
        plain = timed([*command, "--output-file", folder / "found.json", *sorted(lists.iterdir())])
        swept = timed(sweep(source, folder / f"few{turn}", 1))
        ratios.append(swept.cpu / plain.cpu)
    shown(f"check, {len(made)} files", plain, size)
    shown("sweep of the same", swept, size)
    print(
        f"\nCPU of the sweep by that of the command: {median(ratios):.2f} "
        f"({min(ratios):.2f} to {max(ratios):.2f})."
    )


def sweep(source: Path, out: Path, workers: int) -> list[str]:
    """The command for a sweep."""
    return [*PROGRAM, "sweep", str(source), "--out", str(out), "--workers", str(workers), "-q"]


def shown(name: str, run: Run, size: float | None = None) -> Run:
    """`run` after it was printed as a row; `size` is in MB."""
    rate = f"{size / run.cpu:.2f}" if size else ""
    print(f"| {name} | {run.wall:.1f} | {run.cpu:.1f} | {rate} |", flush=True)
    return run


def written(path: Path, made: list[dict[str, str]]) -> Path:
    """`path`, with documents as JSONL."""
    path.write_text("".join(f"{json.dumps(one)}\n" for one in made), encoding="utf-8")
    return path


def size_of(made: list[dict[str, str]]) -> float:
    """Megabytes of documents."""
    return sum(len(one["text"].encode()) for one in made) / 1e6


if __name__ == "__main__":
    main()
