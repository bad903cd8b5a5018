"""Badges of build services, which tell readers of a list nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.model import Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

_BUILD = regex(
    r"(?:travis-ci\.(?:org|com)|app\.travis-ci\.com|circleci\.com)/[^\s)]*|"
    r"ci\.appveyor\.com/api/projects/status/[^\s)]*|"
    r"github\.com/[\w.-]{1,100}/[\w.-]{1,100}/(?:actions/)?workflows/[^\s)]{0,200}badge\.svg|"
    r"shields\.io/(?:github/actions/workflow/status|travis|circleci)/[^\s)]*",
    re.IGNORECASE,
)
# further down it is the badge of an entry
LATEST = 30


def check(document: Document) -> Iterator[Finding]:
    """A finding for each such image above the first section."""
    first = next((one.node for one in document.sections if one.level == 2 and one.node), None)
    for link in document.links:
        if document.source.position(link.start)[0] > LATEST or (first and link.start > first.start):
            return
        if link.kind in {"image", "html-image"} and (found := _BUILD.search(link.url)):
            yield Finding(
                link.start,
                link.end,
                f"the badge {found[0].partition('/')[0]} shows whether a build passed, "
                "which tells readers of the list nothing; delete it",
                key=link.url,
            )
