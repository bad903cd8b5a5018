"""Relative links to files that are not in the repository."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks._links import place
from awesomelint.curation.relative import relative_links
from awesomelint.identity.spelling import is_placeholder, with_scheme
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document
    from awesomelint.model import Facts

# `chrome-extension ://…`, `chrome-extension%3A//…`, `my_app:…`: what comes before the colon is no
# folder
_SCHEME = re.compile(r"[./\\\s]*[A-Za-z][\w+.-]*\s*:").match


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each link to a path that is known to be missing.

    Hosts (`www.…`), schemes and placeholders are no paths: other rules speak of them.
    """
    known = facts.files or {}
    for link, path, _ in relative_links(document):
        if (
            known.get(path, frozenset()) is not None
            or with_scheme(path)
            or is_placeholder(path)
            or _SCHEME(path)
        ):
            continue
        start, end = place(link)
        advice = (
            f"for a site write https://{path}"
            if _like_host(path)
            else "correct the path or remove the link"
        )
        yield Finding(start, end, f"there is no file {path} in this repository; {advice}", key=path)


def _like_host(path: str) -> bool:
    """Whether `path` begins like a domain rather than a file."""
    host, _, rest = path.partition("/")
    name, dot, top = host.rpartition(".")
    has_dot = bool(name and dot)
    if not has_dot or not rest:
        return False
    if path.startswith("."):
        return False
    return top.isalpha() and top.islower()
