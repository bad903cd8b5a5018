"""How long awesomelint takes beside its peers.

Whole processes, interleaved, medians, and our ratio to each.

Installs the peers below .peers/ (once) and names what could not be installed. Inputs: one list of a
few KB, the largest list and all lists of the folder that AWESOMELINT_CORPUS names; without it,
lists made of the bundled one.
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
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".peers"
PYTHON_PEERS = ("rumdl", "mdformat", "mdformat-gfm")
NODE_PEERS = ("markdownlint-cli2", "awesome-lint")
# the first, uncounted round leaves bytecode behind, as an installation does
COMPILED = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
LINE_LENGTH = "MD013"  # off in both that have it: entries are long lines by nature
# awesome-lint asks git and GitHub about the repository; its other rules run offline when called as
# a library
AWESOME_LINT = """
import {readFileSync} from 'node:fs';
import lint from 'awesome-lint/index.js';
import config from 'awesome-lint/config.js';
const plugins = config.filter(p => !String((Array.isArray(p) ? p[0] : p)?.name).includes('github'));
for (const filename of process.argv.slice(2)) await lint({filename, config: plugins});
"""


@dataclass(frozen=True)
class Tool:
    """A program, its version, and whether it is measured against our fixer, not our linter."""

    name: str
    command: tuple[str, ...]
    fixer: bool = False


@dataclass(frozen=True)
class Input:
    """Files to run over in a folder of their own, and how often."""

    name: str
    files: tuple[Path, ...]
    rounds: int


def main() -> None:
    """Install, measure, print a Markdown table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--rounds", type=int, default=0, help="rounds for every input instead of 9, 5 and 3"
    )
    parser.add_argument("--only", default="", help="names of peers, separated by commas")
    options = parser.parse_args()
    peers = [tool for tool in install() if not options.only or tool.name in options.only.split(",")]
    ours = [Tool("awesomelint check", (sys.executable, "-m", "awesomelint", "check"))]
    if any(tool.fixer for tool in peers):
        ours.append(
            Tool(
                "awesomelint fix --check",
                (sys.executable, "-m", "awesomelint", "fix", "--check"),
                fixer=True,
            )
        )
    print("| input | tool | seconds | ours ÷ theirs |\n|---|---|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for given in inputs(Path(folder)):
            report(
                given,
                measure(given, [*ours, *peers], options.rounds or given.rounds),
                [*ours, *peers],
            )


def install() -> list[Tool]:
    """The peers that could be installed; the others are named on standard error."""
    HOME.mkdir(exist_ok=True)
    python, node = HOME / "py/bin", HOME / "node/node_modules"
    if not (python / "rumdl").exists():
        attempt([sys.executable, "-m", "venv", HOME / "py"])
        attempt([python / "python", "-m", "pip", "install", "--quiet", *PYTHON_PEERS])
    if not (node / ".bin/markdownlint-cli2").exists() and shutil.which("npm"):
        attempt(
            [
                "npm",
                "install",
                "--silent",
                "--no-audit",
                "--no-fund",
                "--prefix",
                HOME / "node",
                *NODE_PEERS,
            ]
        )
    (HOME / "node").mkdir(exist_ok=True)
    (HOME / "node/awesome-lint.mjs").write_text(AWESOME_LINT)
    wanted = {
        "rumdl": (
            python / "rumdl",
            Tool("rumdl", (str(python / "rumdl"), "check", "--no-cache", "-d", LINE_LENGTH)),
        ),
        "mdformat": (
            python / "mdformat",
            Tool("mdformat", (str(python / "mdformat"), "--check"), fixer=True),
        ),
        "markdownlint-cli2": (
            node / ".bin/markdownlint-cli2",
            Tool("markdownlint-cli2", (str(node / ".bin/markdownlint-cli2"),)),
        ),
        "awesome-lint": (
            node / "awesome-lint",
            Tool("awesome-lint", ("node", str(HOME / "node/awesome-lint.mjs"))),
        ),
    }
    for name, (path, _) in wanted.items():
        if not path.exists():
            print(f"skipped: {name} could not be installed", file=sys.stderr)
    return [tool for path, tool in wanted.values() if path.exists()]


def attempt(command: list[str | Path]) -> None:
    """Run an installer; that it failed shows by what is missing afterwards."""
    try:
        subprocess.run([str(part) for part in command], check=False, stdout=subprocess.DEVNULL)
    except OSError as error:
        print(error, file=sys.stderr)


def inputs(folder: Path) -> list[Input]:
    """A small list, a large one, and many, out of reach of config and ignore files."""
    corpus = os.environ.get("AWESOMELINT_CORPUS")
    bundled = (ROOT / "fixtures/lists/messy/list.md").read_bytes() + b"\n\n"
    if corpus:
        seeds = sorted(Path(corpus, "seeds").glob("*.txt"))
        lists = [path for path in sorted(Path(corpus, "corpus").rglob("*.md")) if is_utf8(path)]
        largest = max(lists, key=lambda path: path.stat().st_size)
        texts = [
            seeds[0].read_bytes(),
            largest.read_bytes(),
            *(path.read_bytes() for path in lists),
        ]
    else:
        texts = [bundled * 6, bundled * 600, *(bundled * count for count in range(1, 60))]
    folders = [folder / name for name in ("small", "large", "many")]
    for index, text in enumerate(texts):
        where = folders[min(index, 2)]
        where.mkdir(exist_ok=True)
        (where / f"list{index}.md").write_bytes(text)
    found = []
    for where, rounds in zip(folders, (9, 5, 3), strict=True):
        (where / ".markdownlint-cli2.jsonc").write_text(
            json.dumps({"config": {LINE_LENGTH: False}})
        )
        files = tuple(sorted(where.glob("*.md")))
        size = sum(path.stat().st_size for path in files) / 1000
        found.append(
            Input(f"{len(files)} list{'s' * (len(files) > 1)}, {size:,.0f} KB", files, rounds)
        )
    return found


def is_utf8(path: Path) -> bool:
    """Whether every tool can read the file."""
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def measure(given: Input, tools: list[Tool], rounds: int) -> dict[str, list[float]]:
    """Seconds of each run of each tool.

    Every round runs every tool once, after one run that is not counted.
    """
    times: dict[str, list[float]] = {tool.name: [] for tool in tools}
    folder = given.files[0].parent
    for turn in range(rounds + 1):
        for tool in tools:
            command = [*tool.command, *(path.name for path in given.files)]
            start = time.perf_counter()
            subprocess.run(
                command,
                cwd=folder,
                env=COMPILED,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
            if turn:
                times[tool.name].append(time.perf_counter() - start)
    return times


def report(given: Input, times: dict[str, list[float]], tools: list[Tool]) -> None:
    """One row a tool; the ratio is the median of the ratios within the rounds."""
    for tool in tools:
        seconds = times[tool.name]
        mine = times["awesomelint fix --check" if tool.fixer else "awesomelint check"]
        ratio = statistics.median(a / b for a, b in zip(mine, seconds, strict=True))
        shown = "" if tool.name.startswith("awesomelint") else f"{ratio:.2f}"
        print(
            f"| {given.name} | {tool.name} | {statistics.median(seconds):.3f} | {shown} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
