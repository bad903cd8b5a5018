"""What `awesomelint fix` costs.

Its proofs beside a parse, itself beside `check` and mdformat, time and memory by size.

Measured on the largest list of the folder that AWESOMELINT_CORPUS names; without it, on the bundled
one, repeated.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from peers import HOME, ROOT, Tool, install, is_utf8

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (0.1, 0.3, 1, 3, 10)
ONE = """
import re, sys, time
from pathlib import Path
from awesomelint.rules.config import activate, Config
from awesomelint.engine import fix
from awesomelint.source import Source
active = activate(Config())
raw = Path(sys.argv[1]).read_bytes()
start = time.perf_counter()
done = fix(Source(raw), active)
taken = time.perf_counter() - start
print(taken, re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def main() -> None:
    """Measure and print three tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--largest", type=float, default=SIZES[-1], help="MB of the largest file in the last table"
    )
    options = parser.parse_args()
    text = largest()
    gate(text, options.rounds)
    processes(text, options.rounds)
    growth(text, options.largest)


def largest() -> str:
    """The largest list."""
    folder = os.environ.get("AWESOMELINT_CORPUS")
    if not folder:
        return (ROOT / "fixtures/lists/messy/list.md").read_text(encoding="utf-8") * 600
    found = [path for path in Path(folder, "corpus").rglob("*.md") if is_utf8(path)]
    return max(found, key=lambda path: path.stat().st_size).read_text(encoding="utf-8")


def gate(text: str, rounds: int) -> None:
    """What proving a layout costs, beside parsing the text after; the text before was seen."""
    from awesomelint.engine import fix
    from awesomelint.proof import diff, view
    from awesomelint.rules.config import Config, activate
    from awesomelint.source import Source
    from awesomelint.syntax import parse

    layout = [rule for rule in activate(Config()) if rule.rule.effects == ("layout",)]
    after = fix(Source.of(text), layout).after.text
    before, root = view(text, parse(text)), parse(after)
    diff(before, view(after, root))
    parsing, proving = [], []
    for _ in range(rounds):
        parsing.append(seconds(lambda: parse(after)))
        proving.append(seconds(lambda: diff(before, view(after, root))))
    both = statistics.median(proving), statistics.median(parsing)
    print("| gate, seconds | one parse, seconds | gate ÷ parse |\n|--:|--:|--:|")
    print(f"| {both[0]:.3f} | {both[1]:.3f} | {both[0] / both[1]:.2f} |\n", flush=True)


def seconds(work: Callable[[], object]) -> float:
    """How long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processes(text: str, rounds: int) -> None:
    """Whole processes over one list, in turns, each against `check`.

    The ratios are medians within the rounds.
    """
    ours = [
        Tool("awesomelint check", (sys.executable, "-m", "awesomelint", "check")),
        Tool("awesomelint fix --check", (sys.executable, "-m", "awesomelint", "fix", "--check")),
    ]
    install()
    mdformat = HOME / "py/bin/mdformat"
    tools = [
        *ours,
        *([Tool("mdformat --check", (str(mdformat), "--check"))] if mdformat.exists() else []),
    ]
    times: dict[str, list[float]] = {tool.name: [] for tool in tools}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "list.md").write_text(text, encoding="utf-8")
        for turn in range(rounds + 1):
            for tool in tools:
                taken = seconds(partial(run, [*tool.command, "list.md"], folder))
                if turn:
                    times[tool.name].append(taken)
    print("| tool | seconds | `fix --check` ÷ this |\n|---|--:|--:|")
    fixing = times["awesomelint fix --check"]
    for name, spent in times.items():
        ratio = statistics.median(a / b for a, b in zip(fixing, spent, strict=True))
        print(f"| {name} | {statistics.median(spent):.2f} | {ratio:.2f} |", flush=True)


def run(command: list[str], folder: str) -> None:
    """Run one program over the list; what it says does not matter."""
    subprocess.run(command, cwd=folder, capture_output=True, check=False)


def growth(text: str, largest_size: float) -> None:
    """Time and memory of `fix` over growing files, made of copies and parts of the list."""
    print("\n| MB | seconds | seconds per MB | MB of memory per MB |\n|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.md")
        path.write_text("# A list\n", encoding="utf-8")
        base = measured(path)[1]
        for size in (size for size in SIZES if size <= largest_size):
            path.write_text(sized(text, int(size * 1_000_000)), encoding="utf-8")
            taken, memory = measured(path)
            megabytes = path.stat().st_size / 1e6
            grown = (memory - base) / 1000 / megabytes
            print(
                f"| {megabytes:.1f} | {taken:.2f} | {taken / megabytes:.2f} | {grown:.0f} |",
                flush=True,
            )


def sized(text: str, size: int) -> str:
    """Copies of `text`, the last one cut at a line, of `size` bytes or a little less."""
    raw = ((text + "\n\n") * (size // len(text.encode()) + 1)).encode()[:size]
    return raw[: raw.rfind(b"\n") + 1].decode()


def measured(path: Path) -> tuple[float, float]:
    """Seconds of `fix` in a fresh process, and the KB that the process took at most."""
    done = subprocess.run(
        [sys.executable, "-c", ONE, str(path)], capture_output=True, check=True, text=True
    )
    taken, memory = done.stdout.split()
    return float(taken), float(memory)


if __name__ == "__main__":
    main()
