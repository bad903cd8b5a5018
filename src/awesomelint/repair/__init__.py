"""Mojibake: find it, say what it was, and weigh the evidence."""

from awesomelint.repair.detect import detect
from awesomelint.repair.evidence import DamagedLine, DamagedRun, Reading
from awesomelint.repair.pages import damage

__all__ = ["DamagedLine", "DamagedRun", "Reading", "damage", "detect"]
