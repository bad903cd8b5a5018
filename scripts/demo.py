"""Check and mend a copy of a messy list, and show what changed.

`make demo`, or `python3 scripts/demo.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from environment import ROOT, python_with

FOLDER = ROOT / ".demo"


def main() -> int:
    """Show the report, the changes, and what is left; 1 if a command did not do its work."""
    python = python_with(dev=False)
    FOLDER.mkdir(exist_ok=True)
    shutil.copyfile(str(ROOT / "fixtures/lists/messy/list.md"), str(FOLDER / "README.md"))
    expected = {"check": 1, "fix --diff": 1, "fix": 0}
    codes = {words: show(python, *words.split()) for words in expected}
    print("\nNow your own list:\n\n    .venv/bin/awesomelint check path/to/README.md")
    return int(codes != expected)


def show(python: str, *words: str) -> int:
    """Run one command on the copy as a reader would type it."""
    print(f"\n$ awesomelint {' '.join(words)} README.md\n", flush=True)
    return subprocess.run(
        [python, "-m", "awesomelint", *words, "README.md"], cwd=str(FOLDER), check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
