"""Entries whose title is their URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.curation.told import as_text, one_line
from awesomelint.curation.untitled import LABEL, WORDS, untitled
from awesomelint.identity import identify
from awesomelint.model import Edit, Finding, Fix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from awesomelint.curation import Document, ListLink
    from awesomelint.model import Facts

_ESCAPED = (("(", "%28"), (")", "%29"), (" ", "%20"))


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield a finding for each entry that shows a URL, id or label in place of its title."""
    for entry in document.entries:
        links = untitled(document, entry)
        if not links:
            continue
        papers = [link for link in links if link.identity and link.identity.kind == "paper"]
        shown = (papers or links)[0]
        titles = facts.titles or {}
        yield Finding(
            shown.start,
            shown.end,
            _message(shown, titles),
            level="paper" if papers else "other",
            fixes=_fixes(papers, titles),
            key=shown.identity.id if shown.identity else shown.url,
        )


def _message(link: ListLink, titles: Mapping[str, tuple[str, ...]]) -> str:
    identity = link.identity
    if identity is None or identity.kind != "paper":
        return "the entry shows its URL instead of a title; write [title](URL)"
    title = _title(link, titles)
    if title:
        return f"the entry has no title; the title of the paper is “{title}”"
    asked = {"arxiv": "arXiv", "doi": "its registry", "openreview": "OpenReview"}.get(
        identity.scheme
    )
    online = f"; `fix --online` gets it from {asked}" if asked else ""
    return f"the entry has no title, so readers cannot tell what {identity} is{online}"


def _title(link: ListLink, titles: Mapping[str, tuple[str, ...]]) -> str:
    """The newest known title of the paper.

    It is "" without one, or if the title could be taken for a URL, an id or a label.
    """
    identity = link.identity
    if identity is None or identity.kind != "paper":
        return ""
    name = identity.id
    if identity.scheme != "arxiv":
        name = f"{identity.scheme}:{name}"
    versions = titles.get(name, ())
    if not versions:
        return ""
    title = one_line(versions[-1])
    is_title = WORDS.search(title) and not LABEL.fullmatch(title)
    return title if is_title and not identify(title) else ""


def _address(link: ListLink) -> str:
    """The page of a paper: of arXiv the abstract, else the URL as it is."""
    identity = link.identity
    if identity is not None and identity.scheme == "arxiv":
        version = identity.version or ""
        return f"https://arxiv.org/abs/{identity.id}{version}"
    url = link.url
    for char, escaped in _ESCAPED:
        url = url.replace(char, escaped)
    return url


def _fixes(papers: list[ListLink], titles: Mapping[str, tuple[str, ...]]) -> tuple[Fix, ...]:
    """The fix that makes each bare link of a known title a link that shows the title.

    Titles that cannot be written as plain text are left out.
    """
    edits: list[Edit] = []
    names: list[str] = []
    targets: list[str] = []
    for link in papers:
        title = _title(link, titles)
        if title and (written := as_text(title)):
            edits.append(Edit(link.start, link.end, f"[{written}]({_address(link)})"))
            names.append(title)
            targets.append(_address(link))
    if not edits:
        return ()
    description = f"Write the title {' and '.join(names)}"
    fix = Fix(
        tuple(edits), "safe", ("entries",), description, expects=tuple(targets), shows=tuple(names)
    )
    return (fix,)
