"""URLs that name what they mean in a roundabout way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from awesomelint.checks._urls import destinations, host_and_rest, rewritten
from awesomelint.model import Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document, ListLink

# Sites that send http to https for every path.
_HTTPS = frozenset(
    """arxiv.org doi.org dx.doi.org openreview.net aclanthology.org papers.nips.cc
    proceedings.neurips.cc proceedings.mlr.press openaccess.thecvf.com ieeexplore.ieee.org
    github.com www.github.com gitlab.com gitee.com huggingface.co pypi.org www.npmjs.com
    www.youtube.com youtu.be www.bilibili.com www.zhihu.com zhuanlan.zhihu.com mp.weixin.qq.com
    www.nature.com dl.acm.org""".split()  # noqa: SIM905 - a word list
)
_PDF = regex(r"(https?://arxiv\.org)/pdf/([^?#]+?)(?:\.pdf)?$", re.IGNORECASE)
_GIT = regex(r"(https?://(?:www\.)?(?:github|gitee)\.com/[^/?#]+/[^/?#]+?)\.git/?$", re.IGNORECASE)
_TAB = regex(
    r"(https?://(?:www\.)?github\.com/[^/?#]+/[^/?#]+)/?\?tab=readme-ov-file(#[^#]*)?$",
    re.IGNORECASE,
)
_SAYS_PDF = regex(r"pdf|下载|ダウンロード|다운로드", re.IGNORECASE)


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each URL that has a plainer spelling with the same meaning."""
    chosen = _chosen_pdfs(document)
    for link, span, written in destinations(document):
        if link.identity is None or link.identity.reason:
            continue
        new, why = _plainer(written, keep_pdf=id(link) in chosen or _says_pdf(document, link))
        if why:
            yield Finding(
                span.start,
                span.end,
                f"{why}; write {new}",
                fixes=rewritten(document, link, new, "unsafe", f"Write {new}"),
                key=new,
            )


def _plainer(url: str, *, keep_pdf: bool) -> tuple[str, str]:
    """`url` spelt plainly, and why; "" where it is plain."""
    new, why = url, ""
    scheme, host, _ = host_and_rest(new)
    if scheme.lower() == "http://" and host.lower() in _HTTPS:
        new, why = f"https{new[4:]}", f"{host} supports https"
    if not keep_pdf and (match := _PDF.fullmatch(new)):
        new, why = (
            f"{match[1]}/abs/{match[2]}",
            "the abstract says more than the PDF, and links to it",
        )
    elif match := _GIT.fullmatch(new):
        new, why = match[1], "the .git address is for cloning, not for readers"
    elif match := _TAB.fullmatch(new):
        fragment = match[2] or ""
        new, why = (
            match[1] + ("" if fragment == "#readme" else fragment),
            "the README is shown anyway",
        )
    return new, why


def _says_pdf(document: Document, link: ListLink) -> bool:
    text = document.text[link.text.start : link.text.end]
    return link.kind not in {"bare", "autolink"} and bool(_SAYS_PDF.search(text))


def _chosen_pdfs(document: Document) -> set[int]:
    """Links with the role of a PDF, and PDFs of entries that link the abstract too."""
    chosen: set[int] = set()
    for entry in document.entries:
        named = [held.link.identity.key for held in entry.links if held.link.identity]
        for held in entry.links:
            if held.role == "pdf" or (
                held.link.identity and named.count(held.link.identity.key) > 1
            ):
                chosen.add(id(held.link))
    return chosen
