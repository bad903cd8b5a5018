"""One title in two entries with different links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.identity._listing import findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Finding


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each entry with the title of an earlier one and another link."""
    return findings(document, "duplicate-title")
