"""The command `awesomelint`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

NEW_OBJECTS = 30_000


def main() -> int:
    """Run the command line; return the exit code.

    The collector of cycles waits for more new objects than usual: it would go through large trees
    again and again. If it waited longer, trees that are done would be kept.
    """
    gc.set_threshold(NEW_OBJECTS)
    from awesomelint.cli import run  # noqa: PLC0415 - `python -m awesomelint` stays importable without click

    return run(sys.argv[1:])


def process() -> NoReturn:
    """Run the command line and end the process.

    The system takes all memory back at once, which Python would free object by object; only for
    processes and threads that may still run does it take its time.
    """
    code = main()
    if "multiprocessing" not in sys.modules and "concurrent.futures" not in sys.modules:
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(code)  # `run` has flushed standard output
    sys.exit(code)


if __name__ == "__main__":
    process()
