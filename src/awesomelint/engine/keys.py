"""What stays the same of a finding when lines move: its key for baselines and comparisons."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.curation import Document, Entry
    from awesomelint.model import Finding


class Keys:
    """The keys of a document's findings; its entries are looked up, not searched."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries = sorted(document.entries, key=lambda entry: entry.start)
        self._starts = [entry.start for entry in self._entries]
        self._reach = list(
            accumulate((max(entry.end, entry.start + 1) for entry in self._entries), max)
        )

    def of(self, findings: Iterable[Finding]) -> dict[int, str]:
        """The keys of `findings`, each by its finding's `id`."""
        return {id(finding): self.key(finding) for finding in findings}

    def key(self, finding: Finding) -> str:
        """`rule|anchor|detail`: the anchor is the entry's identity, else its URL and title, title, section, or text."""
        return "|".join((finding.rule, self._anchor(finding), finding.key))

    def _anchor(self, finding: Finding) -> str:
        entry = self._entry_at(finding.start)
        if entry is not None:
            if entry.identities:
                return str(entry.identities[0])
            primary = entry.primary
            if primary is not None:
                return f"{primary.url} {_squeezed(entry.title_text)}".strip()
            if entry.title_text:
                return _squeezed(entry.title_text)
        document = self._document
        text = _squeezed(document.text[finding.start : finding.end])
        if text:
            return text[:120]
        section = next(
            (s for s in reversed(document.sections) if s.node and s.start <= finding.start < s.end),
            None,
        )
        return section.slug if section else ""

    def _entry_at(self, offset: int) -> Entry | None:
        """The innermost entry around `offset`: the last one that starts before it and reaches beyond it."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and self._reach[at] > offset:
            entry = self._entries[at]
            if offset < max(entry.end, entry.start + 1):
                return entry
            at -= 1
        return None


def key_of(finding: Finding, document: Document | None) -> str:
    """The key of one finding; without a document its anchor is empty."""
    return Keys(document).key(finding) if document else f"{finding.rule}||{finding.key}"


def _squeezed(text: str) -> str:
    return "".join(text.split())
