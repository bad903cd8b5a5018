"""What a badge is about: the repository whose numbers it shows, or the paper whose id it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.identity.identify import identify
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.identity.identity import Identity

_HOST = regex(r"https?://(?:(?:www|img)\.)?(?:shields\.io|badgen\.net)/", re.IGNORECASE)
# Numbers of a repository, by the paths that Shields and Badgen document.
_REPOSITORY = regex(
    r"/github/(?:stars|forks|watchers|last-commit|license|contributors|issues)"
    r"/([\w.-]{1,100})/([\w.-]{1,100}?)(?:\.svg|\.png)?(?=[/?#]|$)"
)
# The id between the label and the color of a badge with a text of its own.
_PAPER = regex(r"/badge/[^/?#\d]{0,40}(\d{4}\.\d{4,5})(?:v\d{1,2})?(?!\d)")


def is_badge(url: str) -> bool:
    """Whether an image at `url` is a badge of a service that draws them."""
    return _HOST.match(url) is not None


def badge_identity(url: str) -> Identity | None:
    """The repository or paper that the badge with the image `url` names; None if it names none."""
    if not is_badge(url):
        return None
    if repository := _REPOSITORY.search(url):
        return identify(f"https://github.com/{repository[1]}/{repository[2]}")
    if paper := _PAPER.search(url):
        return identify(f"https://arxiv.org/abs/{paper[1]}")
    return None
