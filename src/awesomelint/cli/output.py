"""What is printed, and where: on whatever streams there are, in whatever encoding they have."""

from __future__ import annotations

import codecs
import io
import os
import stat
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from awesomelint.text.printable import escaped, line

if TYPE_CHECKING:
    from collections.abc import Iterator

_ERRORS = "awesomelint"


def prepare() -> None:
    """Make the standard streams safe to use.

    Closed ones lead nowhere, and no character breaks them.

    A closed descriptor is taken by the next file that is opened, which must not be a list or the
    cache.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the same
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - the same
    codecs.register_error(_ERRORS, _escape)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_ERRORS)


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Characters that the encoding lacks as JSON spells them.

    Right in JSON, and readable elsewhere.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    start, end = error.start, error.end
    lacking = error.object[start:end]
    return "".join(map(escaped, lacking)), end


def write(text: str) -> None:
    """Print `text` as it is; the caller has made it fit to print."""
    sys.stdout.write(text)
    sys.stdout.flush()


def write_bytes(raw: bytes) -> None:
    """Print bytes of a file as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()


def tell(message: str) -> None:
    """Say something of the run, which is one line, on standard error."""
    sys.stderr.write(f"{line(message)}\n")
    sys.stderr.flush()


def told(error: OSError) -> str:
    """What the system said, with the file it spoke of."""
    said = error.strerror.lower() if error.strerror else str(error) or type(error).__name__
    return (
        f"{os.fsdecode(error.filename)}: {said}"
        if isinstance(error.filename, str | bytes)
        else said
    )


def give_up(stream: TextIO) -> None:
    """Redirect the rest of a closed stream to nowhere.

    Otherwise it fails once more when the process ends.
    """
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


@contextmanager
def exact() -> Iterator[None]:
    """Print lines of a list as they are: a runner of GitHub's is told to obey none of them."""
    if os.environ.get("GITHUB_ACTIONS") != "true" or _is_file():
        yield
        return
    from secrets import token_hex  # noqa: PLC0415 - only in GitHub's workflows

    token = token_hex(16)
    write(f"::stop-commands::{token}\n")
    try:
        yield
    finally:
        write(f"::{token}::\n")


def _is_file() -> bool:
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):
        return False
