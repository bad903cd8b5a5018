"""A private environment under the checkout, made with nothing but Python.

`python_with(dev=...)` gives its interpreter.

Runs under any Python 3.7 or newer, so that an old `python3` can still find the newer one beside it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
OLDEST = (3, 11)
NEWEST_MINOR = 14


def python_with(dev: bool) -> str:
    """The interpreter of the private environment, with awesomelint installed.

    With `dev`, its test tools are installed, too.
    """
    python = HOME / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not _works(str(python), "import pip"):
        _create()
    stamp = HOME / ("awesomelint-dev" if dev else "awesomelint-run")
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not any(
        path.is_file() and path.read_text() == wanted for path in (stamp, HOME / "awesomelint-dev")
    ):
        _install(str(python), dev)
        stamp.write_text(wanted)
    return str(python)


def run(command: list[str]) -> int:
    """Run `command` in the checkout and give its exit code."""
    sys.stdout.flush()
    return subprocess.run(command, cwd=str(ROOT), check=False).returncode


def _create() -> None:
    python = _newest()
    if not _works(python, "import ensurepip, venv"):
        version = _output(
            python, "import sys; print(sys.version_info[0], sys.version_info[1], sep='.')"
        )
        sys.exit(
            f"awesomelint: {python} lacks venv and pip; this mends it: sudo apt-get install "
            f"python{version}-venv"
        )
    print("making a private environment in .venv (once)", file=sys.stderr, flush=True)
    subprocess.run([python, "-m", "venv", "--clear", str(HOME)], check=True)


def _newest() -> str:
    """A Python that is new enough: this one, else the newest on the path.

    Leave with one line if there is none.
    """
    if sys.version_info >= OLDEST and sys.prefix == sys.base_prefix:
        return sys.executable
    names = [f"python3.{minor}" for minor in range(NEWEST_MINOR, OLDEST[1] - 1, -1)] + [
        "python3",
        "python",
    ]
    usable = f"import sys; sys.exit(sys.version_info < {OLDEST} or sys.prefix != sys.base_prefix)"
    for path in filter(None, map(shutil.which, names)):
        if _works(path, usable):
            return path
    if sys.version_info >= OLDEST:
        return sys.executable
    sys.exit(
        "awesomelint: Python 3.11 or newer is needed; this mends it: sudo apt-get install "
        "python3 python3-venv"
    )


def _works(python: str, code: str) -> bool:
    try:
        return (
            subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def _output(python: str, code: str) -> str:
    return subprocess.check_output([python, "-c", code], cwd=str(ROOT)).decode().strip()


def _install(python: str, dev: bool) -> None:
    print("installing awesomelint into .venv", file=sys.stderr, flush=True)
    groups = (
        "import tomllib; print(*tomllib.load(open('pyproject.toml', "
        "'rb'))['dependency-groups']['dev'], sep='\\n')"
    )
    tools = _output(python, groups).split("\n") if dev else []
    command = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--editable",
        ".[sweep]" if dev else ".",
        *tools,
    ]
    if run(command):
        sys.exit(
            "awesomelint: pip could not install what is needed (see above); is the package "
            "index reachable?"
        )
