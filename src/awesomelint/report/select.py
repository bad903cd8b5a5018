"""What the formats for machines share: which findings they carry, and their fingerprints."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from awesomelint.model import Edit, Finding, Fix
    from awesomelint.report.file_report import FileReport, ReportOptions
    from awesomelint.source import Source


def reported(file: FileReport, options: ReportOptions) -> list[Finding]:
    """The findings of `file`; infos only if they are asked for."""
    return [one for one in file.findings if options.show_info or one.severity != "info"]


def safe_fixes(finding: Finding) -> list[Fix]:
    """The fixes of `finding` that `fix` makes: those that are proven, and no guess."""
    return [fix for fix in finding.fixes if fix.safety == "safe"]


def spelt(edit: Edit, source: Source) -> str:
    """What `edit` writes into the file: its newlines are those of the place."""
    return source.with_newlines(edit.text, edit.start)


class Fingerprints:
    """Names of findings that stay the same when lines move: of their keys, as baselines have them.

    Findings of one file with one key are numbered.
    """

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str]] = Counter()

    def of(self, file: FileReport, finding: Finding) -> tuple[str, int]:
        """A digest of the file and the key of `finding`, and the number of such findings so far."""
        key = file.key(finding)
        self._seen[file.path, key] += 1
        return digest([file.path, key]), self._seen[file.path, key]


def digest(words: Iterable[str]) -> str:
    """32 hexadecimal digits that stand for `words`."""
    text = "\0".join(words)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def span(edits: Sequence[Edit]) -> tuple[int, int]:
    """From the first to the last character that `edits` touch."""
    return min(edit.start for edit in edits), max(edit.end for edit in edits)
