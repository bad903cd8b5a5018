"""How many lines of real lists `fix`, mdformat and `rumdl fmt` change, by group.

A list's share is the larger of the added and the removed lines of a diff, over its lines. Reads the
lists below `corpus/<group>/` of the folder that AWESOMELINT_CORPUS names. `--over 10` also names
every list over 10 % and why.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from peers import HOME, install, is_utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

UNSEEN = ("--ignore-space-at-eol", "--ignore-blank-lines")
ROW = re.compile(r"[ \t]*\|[ \t]*")
BULLET = re.compile(r"^([ \t]*)[-*+]([ \t])")


def main() -> None:
    """Run every tool over every list and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--over", type=float, default=0, help="explain lists of which more than so many %% change"
    )
    parser.add_argument("--alone", action="store_true", help="without the peers")
    options = parser.parse_args()
    groups = lists()
    tools: dict[str, Callable[[Path], object]] = {
        "awesomelint fix": ours,
        **({} if options.alone else theirs()),
    }
    print(
        f"| group | lists | {' | '.join(tools)} | awesomelint fix, without line ends and blank "
        "lines |"
    )
    print("|---|--:|" + "---|" * (len(tools) + 1))
    reasons: list[str] = []
    for group, paths in groups.items():
        shares = {name: [share(path, tool) for path in paths] for name, tool in tools.items()}
        seen = [share(path, ours, *UNSEEN) for path in paths]
        print(
            f"| {group} | {len(paths)} | {' | '.join(map(spread, [*shares.values(), seen]))} |",
            flush=True,
        )
        for path, part in zip(paths, shares["awesomelint fix"], strict=True):
            if options.over and part * 100 > options.over:
                reasons.append(f"- {group}/{path.name}: {part:.1%} ({', '.join(why(path))})")
    print("\n".join(["", *reasons]) if reasons else "")


def lists() -> dict[str, list[Path]]:
    """The UTF-8 lists by group."""
    folder = os.environ.get("AWESOMELINT_CORPUS")
    if not folder:
        sys.exit("AWESOMELINT_CORPUS names no folder of lists")
    found = sorted(path for path in Path(folder, "corpus").glob("*/*.md") if is_utf8(path))
    return {
        group: [path for path in found if path.parent.name == group]
        for group in sorted({p.parent.name for p in found})
    }


def theirs() -> dict[str, Callable[[Path], object]]:
    """The peers that change files, as far as they could be installed."""
    install()
    commands = {
        "mdformat": ["mdformat"],
        "rumdl fmt": ["rumdl", "fmt", "--no-cache", "-d", "MD013"],
    }
    return {
        name: partial(run, words)
        for name, words in commands.items()
        if (HOME / "py/bin" / words[0]).exists()
    }


def run(words: list[str], path: Path) -> None:
    """What a peer does; one that refuses changes nothing."""
    program = HOME / "py/bin" / words[0]
    subprocess.run([str(program), *words[1:], str(path)], capture_output=True, check=False)


def ours(path: Path) -> None:
    """What `awesomelint fix` does."""
    from awesomelint.engine import fix
    from awesomelint.rules.config import Config, activate
    from awesomelint.source import Source

    path.write_bytes(fix(Source(path.read_bytes()), activate(Config())).after.raw)


def share(path: Path, tool: Callable[[Path], object], *ignore: str) -> float:
    """The part of the lines of `path` that `tool` changes."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before.md"), Path(folder, "after.md")
        before.write_bytes(path.read_bytes())
        after.write_bytes(path.read_bytes())
        tool(after)
        command = [
            "git",
            "diff",
            "--no-index",
            "--numstat",
            "--minimal",
            *ignore,
            str(before),
            str(after),
        ]
        counts = subprocess.run(
            command, capture_output=True, check=False, text=True
        ).stdout.split()[:2]
        lines = before.read_bytes().count(b"\n") + 1
    return max(map(int, counts), default=0) / lines


def spread(shares: list[float]) -> str:
    """Median, 90th percentile (nearest rank) and maximum."""
    ranked = sorted(shares)
    tenth = ranked[math.ceil(len(ranked) * 0.9) - 1]
    return f"{statistics.median(ranked):.1%}, {tenth:.1%}, {ranked[-1]:.1%}"


def why(path: Path) -> Iterator[str]:
    """What changed, commonest first, in % of the lines."""
    with tempfile.TemporaryDirectory() as folder:
        after = Path(folder, "after.md")
        after.write_bytes(path.read_bytes())
        ours(after)
        old, new = (one.read_text(encoding="utf-8").split("\n") for one in (path, after))
    found: Counter[str] = Counter()
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found.update(kinds(old[a:b], new[c:d]))
    for what, count in found.most_common(4):
        yield f"{what} {count / len(old):.1%}"


def kinds(old: list[str], new: list[str]) -> Iterator[str]:
    """What changed between two runs of lines, once a line."""
    left, right = ([line for line in lines if line.strip()] for lines in (old, new))
    if len(old) == len(new):
        left, right = old, new
    else:
        blank = (len(new) - len(right)) - (len(old) - len(left))
        yield from ["blank lines added" if blank > 0 else "blank lines removed"] * abs(blank)
    if len(left) != len(right):
        yield from ["lines of another number"] * max(len(left), len(right))
    else:
        yield from (kind(a, b) for a, b in zip(left, right, strict=True) if a != b)


def kind(old: str, new: str) -> str:
    """What changed in a line."""
    if old.rstrip(" \t") == new:
        return "line ends" if new else "blanks in blank lines"
    if "|" in old and ROW.sub("|", old.strip()) == ROW.sub("|", new.strip()):
        return "cells of tables"
    if old.split() == new.split():
        return "headings" if old.lstrip().startswith("#") else "indents and blanks after markers"
    if BULLET.sub("", old).split() == BULLET.sub("", new).split():
        return "bullets"
    return "text, links and other rules"


if __name__ == "__main__":
    main()
