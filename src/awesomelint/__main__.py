"""The command `awesomelint`."""

import sys


def main() -> int:
    """Run the command line; return the exit code."""
    from awesomelint.cli import run  # noqa: PLC0415 - `python -m awesomelint` stays importable without click

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
