"""Lint, types and tests, with all set-up: `make test`, or `python3 scripts/test.py`.

Arguments go to pytest.
"""

from __future__ import annotations

import sys

from environment import python_with, run

LINT = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"])


def main(words: list[str]) -> int:
    """Run all of them, pytest last, whatever fails; 1 if anything did."""
    python = python_with(dev=True)
    failed = [" ".join(tool) for tool in LINT if run([python, "-m", *tool])]
    if "--lint" not in words and run([python, "-m", "pytest", *(words or ["-n", "auto"])]):
        failed.append("pytest")
    if failed:
        print("failed: " + ", ".join(failed), file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
