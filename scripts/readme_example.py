"""Write what the tool really says of the README's damaged list into the README.

`make cards` runs it too.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(folder: Path, *args: str) -> str:
    """What `awesomelint` prints on standard output in `folder`."""
    env = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "awesomelint", *args, "README.md"]
    return subprocess.run(
        command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False
    ).stdout


def main() -> None:
    """Renew the blocks `report` and `fixed`."""
    page = ROOT / "README.md"
    text = page.read_text(encoding="utf-8")
    damaged = re.search(r"<!-- example: damaged -->\n+```\w*\n(.*?)```\n", text, re.DOTALL)
    if damaged is None:
        sys.exit("README.md has no damaged example")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "README.md").write_text(damaged[1], encoding="utf-8")
        shown = {"report": "$ awesomelint check README.md\n\n" + run(folder, "check")}
        run(folder, "fix")
        shown["fixed"] = (folder / "README.md").read_text(encoding="utf-8")
    for block, content in shown.items():
        before, mark, rest = text.partition(f"<!-- example: {block} -->")
        start = rest.index("\n", rest.index("```")) + 1
        text = before + mark + rest[:start] + content + rest[rest.index("```\n", start) :]
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
