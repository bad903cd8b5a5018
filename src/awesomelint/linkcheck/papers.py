"""Links to arXiv, judged by its API.

Many papers with one question, where each page would take three seconds.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from awesomelint.linkcheck.arxiv import Arxiv, ArxivSettings, RefusedError
from awesomelint.model import LinkFact, LinkState
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.linkcheck.transport import Transport
    from awesomelint.rules.link_settings import LinkSettings

_LINK = regex(
    r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d{1,4}))?(?:\.pdf)?/?$",
    re.ASCII,
)


async def known_papers(
    urls: Iterable[str], transport: Transport, settings: LinkSettings
) -> dict[str, LinkFact]:
    """Facts for those of `urls` that lead to papers (and versions) that arXiv has.

    What the API does not name is left out, to be asked as a page: its errors come as successes, and
    papers that it leaves out may be new. A single paper is asked as a page too.
    """
    wanted: dict[str, list[tuple[str, int]]] = {}
    for url in urls:
        if found := _LINK.match(url):
            wanted.setdefault(found["id"], []).append((url, int(found["version"] or 1)))
    facts: dict[str, LinkFact] = {}
    if not settings.arxiv_api or len(wanted) < 2:
        return facts
    interval = settings.hosts.get("arxiv.org", settings.interval)
    arxiv = Arxiv(
        transport, replace(ArxivSettings(), api=settings.arxiv_api, interval=interval, tries=1)
    )
    try:
        async for part in arxiv.batches(list(wanted)):
            for name, version, _ in part:
                for url, asked in wanted.get(name, ()):
                    if asked <= version:
                        evidence = f"arXiv's API has it, version {version}"
                        facts[url] = LinkFact(url, LinkState.OK, evidence, 200, checked=time.time())
    except RefusedError:
        pass  # their pages are asked instead
    return facts
