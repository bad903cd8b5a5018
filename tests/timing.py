"""How long a piece of work takes, whatever else the machine and the test run do."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def cpu_seconds(work: Callable[[], object], runs: int = 2) -> float:
    """The processor time of the shortest of `runs` runs of `work`, in seconds.

    The garbage collector is off meanwhile: it would walk through all that other tests have left
    behind.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return min(_once(work) for _ in range(runs))
    finally:
        if collecting:
            gc.enable()


def _once(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
