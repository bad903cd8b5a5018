"""Mojibake: find it, say what it was, and weigh the evidence."""

from awesomelint.repair.detect import DamagedLine, DamagedRun, Reading, detect
from awesomelint.repair.pages import damage

__all__ = ["DamagedLine", "DamagedRun", "Reading", "damage", "detect"]
