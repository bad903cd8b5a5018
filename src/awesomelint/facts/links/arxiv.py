"""arXiv's API: many papers with one question, where asking for their pages would take three seconds each."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from awesomelint.facts.links.answer import FailedError
from awesomelint.model import LinkFact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from awesomelint.facts.links.settings import LinkSettings
    from awesomelint.facts.links.transport import Transport

BATCH = 100
_LINK = re.compile(
    r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?(?:\.pdf)?/?$",
    re.ASCII,
)
_ENTRY = re.compile(r"<id>\s*https?://arxiv\.org/abs/([^<\s]+?)(?:v(\d+))?\s*</id>")


async def known_papers(urls: Iterable[str], transport: Transport, settings: LinkSettings) -> dict[str, LinkFact]:
    """Facts for those of `urls` that lead to papers (and versions) that arXiv has.

    What the API does not name is left out, to be asked as a page: its errors come as successes, and papers that it
    leaves out may be new. A single paper is asked as a page too.
    """
    wanted: dict[str, list[tuple[str, int]]] = {}
    for url in urls:
        if found := _LINK.match(url):
            wanted.setdefault(found["id"], []).append((url, int(found["version"] or 1)))
    names = list(wanted)
    facts: dict[str, LinkFact] = {}
    if not settings.arxiv_api or len(names) < 2:
        return facts
    for at in range(0, len(names), BATCH):
        if at:
            await _rest(settings)
        part = names[at : at + BATCH]
        try:
            status, _, body = await transport.call(
                f"{settings.arxiv_api}?id_list={','.join(part)}&max_results={len(part)}",
                {"Accept": "application/atom+xml"},
            )
        except FailedError:
            return facts
        if status != 200:
            return facts
        for name, version in _ENTRY.findall(body.decode("utf-8", "replace")):
            for url, asked in wanted.get(name, ()):
                if asked <= int(version or 1):
                    evidence = f"arXiv's API has it, version {version or 1}"
                    facts[url] = LinkFact(url, "ok", evidence, status, checked=time.time())
    return facts


async def _rest(settings: LinkSettings) -> None:
    """Three seconds between questions, as arXiv asks."""
    import asyncio  # noqa: PLC0415 - loaded by then; the module is imported without it

    await asyncio.sleep(settings.hosts.get("arxiv.org", settings.interval))
