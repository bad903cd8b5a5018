"""Time and memory of `awesomelint check` and `links --dump` on large inputs.

They are lists of 1 to 10 MB for `check`, and a hundred lists of 85 KB for `links --dump`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from itertools import count, cycle
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIZES = (1, 2, 5, 10)
MEGABYTE = 1_000_000
URL = re.compile(r"(https?://[^\s)\]>/]+/)")


def made(parts: list[str], size: int, first: int = 0) -> str:
    """At least `size` bytes of lists, each copy numbered from `first` on."""
    text: list[str] = []
    length = 0
    for number, part in zip(count(first), cycle(parts), strict=False):
        if length >= size:
            break
        copy = URL.sub(rf"\g<1>{number}/", part).replace("- [", f"- [{number} ")
        copy = re.sub(r"^(#+ .*)$", rf"\1 {number}", copy, flags=re.MULTILINE)
        text.append(copy.rstrip("\n") + "\n\n")
        length += len(text[-1].encode())
    return "".join(text)


def measured(*args: str, cwd: Path) -> tuple[float, float]:
    """Seconds of the processor and megabytes of memory at the peak."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        [sys.executable, "-m", "awesomelint", *args],
        cwd=cwd,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"awesomelint {' '.join(args)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def main() -> None:
    """Print the tables."""
    lists = [Path(name) for name in sys.argv[1:]] or [ROOT / "fixtures/lists/messy/list.md"]
    parts = [path.read_text(encoding="utf-8") for path in lists]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "empty.md").write_text("# List\n")
        idle = measured("check", "empty.md", cwd=folder)[1]
        print("| MB | check | a MB | memory | a MB, over an empty list |\n|--:|--:|--:|--:|--:|")
        for size in SIZES:
            (folder / "list.md").write_text(made(parts, size * MEGABYTE), encoding="utf-8")
            seconds, memory = measured("check", "list.md", cwd=folder)
            each = f"{seconds / size:.2f} s | {memory:.0f} MB | {(memory - idle) / size:.0f} MB"
            print(f"| {size} | {seconds:.1f} s | {each} |", flush=True)
        for number in range(100):
            text = made(parts, 85_000, number * 1000)
            (folder / f"{number:03}.md").write_text(text, encoding="utf-8")
        names = [f"{number:03}.md" for number in range(100)]
        seconds, memory = measured("links", "--dump", *names, cwd=folder)
        print(f"\n`links --dump` of 100 lists of 85 KB: {seconds:.1f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main()
