"""Linter and formatter for curated Markdown lists."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awesomelint.api import check, fix, parse
    from awesomelint.curation import Document, Entry
    from awesomelint.curation import ListLink as Link
    from awesomelint.identity import Identity, identify
    from awesomelint.model import Finding, Fix

__version__ = "0.1.0"

__all__ = ["Document", "Entry", "Finding", "Fix", "Identity", "Link", "check", "fix", "identify", "parse"]

_HOMES = {
    "Document": ("curation", "Document"),
    "Entry": ("curation", "Entry"),
    "Finding": ("model", "Finding"),
    "Fix": ("model", "Fix"),
    "Identity": ("identity", "Identity"),
    "Link": ("curation", "ListLink"),
    "check": ("api", "check"),
    "fix": ("api", "fix"),
    "identify": ("identity", "identify"),
    "parse": ("api", "parse"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """A public name, imported when it is asked for: `awesomelint --version` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'awesomelint' has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(f"awesomelint.{module}"), attribute)
