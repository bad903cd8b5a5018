"""Links to a second name of a site, or to a mirror that may be gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint.checks._urls import destinations, host_and_rest, rewritten
from awesomelint.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document
    from awesomelint.identity import Identity

# Hosts that serve the same paths as the one that their owners name.
_SAME = {
    "dx.doi.org": "doi.org",
    "www.doi.org": "doi.org",
    "www.arxiv.org": "arxiv.org",
    "export.arxiv.org": "arxiv.org",
    "browse.arxiv.org": "arxiv.org",
    "xxx.itp.ac.cn": "arxiv.org",
    "xxx.lanl.gov": "arxiv.org",
    "m.youtube.com": "www.youtube.com",
    "m.bilibili.com": "www.bilibili.com",
    "www.github.com": "github.com",
    "www.huggingface.co": "huggingface.co",
    "hf.co": "huggingface.co",
}
_ARXIV_PATHS = ("/abs/", "/pdf/", "/html/", "/ps/", "/format/")


def check(document: Document) -> Iterator[Finding]:
    """Yield a finding for each link by a mirror host to a path that the main host has too."""
    for link, span, written in destinations(document):
        _, host, rest = host_and_rest(written)
        host = host.lower()
        main = _SAME.get(host) or ("arxiv.org" if host.endswith(".arxiv.org") else None)
        if main is None or link.identity is None or not _serves(main, host, rest, link.identity):
            continue
        new = f"https://{main}{rest}"
        yield Finding(
            span.start,
            span.end,
            f"{host} is another name of {main}; write {new}",
            fixes=rewritten(document, link, new, "safe", f"Write {main}"),
            key=new,
        )


def _serves(main: str, host: str, rest: str, identity: Identity) -> bool:
    if main == "arxiv.org":
        return (
            host != "ar5iv.labs.arxiv.org"
            and identity.scheme == "arxiv"
            and rest.startswith(_ARXIV_PATHS)
        )
    return identity.scheme != "url" or main == "doi.org"
