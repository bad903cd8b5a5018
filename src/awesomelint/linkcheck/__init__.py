"""Links: asked politely, judged by evidence. What could not be learnt is never called dead."""

from __future__ import annotations

import time
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from awesomelint.identity.sites import host_of, reserved
from awesomelint.model import LinkFact, LinkState, link_key
from awesomelint.rules.link_settings import LinkSettings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from awesomelint.curation.document import Document, ListLink
    from awesomelint.linkcheck.inquiry import Inquiry
    from awesomelint.linkcheck.network import Permitted, Resolver
    from awesomelint.linkcheck.store import Store

__all__ = [
    "InterruptedRunError",
    "LinkSettings",
    "Progress",
    "SettingsError",
    "ask",
    "asked_links",
    "gather_links",
]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: links done and in all, waiting domains, speed, seconds left.

    The speed is in requests a second. The seconds left are a guess.
    """

    done: int
    total: int
    cooling: int
    rate: float
    left: float


class InterruptedRunError(KeyboardInterrupt):
    """The run was stopped by Ctrl-C; `facts` is what was known by then.

    It is a `KeyboardInterrupt`, so that handlers of errors do not catch it.
    """

    def __init__(self, facts: dict[str, LinkFact]) -> None:
        super().__init__("interrupted")
        self.facts = facts


def asked_links(document: Document) -> Iterator[ListLink]:
    """The links of `document` that are worth asking.

    They lead to http or https, are not struck out, and stand outside of code and comments.
    """
    for link in document.links:
        if link.struck or link.kind in ("code", "comment"):
            continue
        if link_key(link.url).lower().startswith(("http://", "https://")):
            yield link


def unasked(url: str, settings: LinkSettings) -> str:
    """Why `url` is not asked at all; empty if it is."""
    host = host_of(url)
    if not host:
        return "no host"
    if reserved(host) and not (
        settings.allow_private and host.endswith(("localhost", ".local", ".test"))
    ):
        return "a reserved name"
    if any(fnmatchcase(url, pattern) for pattern in settings.exclude):
        return "excluded by the config"
    return ""


async def ask(  # noqa: PLR0913 - what tests and sweeps replace of a run
    urls: Iterable[str],
    settings: LinkSettings,
    store: Store,
    progress: Callable[[Progress], None] | None = None,
    *,
    known: dict[str, LinkFact] | None = None,
    resolver: Resolver | None = None,
    permitted: Permitted | None = None,
    own: Callable[[str], bool] | None = None,
) -> dict[str, LinkFact]:
    """A fact for each of `urls`, by `link_key`.

    `known` is filled as facts come, so that an interrupted run has them.

    `resolver` (name → addresses) and `permitted` (address → may it be asked) replace the system's
    resolver and the rule that only public addresses are asked. `own` tells which domains are asked
    here; others belong to other processes, and links that redirect there get no fact.
    """
    from awesomelint.linkcheck.inquiry import Inquiry  # noqa: PLC0415 - asyncio and httpx are slow to import
    from awesomelint.linkcheck.papers import known_papers  # noqa: PLC0415 - only where something is asked
    from awesomelint.linkcheck.transport import Transport  # noqa: PLC0415 - the same

    facts: dict[str, LinkFact] = {} if known is None else known
    todo: dict[str, None] = {}
    for key in dict.fromkeys(map(link_key, urls)):
        if reason := unasked(key, settings):
            facts[key] = LinkFact(key, LinkState.SKIPPED, reason)
        else:
            todo[key] = None
    facts.update(store.fresh(list(todo)))
    fresh = [key for key in todo if key not in facts]
    if not fresh:
        return facts
    transport = Transport(settings, resolver, permitted)

    def settled(fact: LinkFact) -> None:
        facts[fact.url] = fact

    inquiry = Inquiry(settings, transport, store, settled, own)
    try:
        for fact in (await known_papers(fresh, transport, settings)).values():
            store.record(fact)
            facts[fact.url] = fact
        await _watched(inquiry, [url for url in fresh if url not in facts], facts, progress)
    finally:
        await transport.close()
    return facts


async def _watched(
    inquiry: Inquiry,
    urls: Sequence[str],
    facts: dict[str, LinkFact],
    progress: Callable[[Progress], None] | None,
) -> None:
    """Run `inquiry`, telling `progress` five times a second how far it is."""
    import asyncio  # noqa: PLC0415 - slow to import

    before, began = len(facts), time.monotonic()
    total = before + len(urls)

    def tell() -> None:
        if progress:
            spent = max(time.monotonic() - began, 1e-6)
            done = len(facts) - before
            left = spent / done * (len(urls) - done) if done else 0.0
            progress(
                Progress(
                    before + done, total, inquiry.schedule.cooling, inquiry.requests / spent, left
                )
            )

    async def watch() -> None:
        while True:
            tell()
            await asyncio.sleep(0.2)

    watcher = asyncio.create_task(watch())
    try:
        await inquiry.run(urls)
        tell()
    finally:
        watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)


def gather_links(
    urls: Sequence[str],
    settings: LinkSettings,
    *,
    cache_path: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    resolver: Resolver | None = None,
    permitted: Permitted | None = None,
    own: Callable[[str], bool] | None = None,
) -> dict[str, LinkFact]:
    """`ask`, from code that is not asynchronous. Without `cache_path` nothing is remembered.

    Raise `InterruptedRunError` with what is known on Ctrl-C, `StoreError` if the cache cannot be
    used.
    """
    import asyncio  # noqa: PLC0415 - slow to import

    from awesomelint.linkcheck.store import Store  # noqa: PLC0415 - loads sqlite3

    store = Store(cache_path)
    known: dict[str, LinkFact] = {}
    try:
        return asyncio.run(
            ask(
                urls,
                settings,
                store,
                on_progress,
                known=known,
                resolver=resolver,
                permitted=permitted,
                own=own,
            )
        )
    except KeyboardInterrupt:
        raise InterruptedRunError(known) from None
    finally:
        store.close()
