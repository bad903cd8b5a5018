"""Parameters of URLs that only tell where a visitor came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING
from urllib.parse import unquote

from awesomelint.checks._urls import destinations, host_and_rest, rewritten
from awesomelint.identity.trackers import is_campaign, is_tracker
from awesomelint.model import Finding
from awesomelint.syntax import nodes
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, ListLink, Section
    from awesomelint.identity import Identity

LONGEST_LINE = 300

# Headings, labels and lines of those who pay for a list, or are thanked for it.
_SPONSORS = regex(
    r"\b(?:co-?)?sponsor|\bbackers?\b|\bsupporters?\b|\bsupported by\b|\bpartners?\b"
    r"|\badvert|\bdonat|\bfunded by\b"
    r"|赞助|贊助|广告|廣告|推广|推廣|合作伙伴|合作夥伴|支持者|捐赠|捐贈|スポンサー|広告|協賛|支援者|후원|스폰서|광고|협찬",
    re.IGNORECASE,
)
_TAG = regex(r"<[^<>]*>")
_SIGNS = regex(r"[\W_]+")
# The page from which readers come is the list's own, on GitHub.
_HERE = frozenset({"github", "githubcom", "githubreadme", "readme", "readmemd", "gh"})
_ABOUT_ITSELF = regex(
    r"/(?:contributing|stargazers|graphs|issues|pulls?|releases|license|fork)\b", re.IGNORECASE
)


def check(document: Document, *, keep: list[str] | None = None) -> Iterator[Finding]:
    """Yield a finding for each URL with such parameters, except for those named in `keep`.

    A URL that names a campaign is left alone in a badge, at a sponsor's, and where the campaign is
    the list itself; otherwise all its parameters are removed, or none.
    """
    kept = frozenset(name.lower() for name in keep or ())
    place: _Place | None = None
    for link, span, written in destinations(document):
        if "?" not in written:
            continue
        new, gone = without_trackers(written, kept)
        if not gone:
            continue
        campaign = any(map(is_campaign, gone))
        place = place or _Place(document)
        if campaign and place.intends(link, written):
            continue
        names = (
            " and ".join(gone)
            if len(gone) < 3
            else f"{gone[0]} and {len(gone) - 1} more parameters"
        )
        one = len(gone) == 1
        yield Finding(
            span.start,
            span.end,
            f"{names} only {'tracks' if one else 'track'} readers "
            f"and {'does' if one else 'do'} not change the page; "
            f"remove {'it' if one else 'them'}",
            fixes=rewritten(
                document, link, new, "unsafe" if campaign else "safe", f"Remove {names}"
            ),
            key=new,
        )


class _Place:
    """Where the links of a list stand, and by which names it goes."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.sections = document.sections
        self.starts = [section.start for section in document.sections]
        labelled = (
            group for group in document.groups if group.entries and _SPONSORS.search(group.label)
        )
        self.sponsored = [(group.entries[0].start, group.entries[-1].end) for group in labelled]
        title = next((section.title for section in document.sections if section.level == 1), "")
        self.names = {_bare(title)} | {
            _bare(part)
            for link in document.links
            if link.identity
            for part in _of_repository(link.identity)
        }

    def intends(self, link: ListLink, url: str) -> bool:
        """Whether the campaign that `url` names is meant to stand there."""
        return _is_badge(self.text, link) or self._is_own(url) or self._is_sponsored(link)

    def _is_own(self, url: str) -> bool:
        _, _, after_path = url.partition("?")
        query, _, _ = after_path.partition("#")
        for parameter in query.replace("&amp;", "&").split("&"):
            name, _, value = parameter.partition("=")
            if is_campaign(name) and self._names_the_list(unquote(value)):
                return True
        return False

    def _names_the_list(self, value: str) -> bool:
        whole = _bare(value)
        parts = {whole, *(_bare(part) for part in re.split(r"[/:@]", value))} - {""}
        return "awesome" in whole or not parts.isdisjoint(_HERE) or not parts.isdisjoint(self.names)

    def _is_sponsored(self, link: ListLink) -> bool:
        line = self.text.rfind("\n", 0, link.start) + 1
        if _SPONSORS.search(self.text, max(line, link.start - LONGEST_LINE), link.start):
            return True
        section: Section | None = self.sections[bisect_right(self.starts, link.start) - 1]
        while section is not None:
            if section.end > link.start and _SPONSORS.search(section.title):
                return True
            section = section.parent
        return any(start <= link.start < end for start, end in self.sponsored)


def _bare(name: str) -> str:
    """Letters and digits of a name, in lower case."""
    return _SIGNS.sub("", name).lower()


def _of_repository(identity: Identity) -> tuple[str, ...]:
    """Name and full name of the repository, if the link leads to a page about work on it."""
    if identity.scheme != "github" or not _ABOUT_ITSELF.search(identity.id):
        return ()
    owner, name = identity.id.split("/")[:2]
    return name, f"{owner}/{name}"


def _is_badge(text: str, link: ListLink) -> bool:
    """Whether a link shows nothing but images."""
    shown = text[link.text.start : link.text.end]
    if link.kind == "html":
        words = _TAG.sub("", shown).strip()
        return not words and "<img" in shown.lower()
    node = link.node
    if not isinstance(node, nodes.Link) or not node.children:
        return False
    return all(
        isinstance(part, nodes.Image | nodes.SoftBreak | nodes.HardBreak | nodes.Html)
        or _is_blank(text, part)
        for part in node.children
    )


def _is_blank(text: str, node: nodes.Node) -> bool:
    return isinstance(node, nodes.Text) and not text[node.start : node.end].strip()


def without_trackers(url: str, kept: frozenset[str]) -> tuple[str, list[str]]:
    """`url` without the parameters that only track, and their names.

    What stays is spelt as it was.
    """
    head, _, rest = url.partition("?")
    asked, mark, fragment = rest.partition("#")
    host = host_and_rest(url)[1].lower().rpartition("@")[2].partition(":")[0].removeprefix("www.")
    stay: list[str] = []
    gone: list[str] = []
    # parameters and what parts them, by turns; in HTML and Markdown `&` may be written `&amp;`
    pieces = re.split(r"(&amp;|&)", asked)
    for separator, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        name = piece.partition("=")[0]
        if is_tracker(name, host) and name.lower() not in kept:
            gone.append(name)
        else:
            stay.append(separator + piece if stay else piece)
    if not gone:
        return url, []
    return head + ("?" + "".join(stay) if stay else "") + mark + fragment, gone
