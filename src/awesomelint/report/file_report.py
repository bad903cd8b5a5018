"""A file and what was found in it: what every format renders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from awesomelint.model import Finding
    from awesomelint.outcome import Lint, Withheld
    from awesomelint.source import Source


class ReportOptions(NamedTuple):
    """How findings are shown. A format that has no use for one of these leaves it out.

    `color` is for terminals, `show_info` lists infos instead of counting them, `verbose` tells of
    suppressed findings too.
    """

    color: bool = False
    show_info: bool = False
    verbose: bool = False


PLAIN = ReportOptions()


@dataclass(slots=True, eq=False, repr=False)
class FileReport:
    """One file's outcome, without its tree: a run over many files keeps what it prints and no more.

    `keys` are those of the findings by their `id`; a file that could not be parsed (not UTF-8) has
    none.
    """

    path: str
    source: Source
    lint: Lint
    keys: Mapping[int, str] = field(default_factory=dict)
    withheld: Sequence[Withheld] = field(default_factory=tuple)

    def __reduce__(self) -> tuple[object, ...]:
        """How another process gets it, where the findings have other ids."""
        keys = [self.keys.get(id(finding), "") for finding in _all(self.lint)]
        return _handed_over, (self.path, self.source, self.lint, keys, self.withheld)

    @property
    def findings(self) -> list[Finding]:
        """What is reported of the file."""
        return self.lint.findings

    def key(self, finding: Finding) -> str:
        """The key of one of the findings."""
        return self.keys.get(id(finding)) or f"{finding.rule}||{finding.key}"


def _all(lint: Lint) -> list[Finding]:
    return [*lint.findings, *lint.suppressed, *lint.accepted]


def _handed_over(
    path: str, source: Source, lint: Lint, keys: Sequence[str], withheld: Sequence[Withheld]
) -> FileReport:
    known = {id(finding): key for finding, key in zip(_all(lint), keys, strict=True) if key}
    return FileReport(path, source, lint, known, withheld)
