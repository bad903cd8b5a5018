"""Each test has a cache of its own: what another one found must not answer for it."""

from __future__ import annotations

import os
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

_FOLDER = Path(tempfile.mkdtemp(prefix="awesomelint-tests-"))
_NUMBERS = count()


def pytest_runtest_setup(item: pytest.Item) -> None:  # noqa: ARG001 - pytest passes it by this name
    os.environ["XDG_CACHE_HOME"] = str(_FOLDER / f"{os.getpid()}-{next(_NUMBERS)}")


def pytest_unconfigure(config: pytest.Config) -> None:  # noqa: ARG001 - the same
    import shutil

    shutil.rmtree(_FOLDER, ignore_errors=True)
