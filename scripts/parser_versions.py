"""Run the parser's tests with the oldest and the newest versions of its packages that are allowed.

These are markdown-it-py and mdit-py-plugins, within the bounds of pyproject.toml. Each pair is
installed into a folder of its own under .venv, and comes before the environment's packages.
Arguments are test files in place of the default ones.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib

from environment import HOME, ROOT, python_with

PACKAGES = ("markdown-it-py", "mdit-py-plugins")
TESTS = ("tests/test_syntax.py", "tests/test_places.py", "tests/test_lists.py")


def allowed(package: str) -> str:
    """What pyproject.toml says of the versions of `package`: `>=4.2,<5`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in project["dependencies"]:
        if dependency.startswith(package):
            return str(dependency.removeprefix(package))
    raise LookupError(f"{package} is no dependency")


def wanted(which: str) -> list[str]:
    """The requirements for pip: the lower bounds, or the ranges, of which pip takes the newest."""
    ranges = {package: allowed(package) for package in PACKAGES}
    if which == "newest":
        return [f"{package}{versions}" for package, versions in ranges.items()]
    bounds = {package: re.search(r">=([0-9.]+)", versions) for package, versions in ranges.items()}
    return [f"{package}=={bound[1]}" for package, bound in bounds.items() if bound]


def tested(which: str, tests: list[str]) -> bool:
    """Whether the tests pass with the `oldest` or the `newest` versions."""
    python = python_with(dev=True)
    folder = HOME / f"{which}-parser"
    install = ["install", "--quiet", "--upgrade", "--no-deps", "--target", str(folder)]
    subprocess.run([python, "-m", "pip", *install, *wanted(which)], cwd=ROOT, check=True)
    versions = sorted(path.name for path in folder.glob("*.dist-info"))
    print(f"{which}: {', '.join(versions)}", flush=True)
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [python, "-m", "pytest", "-q", *tests]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def main(words: list[str]) -> int:
    """Run both, whatever fails; 1 if any did."""
    results = [tested(which, words or list(TESTS)) for which in ("oldest", "newest")]
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
