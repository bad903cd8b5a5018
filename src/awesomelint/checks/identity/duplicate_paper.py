"""One paper in two entries, found by a publisher's id, or by two registries' ids and a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks.identity._listing import findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.model import Finding


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each entry that is the paper of an earlier one."""
    return findings(document, "duplicate-paper")
