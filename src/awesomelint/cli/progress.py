"""How far a run over many files is: one line of a terminal, gone at the end."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_AFTER = 1.0  # seconds without a line
_EVERY = 0.1  # seconds between two states of the line
_CLEAR = "\r\033[K"


class FileProgress:
    """Counts the files that are done; on a terminal it says so after a second."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._total = total
        self._done = 0
        self._next = time.monotonic() + _AFTER
        self._is_shown = False
        self._is_on = total > 1 and not quiet and sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave nothing on the terminal."""
        self.clear()

    def step(self) -> None:
        """One file is done."""
        self._done += 1
        if not self._is_on or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _EVERY
        self._is_shown = True
        sys.stderr.write(f"{_CLEAR}{self._done}/{self._total} files")
        sys.stderr.flush()

    def clear(self) -> None:
        """Remove the line, before something else is said."""
        if self._is_shown:
            self._is_shown = False
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
