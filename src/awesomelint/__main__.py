"""The command `awesomelint`."""

import gc
import os
import sys

NEW_OBJECTS = 100_000


def main() -> int:
    """Run the command line; return the exit code, or end the process with it.

    The collector of cycles waits for more new objects than usual: it would go through large trees
    again and again. At the end the system takes all memory back at once, which Python would free
    object by object; only for processes and threads that may still run does it take its time.
    """
    gc.set_threshold(NEW_OBJECTS, 50, 100)
    from awesomelint.cli import run  # noqa: PLC0415 - `python -m awesomelint` stays importable without click

    code = run(sys.argv[1:])
    if "multiprocessing" not in sys.modules and "concurrent.futures" not in sys.modules:
        os._exit(code)  # `run` has written everything out
    return code


if __name__ == "__main__":
    sys.exit(main())
