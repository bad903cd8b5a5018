"""What stays the same of a finding when lines move: its key for baselines and comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awesomelint.curation import Document, Entry
    from awesomelint.model import Finding


def key_of(finding: Finding, document: Document | None) -> str:
    """`rule|anchor|detail`: the anchor is the entry's identity, else its URL and title, title, section, or text."""
    return "|".join((finding.rule, _anchor(finding, document), finding.key))


def _anchor(finding: Finding, document: Document | None) -> str:
    if document is None:
        return ""
    entry = _entry_at(document, finding.start)
    if entry is not None:
        if entry.identities:
            return str(entry.identities[0])
        primary = entry.primary
        if primary is not None:
            return f"{primary.url} {_squeezed(entry.title_text)}".strip()
        if entry.title_text:
            return _squeezed(entry.title_text)
    text = _squeezed(document.text[finding.start : finding.end])
    if text:
        return text[:120]
    section = next((s for s in reversed(document.sections) if s.node and s.start <= finding.start < s.end), None)
    return section.slug if section else ""


def _entry_at(document: Document, offset: int) -> Entry | None:
    """The innermost entry around `offset`."""
    return next((e for e in reversed(document.entries) if e.start <= offset < max(e.end, e.start + 1)), None)


def _squeezed(text: str) -> str:
    return "".join(text.split())
