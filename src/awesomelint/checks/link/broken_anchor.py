"""Fragments without the heading or id that they name."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from awesomelint.checks.link.known import place, writable
from awesomelint.checks.link.relative import relative_links
from awesomelint.model import Candidate, Edit, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.checks.link.relative import Relative
    from awesomelint.curation.document import Document
    from awesomelint.model import Facts

# What GitHub's pages have beside the headings, and line numbers of code.
_BUILT_IN = frozenset({"", "top", "readme", "readme-ov-file"})
_LINES = re.compile(r"L\d+(C\d+)?(-L?\d+(C\d+)?)?")
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield each link to a place that is not there, in this file or in another Markdown file of the repository."""
    here = _lower(document.anchors)
    for relative in relative_links(document):
        link, path, fragment = relative
        if path and not path.lower().endswith(_MARKDOWN):
            continue
        anchors = (facts.files or {}).get(path) if path else document.anchors
        if anchors is None or _there(fragment, here if not path else _lower(anchors)):
            continue
        start, end = place(link)
        near = _nearest(document, relative, anchors)
        where = path or "this file"
        advice = f"did you mean #{near}?" if near else "correct it, or remove the link"
        yield Finding(
            start,
            end,
            f"no heading or id of {where} answers to #{fragment}; {advice}",
            candidates=_candidate(document, relative, near),
            key=f"{path}#{fragment}",
        )


def _lower(anchors: frozenset[str]) -> dict[str, str]:
    """Anchors by their lower case: GitHub finds them in any."""
    return {anchor.lower(): anchor for anchor in anchors}


def _there(fragment: str, anchors: dict[str, str]) -> bool:
    name = fragment.partition(":~:")[0].lower()
    name = name.removeprefix("user-content-")
    if _LINES.fullmatch(fragment):
        return True
    # a heading that ends in badges has a hyphen for each blank before them
    spellings = (name, f"user-content-{name}", name.rstrip("-"))
    return name in _BUILT_IN or any(spelling in anchors for spelling in spellings)


def _nearest(document: Document, relative: Relative, anchors: frozenset[str]) -> str:
    """The anchor that was meant: that of the heading with the link's text, else the one spelt most alike."""
    text = document.text[relative.link.text.start : relative.link.text.end].strip().lower()
    if not relative.path:
        for section in document.sections:
            if section.title.strip().lower() == text and section.slug:
                return section.slug
    plain = {re.sub(r"[\W_]+", "", anchor.lower()): anchor for anchor in sorted(anchors, reverse=True)}
    wanted = re.sub(r"[\W_]+", "", relative.fragment.lower())
    if wanted in plain:
        return plain[wanted]
    close = get_close_matches(wanted, plain, n=1, cutoff=0.75) if wanted else []
    return plain[close[0]] if close else ""


def _candidate(document: Document, relative: Relative, near: str) -> tuple[Candidate, ...]:
    span = writable(relative.link)
    if not near or span is None:
        return ()
    at = document.text.find("#", span.start, span.end)
    return (Candidate(f"#{near}", 0.7, (Edit(at, span.end, f"#{near}"),)),) if at >= 0 else ()
