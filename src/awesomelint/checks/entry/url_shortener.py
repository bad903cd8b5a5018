"""Links through a shortener: nobody sees where they lead, and they die with the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._links import candidate, place, redirect
from awesomelint.identity.sites import host_of
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, ListLink
    from awesomelint.model import Facts

# services that shorten anybody's URLs, and those of X, Bilibili, LinkedIn, Sina and Tencent
SHORTENERS = frozenset({
    "b23.tv", "bit.ly", "buff.ly", "cutt.ly", "dwz.cn", "git.io", "goo.gl", "is.gd", "j.mp",
    "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly", "reurl.cc", "shorturl.at", "suo.im", "t.cn", "t.co",
    "t.ly", "tiny.cc", "tinyurl.com", "url.cn", "v.gd",
})  # fmt: skip


def check(document: Document, facts: Facts) -> Iterator[Finding]:
    """Yield a finding for each shortened link, which suggests the target if it is known."""
    for link in document.links:
        if link.kind in {"code", "comment"} or link.struck:
            continue
        host = host_of(link.url).removeprefix("www.")
        if host not in SHORTENERS:
            continue
        start, end = place(link)
        target = _target(facts, link)
        yield Finding(
            start,
            end,
            f"{host} hides where the link leads"
            + (f"; write {target}" if target else "; write the page's own URL"),
            fixes=redirect(link, target, "suggestion", f"Write {target}") if target else (),
            candidates=candidate(link, target, 0.9) if target else (),
            key=link.url,
        )


def _target(facts: Facts, link: ListLink) -> str:
    """Where the link led when it was asked, if it was."""
    fact = facts.link(link.url)
    if fact is None:
        return ""
    return fact.location
