"""Coverage-guided fuzzing of `fix`: no exception, final, proven.

Run it; `-max_total_time=600` ends it by itself. Needs atheris. All arguments go to libFuzzer:
options, and a folder of inputs to start from and to add to.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).resolve().parent),
    str(Path(__file__).resolve().parents[1] / "src"),
]

try:
    import atheris  # type: ignore[import-untyped, unused-ignore] # it ships no types
except ImportError:
    sys.exit("skipped: atheris is not installed (pip install atheris)")

with atheris.instrument_imports(
    include=["awesomelint.layout", "awesomelint.proof", "awesomelint.engine"]
):
    from test_fix_properties import DOCUMENTS, check

from hypothesis import HealthCheck, given, settings  # noqa: E402 - the fuzzer instruments what is imported before

STRUCTURED = 0x80
"""Inputs whose first byte is at least this choose from the grammar of list-like texts."""


@given(DOCUMENTS)
@settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
def structured(text: str) -> None:
    """One document of the grammar."""
    check(text)


def one_input(data: bytes) -> None:
    """Fix what `data` says."""
    if data and data[0] >= STRUCTURED:
        structured.hypothesis.fuzz_one_input(data[1:])  # type: ignore[attr-defined] # Hypothesis adds it
    else:
        check(data[1:3000].decode("utf-8", "ignore"))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
