"""Where a baseline lies, told without reading it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from awesomelint.reading import repository_of

if TYPE_CHECKING:
    from pathlib import Path

NAME = ".awesomelint-baseline.jsonl"


def nearest_baseline(folder: Path) -> Path | None:
    """The closest baseline from `folder` upward, in its repository if it is in one."""
    root = repository_of(folder)
    for one in (folder, *folder.parents):
        if os.path.lexists(one / NAME):
            return one / NAME
        if one == root:
            break
    return None
