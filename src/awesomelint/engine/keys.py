"""What stays the same of a finding when lines move: its key for baselines and comparisons."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from awesomelint.outcome import Key
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.curation import Document, Entry
    from awesomelint.model import Finding, Span

LONGEST = 120
# What the layout of a list decides: markers at the beginning of a line, delimiters of emphasis, a
# line under a heading.
_MARKERS = regex(r"^(?:[ \t>*+#|-]|\d{1,9}[.)、](?=\s))*", re.MULTILINE)
_DELIMITERS = str.maketrans("", "", "*_")
_UNDERLINES = "=-#"
AROUND = 12


class Keys:
    """The keys of a document's findings; its entries are looked up, not searched."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._entries = sorted(document.entries, key=lambda entry: entry.start)
        self._starts = [entry.start for entry in self._entries]
        ends = [max(entry.end, entry.start + 1) for entry in self._entries]
        self._reach = list(accumulate(ends, max))

    def of(self, findings: Iterable[Finding]) -> dict[int, str]:
        """The keys of `findings`, each by its finding's `id`."""
        return {id(finding): self.key(finding) for finding in findings}

    def key(self, finding: Finding) -> str:
        """`rule|anchor|detail`, as reports show it."""
        keys = self.each(finding)
        details = dict.fromkeys(key.detail for key in keys)
        key = keys[0]._replace(detail=" ".join(details))
        return str(key)

    def each(self, finding: Finding) -> tuple[Key, ...]:
        """The faults that `finding` is about: itself, or each damaged run that it covers.

        The same text in other lines has the same faults.
        """
        anchor = self._anchor(finding)
        if not finding.runs:
            return (Key(finding.rule, anchor, finding.key),)
        return tuple(
            Key(finding.rule, anchor, self._text(run) if anchor else self._word(run))
            for run in finding.runs
        )

    def _text(self, run: Span) -> str:
        return self._document.text[run.start : run.end]

    def _word(self, run: Span) -> str:
        """The text of `run` with what stands around it up to the next white space."""
        text = self._document.text
        start, end = run.start, run.end
        while start > max(run.start - AROUND, 0) and not text[start - 1].isspace():
            start -= 1
        while end < min(run.end + AROUND, len(text)) and not text[end].isspace():
            end += 1
        return text[start:end]

    def _anchor(self, finding: Finding) -> str:
        """The anchor of the finding, else of its entry, else its text.

        It is "" if the details of the finding hold its text already. An item without a link is
        known by its text, because it is an entry in one list and plain text in another.
        """
        if finding.anchor:
            return finding.anchor
        entry = self.entry_at(finding.start)
        if entry is not None and (entry.identities or (entry.primary and entry.primary.url)):
            return anchor_of(entry)
        if finding.runs or finding.key:
            return ""
        return bare(self._document.text[finding.start : finding.end])[:LONGEST]

    def entry_at(self, offset: int) -> Entry | None:
        """The innermost entry around `offset`: the last to start before it and end behind it."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and self._reach[at] > offset:
            entry = self._entries[at]
            if offset < max(entry.end, entry.start + 1):
                return entry
            at -= 1
        return None


def anchor_of(entry: Entry) -> str:
    """What identifies an entry anywhere: its identity, else its URL and title, else its title."""
    if entry.identities:
        return str(replace(entry.identities[0], version=None))
    primary = entry.primary
    if primary is not None:
        return f"{primary.url} {squeezed(entry.title_text)}".strip()
    return squeezed(entry.title_text)


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def bare(text: str) -> str:
    """`text` without white space and layout.

    Layout is the markers, the delimiters of emphasis and the line under a heading.
    """
    shown = squeezed(_MARKERS.sub("", text)).translate(_DELIMITERS)
    return shown.rstrip(_UNDERLINES)
