"""Papers and their titles, as arXiv's API tells them (https://info.arxiv.org/help/api/user-manual.html).

What its manual and its behaviour ask for: ids in batches with an explicit `max_results` (ten is the
default), one request in three seconds over one connection, answers joined by id (their order and
number are not promised), and patience where it throttles. An unknown id is left out of a success; a
malformed one turns the whole batch into a feed with one entry called "Error", or into a 400.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from awesomelint import __version__
from awesomelint.errors import AwesomelintError
from awesomelint.linkcheck.answer import FailedError, TooLongError
from awesomelint.linkcheck.limits import wait_asked
from awesomelint.linkcheck.pace import Pace
from awesomelint.linkcheck.transport import Transport
from awesomelint.rules.link_settings import LinkSettings

if TYPE_CHECKING:
    from collections.abc import (
        AsyncIterator,
        Callable,
        Iterable,
        Iterator,
        Mapping,
        MutableMapping,
        Sequence,
    )
    from pathlib import Path

    from awesomelint.curation import Document
    from awesomelint.facts.registries import RegistrySettings

Titles = tuple[str, ...]
_ATOM = "{http://www.w3.org/2005/Atom}"
_ENTRY_ID = re.compile(
    r"https?://arxiv\.org/abs/([^\s]{1,60}?)(?:v([0-9]{1,4}))?", re.ASCII
).fullmatch
_FOR_GOOD = 3e9
_MOST_VERSIONS = 30
# Characters of an id and of a title that are looked at; arXiv's longest titles have some three
# hundred.
_ID_LIMIT = 100
_TITLE_LIMIT = 1_000
# Bytes of a feed that are parsed before others have their turn.
_PIECE = 65_536
_HEADERS = {
    "Accept": "application/atom+xml",
    "User-Agent": f"awesomelint/{__version__} (titles of listed papers)",
}
_REDIRECTS = 3
# Failures that no second try mends.
_FINAL = frozenset({"private", "address", "scheme", "loop"})
# arXiv counts the questions of a machine, whichever part of a run, and for whichever file, asks
# them.
_PACE = Pace()


@dataclass(frozen=True, slots=True)
class ArxivSettings:
    """Where and how to ask; times in seconds.

    `pause` is the first wait after a refusal, then doubled.
    An empty `api` is not asked.
    """

    api: str = "https://export.arxiv.org/api/query"
    interval: float = 3.0
    batch: int = 100
    timeout: float = 30.0
    tries: int = 4
    pause: float = 6.0
    longest_pause: float = 120.0


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
) -> Learnt:
    """What arXiv says of the papers in `document`, and other registries of those that stand there without a title.

    Titles are kept in the file `cache` for good. `links` says how the network is used. Raise
    `OSError` where the cache cannot be used.
    """
    from awesomelint.identity.titles import likeness  # noqa: PLC0415 - only online
    from awesomelint.linkcheck.store import Store  # noqa: PLC0415 - the same

    written, others = papers_in([document]), untitled_in(document)
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
    """The papers with a DOI or a forum of OpenReview that stand in `document` without a title, as `doi:…`."""
    from awesomelint.checks.entry.missing_title import untitled  # noqa: PLC0415 - only online

    named = (link.identity for entry in document.entries for link in untitled(document, entry))
    return list(
        dict.fromkeys(
            f"{one.scheme}:{one.id}" for one in named if one and one.scheme in {"doi", "openreview"}
        )
    )


def papers_in(documents: Iterable[Document]) -> dict[str, set[str]]:
    """The arXiv papers that entries of `documents` are, with the titles written for them (none for a bare URL)."""
    found: dict[str, set[str]] = {}
    for document in documents:
        for entry in document.entries:
            for identity in entry.identities:
                if identity.scheme == "arxiv" and not identity.reason:
                    written = found.setdefault(identity.id, set())
                    if entry.title_text and not entry.title_is_url:
                        written.add(entry.title_text)
    return found


class RefusedError(AwesomelintError):
    """arXiv cannot be asked any more in this run; the message says why."""


class _MalformedError(Exception):
    """arXiv takes no question with one of these ids, or its answer would be too long."""


def gather_titles(
    ids: Iterable[str],
    known: MutableMapping[str, Titles],
    settings: ArxivSettings | None = None,
    doubted: Callable[[str, str], bool] | None = None,
    links: LinkSettings | None = None,
) -> Learnt:
    """The titles of the papers `ids` (bare arXiv ids), from `known` (which keeps what is learnt) and else from arXiv.

    `doubted(id, title)` tells of which papers the titles of earlier versions are wanted too.
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


class Paper(NamedTuple):
    """What arXiv has under an id: its version and the title of that."""

    id: str
    version: int
    title: str


class Arxiv:
    """The one client of arXiv's API. All that ask it from one process keep one distance in time."""

    def __init__(self, transport: Transport, settings: ArxivSettings) -> None:
        self._transport = transport
        self._settings = settings

    async def batches(self, names: Sequence[str]) -> AsyncIterator[list[Paper]]:
        """Those of `names` (ids, with or without a version) that arXiv has, as the answers come.

        Raise `RefusedError` when arXiv stays silent or unwilling.
        """
        if names and not self._settings.api:
            raise RefusedError("the config says not to ask arXiv's API")
        for at in range(0, len(names), self._settings.batch):
            yield await self._entries(names[at : at + self._settings.batch])

    async def _entries(self, names: Sequence[str]) -> list[Paper]:
        """Those of `names` that arXiv has; one that it cannot read does not spoil the others."""
        try:
            return await self._ask(names)
        except _MalformedError:
            if len(names) == 1:
                return []
            middle = len(names) // 2
            return await self._entries(names[:middle]) + await self._entries(names[middle:])

    async def _ask(self, names: Sequence[str]) -> list[Paper]:
        query = urlencode({"id_list": ",".join(names), "max_results": len(names)}, safe=",/")
        trouble = ""
        for attempt in range(self._settings.tries):
            await _PACE.turn(self._settings.interval)
            wanted: float | None = None
            try:
                status, headers, body = await self._transport.call(
                    f"{self._settings.api}?{query}", _HEADERS, redirects=_REDIRECTS
                )
            except TooLongError:
                raise _MalformedError from None
            except FailedError as error:
                trouble = f"arXiv cannot be reached ({error.detail})"
                if error.kind in _FINAL:
                    break
            else:
                if status == 400:
                    raise _MalformedError
                if status == 200 and (found := await _papers(body)) is not None:
                    return found
                trouble = f"arXiv does not answer now ({_said(status, headers, body)})"
                wanted = wait_asked(headers, time.time())
            if attempt + 1 < self._settings.tries:
                await asyncio.sleep(self._pause(attempt, wanted or 0.0))
        raise RefusedError(trouble)

    def _pause(self, attempt: int, wanted: float) -> float:
        own = self._settings.pause * float(2**attempt)
        return min(max(own, wanted), self._settings.longest_pause)


async def _papers(body: bytes) -> list[Paper] | None:
    """What a feed holds; None if it is none, as throttling comes with a success.

    Raise `_MalformedError`.
    """
    if b"<feed" not in body[:2000]:
        return None
    parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314 - no document type is let in, so no entities can grow
    try:
        for at in range(0, len(body), _PIECE):
            parser.feed(body[at : at + _PIECE])
            await asyncio.sleep(0)
        feed = parser.close()
    except (ET.ParseError, _DoctypeError):
        return None
    return list(_entries(feed))


def _entries(feed: ET.Element) -> Iterator[Paper]:
    for entry in feed.iter(f"{_ATOM}entry"):
        name = (entry.findtext(f"{_ATOM}id") or "")[:_ID_LIMIT].strip()
        title = entry.findtext(f"{_ATOM}title") or ""
        plain = " ".join(title.split()) if len(title) <= _TITLE_LIMIT else ""
        match = _ENTRY_ID(name)
        if match and plain:
            yield Paper(match[1], max(int(match[2] or 1), 1), plain)
        elif "/api/errors" in name:
            raise _MalformedError


class _DoctypeError(Exception):
    """A feed with a document type, which could define entities without end."""


class _NoDoctype(ET.TreeBuilder):
    """Builds the tree of a feed, and lets in no document type, wherever and in whichever encoding it stands."""

    def doctype(self, *_: str | None) -> NoReturn:
        """Refuse it before the entities that it may define are read."""
        raise _DoctypeError


def _said(status: int, headers: Mapping[str, str], body: bytes) -> str:
    plain = headers.get("content-type", "").startswith("text/plain")
    text = " ".join(body[:60].decode("utf-8", "replace").split()) if plain else ""
    return f"{status}{f', {text}' if text else ''}"
