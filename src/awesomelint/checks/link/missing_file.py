"""Relative links to files that are not in the repository."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from awesomelint.checks._links import place, spelt, writable
from awesomelint.curation.contents import without_hash
from awesomelint.curation.relative import relative_links
from awesomelint.identity.spelling import is_placeholder, with_scheme
from awesomelint.model import Candidate, Edit, Finding
from awesomelint.text.near import near_name
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from awesomelint.curation.document import Document, ListLink
    from awesomelint.model import Facts

# `chrome-extension ://…`, `chrome-extension%3A//…`, `my_app:…`: what comes before the colon is no
# folder
_SCHEME = regex(r"[./\\\s]*[A-Za-z][\w+.-]*\s*:")


COMPARED = 200  # files of a folder that are compared with a missing one
# Mail addresses, and addresses in more brackets than markup has: other rules know what they should
# be.
_NO_PATH = regex(r"[^/]*@[\w-]+\.[\w.-]+|.*://", re.DOTALL)


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each link to a path that is known to be missing.

    Hosts, schemes, mail addresses and placeholders are no paths, nor are anchors of a table of
    contents that lack their `#`: other rules report them.
    """
    known = facts.files or {}
    anchors = without_hash(document)
    beside = _by_folder(known)
    for link, path, _ in relative_links(document):
        if known.get(path, frozenset()) is not None or not _is_path(path):
            continue
        if link.start in anchors:
            continue
        start, end = place(link)
        folder, _, last = path.rstrip("/").rpartition("/")
        near = near_name(last, beside.get(folder, ()))
        meant = f"{folder}/{near}" if near and folder else near
        yield Finding(
            start,
            end,
            f"there is no file {path} in this repository; {_advice(path, meant)}",
            candidates=_candidate(document, link, path, meant),
            key=path,
        )


def _is_path(path: str) -> bool:
    return not (
        with_scheme(path) or is_placeholder(path) or _SCHEME.match(path) or _NO_PATH.match(path)
    )


def _by_folder(known: Mapping[str, frozenset[str] | None]) -> Mapping[str, list[str]]:
    """The names of the files that are there, by their folder."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, anchors in known.items():
        folder, _, name = path.rstrip("/").rpartition("/")
        if anchors is not None and len(found[folder]) < COMPARED:
            found[folder].append(name)
    return found


def _advice(path: str, meant: str) -> str:
    if meant:
        return f"did you mean {meant}?"
    if _like_host(path):
        return f"for a site write https://{path}"
    return "correct the path or remove the link"


def _candidate(document: Document, link: ListLink, path: str, meant: str) -> tuple[Candidate, ...]:
    """The path that was meant, where the missing one is written as it is read."""
    span = writable(link)
    if not meant or span is None:
        return ()
    if not document.text.startswith(path, span.start, span.end):
        return ()
    escaped = meant.replace("%", "%25").replace(" ", "%20")
    written = spelt(escaped)
    end = span.start + len(path)
    edit = Edit(span.start, end, written)
    return (Candidate(written, 0.7, (edit,)),)


def _like_host(path: str) -> bool:
    """Whether `path` begins like a domain rather than a file."""
    host, _, rest = path.partition("/")
    name, _, top = host.rpartition(".")
    if not name or not rest or path.startswith("."):
        return False
    return top.isalpha() and top.islower()
