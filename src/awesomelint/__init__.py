"""Linter and formatter for curated Markdown lists."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awesomelint.api import check, fix, fix_text, records
    from awesomelint.curation import Document, Entry, Group, Section
    from awesomelint.curation import ListLink as Link
    from awesomelint.curation.conflicts import MergeConflictError
    from awesomelint.engine import Applied, CycleError, UnprovenError, Withheld
    from awesomelint.errors import AwesomelintError
    from awesomelint.export import Record
    from awesomelint.identity import Identity, identify
    from awesomelint.linter import Linter, parse
    from awesomelint.model import (
        Candidate,
        Edit,
        Facts,
        Finding,
        Fix,
        LinkFact,
        LinkState,
        Related,
        Span,
    )
    from awesomelint.repair.evidence import DamagedRun, Reading
    from awesomelint.repair.whole import Repair, RepairedLine, repair
    from awesomelint.results import FixResult, Report
    from awesomelint.rules import RuleError, UnknownRuleError
    from awesomelint.rules.config import Config
    from awesomelint.rules.configfile import ConfigError
    from awesomelint.source import NotUtf8Error
    from awesomelint.version import __version__ as __version__

__all__ = [
    "Applied",
    "AwesomelintError",
    "Candidate",
    "Config",
    "ConfigError",
    "CycleError",
    "DamagedRun",
    "Document",
    "Edit",
    "Entry",
    "Facts",
    "Finding",
    "Fix",
    "FixResult",
    "Group",
    "Identity",
    "Link",
    "LinkFact",
    "LinkState",
    "Linter",
    "MergeConflictError",
    "NotUtf8Error",
    "Reading",
    "Record",
    "Related",
    "Repair",
    "RepairedLine",
    "Report",
    "RuleError",
    "Section",
    "Span",
    "UnknownRuleError",
    "UnprovenError",
    "Withheld",
    "check",
    "fix",
    "fix_text",
    "identify",
    "parse",
    "records",
    "repair",
]

_HOMES = {
    "Applied": "engine",
    "AwesomelintError": "errors",
    "Candidate": "model",
    "Config": "rules.config",
    "ConfigError": "rules.configfile",
    "CycleError": "engine",
    "DamagedRun": "repair.evidence",
    "Document": "curation",
    "Edit": "model",
    "Entry": "curation",
    "Facts": "model",
    "Finding": "model",
    "Fix": "model",
    "FixResult": "results",
    "Group": "curation",
    "Identity": "identity",
    "Link": "curation",
    "LinkFact": "model",
    "LinkState": "model",
    "Linter": "linter",
    "MergeConflictError": "curation.conflicts",
    "NotUtf8Error": "source",
    "Reading": "repair.evidence",
    "Record": "export",
    "Related": "model",
    "Repair": "repair.whole",
    "RepairedLine": "repair.whole",
    "Report": "results",
    "RuleError": "rules",
    "Section": "curation",
    "Span": "model",
    "UnknownRuleError": "rules",
    "UnprovenError": "engine",
    "Withheld": "engine",
    "__version__": "version",
    "check": "api",
    "fix": "api",
    "fix_text": "api",
    "identify": "identity",
    "parse": "linter",
    "records": "api",
    "repair": "",  # the package itself, which is callable
}

_NAMES = {"Link": "ListLink"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """A public name, imported when it is asked for: `awesomelint --version` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'awesomelint' has no attribute {name!r}")
    home = _HOMES[name]
    if not home:
        return import_module(f"awesomelint.{name}")
    module = import_module(f"awesomelint.{home}")
    return getattr(module, _NAMES.get(name, name))


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
