"""Mojibake: find it, say what it was, and weigh the evidence."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from awesomelint.repair.codepages import damage
from awesomelint.repair.detect import detect
from awesomelint.repair.evidence import DamagedLine, DamagedRun, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.repair.whole import Repair

__all__ = ["DamagedLine", "DamagedRun", "Reading", "damage", "detect"]


class _CallablePackage(ModuleType):
    """`awesomelint.repair` is this package and the public function.

    Importing one must not hide the other.
    """

    def __call__(
        self, text: str, *, unsafe: bool = False, references: Sequence[str] = ()
    ) -> Repair:
        """Repair mojibake in `text`, which may be Markdown or not: `whole.repair`."""
        from awesomelint.repair.whole import repair  # noqa: PLC0415 - checks need `detect` alone

        return repair(text, unsafe=unsafe, references=references)


sys.modules[__name__].__class__ = _CallablePackage
