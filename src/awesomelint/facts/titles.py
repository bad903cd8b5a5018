"""Titles of the papers in a list, as arXiv and other registries tell them."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from awesomelint.curation.untitled import untitled
from awesomelint.linkcheck.arxiv import Arxiv, ArxivSettings, RefusedError
from awesomelint.linkcheck.transport import Transport
from awesomelint.rules.link_settings import LinkSettings

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Iterable,
        MutableMapping,
        Sequence,
    )
    from pathlib import Path

    from awesomelint.curation import Document
    from awesomelint.facts.registries import RegistrySettings

Titles = tuple[str, ...]
_FOR_GOOD = 3e9
_MOST_VERSIONS = 30


@dataclass(slots=True)
class Learnt:
    """What arXiv told: titles by bare id, oldest version first ("" where a version was not asked).

    `unknown` are ids that arXiv does not have, `left` those of which nothing could be learnt;
    `trouble` says why.
    """

    titles: dict[str, Titles] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    trouble: str = ""


def learn_titles(
    document: Document,
    cache: Path | None,
    settings: ArxivSettings | None = None,
    registries: RegistrySettings | None = None,
    links: LinkSettings | None = None,
    base: Document | None = None,
) -> Learnt:
    """What arXiv says of the papers in `document`.

    With `base`, only papers that it lacks, or has under another title, are asked. Of papers without
    a title, other registries are asked.

    Titles are kept in the file `cache` for good. `links` says how the network is used. Raise
    `OSError` where the cache cannot be used.
    """
    from awesomelint.identity.titles import likeness  # noqa: PLC0415 - only online
    from awesomelint.linkcheck.store import Store  # noqa: PLC0415 - the same

    written, others = papers_in([document]), untitled_in(document)
    if base is not None:
        old, known_before = papers_in([base]), set(untitled_in(base))
        written = {name: titles for name, titles in written.items() if titles != old.get(name)}
        others = [name for name in others if name not in known_before]
    store = Store(cache)
    try:
        kept = {
            name: tuple(json.loads(value))
            for name, value in store.notes("title", [*written, *others], _FOR_GOOD).items()
        }
        known: dict[str, Titles] = dict(kept)
        learnt = gather_titles(
            written,
            known,
            settings,
            lambda name, title: any(likeness(w, title) != "same" for w in written[name]),
            links,
        )
        _ask_others(
            [name for name in others if name not in known], known, learnt, registries, links
        )
        learnt.titles.update({name: known[name] for name in others if name in known})
        store.note(
            "title",
            {
                name: json.dumps(titles)
                for name, titles in known.items()
                if titles != kept.get(name)
            },
        )
    finally:
        store.close()
    return learnt


def _ask_others(
    names: list[str],
    known: dict[str, Titles],
    learnt: Learnt,
    registries: RegistrySettings | None,
    links: LinkSettings | None,
) -> None:
    if not names:
        return
    from awesomelint.facts.registries import ask_registries  # noqa: PLC0415 - rare

    told = ask_registries(names, registries, links)
    known.update({name: (title,) for name, title in told.titles.items()})
    learnt.left += told.left
    learnt.trouble = learnt.trouble or told.trouble


def untitled_in(document: Document) -> list[str]:
    """The papers with a DOI or an OpenReview forum but without a title, as `doi:…`."""
    named = (link.identity for entry in document.entries for link in untitled(document, entry))
    return list(
        dict.fromkeys(
            f"{one.scheme}:{one.id}" for one in named if one and one.scheme in {"doi", "openreview"}
        )
    )


def papers_in(documents: Iterable[Document]) -> dict[str, set[str]]:
    """The arXiv papers of the entries of `documents`, with their titles.

    A bare URL has no title.
    """
    found: dict[str, set[str]] = {}
    for document in documents:
        for entry in document.entries:
            for identity in entry.identities:
                if identity.scheme == "arxiv" and not identity.reason:
                    written = found.setdefault(identity.id, set())
                    if entry.title_text and not entry.title_is_url:
                        written.add(entry.title_text)
    return found


def gather_titles(
    ids: Iterable[str],
    known: MutableMapping[str, Titles],
    settings: ArxivSettings | None = None,
    doubted: Callable[[str, str], bool] | None = None,
    links: LinkSettings | None = None,
) -> Learnt:
    """The titles of the papers `ids` (bare arXiv ids), from `known`, else from arXiv.

    New titles are added to `known`. `doubted(id, title)` says for which papers the titles of
    earlier versions are wanted too.
    """
    settings = settings or ArxivSettings()
    wanted = list(dict.fromkeys(ids))
    return asyncio.run(
        _gather(wanted, known, settings, doubted or _nothing, links or LinkSettings())
    )


def _nothing(*_: str) -> bool:
    return False


async def _gather(
    wanted: Sequence[str],
    known: MutableMapping[str, Titles],
    settings: ArxivSettings,
    doubted: Callable[[str, str], bool],
    links: LinkSettings,
) -> Learnt:
    learnt = Learnt()
    transport = Transport(replace(links, timeout=settings.timeout))
    arxiv = Arxiv(transport, settings)
    try:
        await _newest(arxiv, [name for name in wanted if not known.get(name)], known, learnt)
        earlier = [
            f"{name}v{version + 1}"
            for name in wanted
            if (titles := known.get(name)) and doubted(name, titles[-1])
            for version, title in enumerate(titles[:_MOST_VERSIONS])
            if not title
        ]
        await _earlier(arxiv, earlier, known)
    except RefusedError as error:
        learnt.trouble = str(error)
    finally:
        await transport.close()
    learnt.titles = {name: known[name] for name in wanted if known.get(name)}
    learnt.left = [
        name for name in wanted if name not in learnt.titles and name not in learnt.unknown
    ]
    return learnt


async def _newest(
    arxiv: Arxiv, names: Sequence[str], known: MutableMapping[str, Titles], learnt: Learnt
) -> None:
    """Learn the newest titles.

    What a batch leaves out is asked once more before it counts as unknown.
    """
    missing = list(names)
    for _ in range(2):
        async for part in arxiv.batches(missing):
            for name, version, title in part:
                known[name] = ("",) * (version - 1) + (title,)
        missing = [name for name in missing if not known.get(name)]
    learnt.unknown = missing


async def _earlier(arxiv: Arxiv, names: Sequence[str], known: MutableMapping[str, Titles]) -> None:
    async for part in arxiv.batches(names):
        for name, version, title in part:
            titles = list(known.get(name, ()))
            if version <= len(titles):
                titles[version - 1] = title
                known[name] = tuple(titles)
