"""URL or text → what it names. Pure: nothing is asked, read or remembered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.identity import arxiv, code, media, papers, web
from awesomelint.identity.identity import Address, Identity
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Identity", "identify"]

_URL = regex(
    r"(?:(https?|ftp):)?//([^/?#]+)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE | re.DOTALL
)
_GIT = regex(r"(?:git\+)?(?:(?:ssh|git)://(?:git@)?|git@)?([a-z.]+)[:/]+(?=[^/])", re.IGNORECASE)
_ARXIV = regex(
    r"(?:arxiv\s+preprint\s+)?arxiv\s*[:.]\s*(?=[0-9]{4}\.[0-9]|[a-z.-]+/[0-9])", re.IGNORECASE
)
_DOI = regex(r"(?:urn:|info:)?doi\s*[:/]\s*", re.IGNORECASE)
_EMBEDDED = regex(r"(?<![/=?&:])https?://", re.IGNORECASE)
# Punctuation of Chinese, Japanese and Korean that a URL holds only when it was pasted together with
# what follows.
_SICI = regex(r"/10\.[0-9.]{4,20}/[^\s<>]{0,200}<[^\s<>]{0,80}>[^\s<>]{0,80};[0-9]", re.IGNORECASE)
_FOREIGN = regex(r"[\s<>，。；：！？、」』】》〉”“’‘…]")

HOSTS = {
    "arxiv.org": arxiv.site,
    "xxx.itp.ac.cn": arxiv.site,
    "xxx.lanl.gov": arxiv.site,
    "128.84.21.199": arxiv.site,
    "ar5iv.org": arxiv.reader,
    "alphaxiv.org": arxiv.reader,
    "scirate.com": arxiv.reader,
    "papers.cool": arxiv.reader,
    "arxiv-vanity.com": arxiv.reader,
    "semanticscholar.org": arxiv.scholar,
    "api.semanticscholar.org": arxiv.scholar,
    "dblp.org": arxiv.dblp,
    "dblp.uni-trier.de": arxiv.dblp,
    "dblp.dagstuhl.de": arxiv.dblp,
    "doi.org": papers.resolver,
    "dx.doi.org": papers.resolver,
    "doi.acm.org": papers.resolver,
    "dl.acm.org": papers.publisher,
    "link.springer.com": papers.publisher,
    "onlinelibrary.wiley.com": papers.publisher,
    "journals.sagepub.com": papers.publisher,
    "tandfonline.com": papers.publisher,
    "pubs.acs.org": papers.publisher,
    "science.org": papers.publisher,
    "pnas.org": papers.publisher,
    "epubs.siam.org": papers.publisher,
    "journals.aps.org": papers.publisher,
    "annualreviews.org": papers.publisher,
    "royalsocietypublishing.org": papers.publisher,
    "biorxiv.org": papers.publisher,
    "medrxiv.org": papers.publisher,
    "direct.mit.edu": papers.publisher,
    "mitpressjournals.org": papers.publisher,
    "morganclaypool.com": papers.publisher,
    "techrxiv.org": papers.publisher,
    "frontiersin.org": papers.publisher,
    "worldscientific.com": papers.publisher,
    "nature.com": papers.nature,
    "openreview.net": papers.openreview,
    "aclanthology.org": papers.acl,
    "aclanthology.info": papers.acl,
    "aclweb.org": papers.acl,
    "anthology.aclweb.org": papers.acl,
    "aclanthology.coli.uni-saarland.de": papers.acl,
    "papers.nips.cc": papers.neurips,
    "papers.neurips.cc": papers.neurips,
    "proceedings.neurips.cc": papers.neurips,
    "datasets-benchmarks-proceedings.neurips.cc": papers.neurips,
    "proceedings.mlr.press": papers.pmlr,
    "raw.githubusercontent.com": papers.raw_github,
    "openaccess.thecvf.com": papers.cvf,
    "cv-foundation.org": papers.cvf,
    "jmlr.org": papers.jmlr,
    "jmlr.csail.mit.edu": papers.jmlr,
    "ieeexplore.ieee.org": papers.ieee,
    "ijcai.org": papers.ijcai,
    "ecva.net": papers.ecva,
    "github.com": code.github,
    "gitee.com": code.gitee,
    "gitlab.com": code.gitlab,
    "huggingface.co": code.hugging_face,
    "hf.co": code.hugging_face,
    "hf-mirror.com": code.hugging_face,
    "pypi.org": code.pypi,
    "pypi.python.org": code.pypi,
    "npmjs.com": code.npm,
    "npmjs.org": code.npm,
    "youtube.com": media.youtube,
    "m.youtube.com": media.youtube,
    "music.youtube.com": media.youtube,
    "youtube-nocookie.com": media.youtube,
    "youtu.be": media.youtu_be,
    "bilibili.com": media.bilibili,
    "m.bilibili.com": media.bilibili,
    "player.bilibili.com": media.bilibili,
    "b23.tv": media.bilibili,
    "zhihu.com": media.zhihu,
    "zhuanlan.zhihu.com": media.zhihu,
    "mp.weixin.qq.com": media.weixin,
}

_VERBATIM = (papers.resolver, papers.publisher)  # ids that may hold two slashes


def identify(text: str, today: date | None = None) -> Identity | None:
    """What a URL, an arXiv id, a DOI or a git address names.

    It is None if that is nothing known. The text may have white space around it, and what is glued
    to the end of a URL (punctuation, a closing bracket, a second URL). An arXiv id that cannot
    exist gives an identity with a `reason`; with `today`, so does one whose month has not begun
    (`future`).
    """
    found = _identify(text)
    if today is None or found is None:
        return found
    if arxiv.in_future(found, today):
        return replace(found, version=None, reason="future")
    return found


def _identify(text: str) -> Identity | None:
    match = _URL.match(text)
    if match is None:
        return _identify_text(text.strip())
    scheme, place, path, query, fragment = match.groups("")
    if "://" in path or not text.isascii() or text[-1] in "?!.,:;'\")]} \n":
        whole = extent(text)
        if whole != text:
            return _identify(whole)
    host = place.lower()
    if "@" in host or ":" in host:
        host = host.rpartition("@")[2]
        host, _, port = host.partition(":")
    else:
        port = ""
    host = host.rstrip(".").removeprefix("www.")
    handler = HOSTS.get(host)
    if handler is None and host.endswith(".arxiv.org"):
        handler = arxiv.site
    if handler is None:
        return web.page(scheme.lower(), host, port, path, query, fragment)
    if handler not in _VERBATIM:
        path = path.replace("//", "/")
    found = handler(Address(path, query, fragment))
    return found or web.page(scheme.lower(), host, port, path, query, fragment)


def extent(text: str) -> str:
    """The URL that `text` starts with.

    It ends at foreign punctuation, at a second URL, or at a bracket that it did not open.
    """
    second = _EMBEDDED.search(text, 8)
    if second:
        text = text[: second.start()]
    sici = _SICI.search(text)
    cut = _FOREIGN.search(text, sici.end() if sici else 0)
    if cut:
        text = text[: cut.start()]
    while text:
        opening = _OPENING.get(text[-1], "")
        if text[-1] not in "?!.,:;'\"" and not (
            opening and text.count(text[-1]) > text.count(opening)
        ):
            break
        text = text[:-1]
    for closing in "）］｝":
        at = text.find(closing)
        if at >= 0 and text.count(_OPENING[closing]) < text.count(closing):
            return extent(text[:at])
    return text


_OPENING = {")": "(", "]": "[", "}": "{", "）": "（", "］": "［", "｝": "｛"}


def _identify_text(text: str) -> Identity | None:
    """What is no URL: ids with a label, bare ids, hosts without a scheme, git addresses."""
    if text[:1] in "<([「【（":
        text = text[1:].lstrip()
    text = text.removeprefix("git+") if text.startswith("git+http") else text
    if text[:4].lower() in {"http", "ftp:"} or text.startswith("//"):
        return _identify(text) if _URL.match(text) else None
    if match := _ARXIV.match(text):
        return arxiv.claimed(text[match.end() :])
    if match := _DOI.match(text):
        return papers.doi(text[match.end() :])
    if text.startswith("10."):
        return papers.doi(text)
    if match := _GIT.match(text):
        return _identify_address(text, match)
    found = arxiv.parse(text)
    return found if found and not found.reason and " " not in text else None


def _identify_address(text: str, match: re.Match[str]) -> Identity | None:
    """`git@host:owner/name`, `git+https://…`, or a path that starts with a host that is known."""
    host = match[1].lower().removeprefix("www.")
    if (
        host not in HOSTS
        and not host.endswith(".arxiv.org")
        and not text.lower().startswith("www.")
    ):
        found = arxiv.parse(text)
        return found if found and not found.reason else None
    return _identify(f"https://{host}/{text[match.end() :]}")
