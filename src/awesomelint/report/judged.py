"""A file and what was found in it: what every format renders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation import Document
    from awesomelint.engine import Lint, Withheld
    from awesomelint.model import Finding
    from awesomelint.source import Source


@dataclass(slots=True)
class Judged:
    """One file's outcome. `document` is None where the file could not be parsed (not UTF-8)."""

    path: str
    source: Source
    lint: Lint
    document: Document | None = None
    withheld: Sequence[Withheld] = field(default_factory=tuple)

    @property
    def findings(self) -> list[Finding]:
        """What is reported of the file."""
        return self.lint.findings
