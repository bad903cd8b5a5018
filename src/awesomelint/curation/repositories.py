"""GitHub repositories that a list links, with what is known of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from awesomelint.identity.forges import GITHUB_PAGES
from awesomelint.model import Span
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from awesomelint.curation.document import Document, ListLink
    from awesomelint.model import Facts, RepositoryFact

_REPOSITORY = regex(
    r"https?://(?:www\.)?github\.com/(?P<owner>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/(?P<name>[\w.-]{1,100}?)(?:\.git)?(?=[/?#]|$)",
    re.IGNORECASE | re.ASCII,
)


class Repository(NamedTuple):
    """A link into a repository: its lower-case `owner/name`, and where those stand in the URL."""

    link: ListLink
    key: str
    span: Span
    whole: bool


def repository_of(url: str) -> re.Match[str] | None:
    """The match of owner and name in `url`, if it is a link into a GitHub repository."""
    found = _REPOSITORY.match(url)
    return (
        found
        if found and found["owner"].lower() not in GITHUB_PAGES and found["name"] not in (".", "..")
        else None
    )


def repositories(document: Document) -> Iterator[Repository]:
    """The links of `document` into repositories; struck ones, code and comments left out."""
    for link in document.links:
        if link.struck or link.kind in ("code", "comment"):
            continue
        if found := repository_of(link.url):
            rest = link.url[found.end() :].strip("/")
            span = Span(found.start("owner"), found.end("name"))
            yield Repository(
                link, f"{found['owner']}/{found['name']}".lower(), span, not rest or rest[0] in "#?"
            )


def known(facts: Facts) -> Mapping[str, RepositoryFact | None]:
    """What is known of repositories, by lower-case `owner/name`; None where there is none."""
    return cast("Mapping[str, RepositoryFact | None]", facts.extra.get("repositories") or {})
