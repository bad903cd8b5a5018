"""The command `awesomelint`."""

import gc
import sys

NEW_OBJECTS = 100_000


def main() -> int:
    """Run the command line; return the exit code.

    The collector of cycles waits for more new objects than usual: it would go through large trees
    again and again.
    """
    gc.set_threshold(NEW_OBJECTS, 50, 100)
    from awesomelint.cli import run  # noqa: PLC0415 - `python -m awesomelint` stays importable without click

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
