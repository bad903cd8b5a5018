"""Links without a host: to places of this file and to files of the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation.document import Document, ListLink

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_TEMPLATE = regex(r"\{\{|\}\}|\{%|<%|\$\{|^\{[\w.]+\}$")


class Relative(NamedTuple):
    """A link to `path` (empty for this file) and `fragment` (without `#`), percent-decoded."""

    link: ListLink
    path: str
    fragment: str


def relative_links(document: Document) -> Iterator[Relative]:
    """The rendered links of `document` without scheme and host.

    Templates and struck links are left out.
    """
    for link in document.links:
        url = link.url.strip()
        if (
            link.struck
            or link.kind in ("code", "comment")
            or not url
            or _SCHEME.match(url)
            or _TEMPLATE.search(url)
        ):
            continue
        whole, _, fragment = url.partition("#")
        yield Relative(link, unquote(whole.partition("?")[0]), unquote(fragment))
