"""The titles of papers, as arXiv's API tells them (https://info.arxiv.org/help/api/user-manual.html).

What its manual and its behaviour ask for: ids in batches with an explicit `max_results` (ten is the default), one
request in three seconds over one connection, answers joined by id (their order and number are not promised), and
patience where it throttles. An unknown id is left out of a success; a malformed one turns the whole batch into a
feed with one entry called "Error", or into a 400.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import httpx

from awesomelint import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping, Sequence
    from pathlib import Path

    from awesomelint.curation import Document
    from awesomelint.facts.registries import RegistrySettings

Titles = tuple[str, ...]
_ATOM = "{http://www.w3.org/2005/Atom}"
_ENTRY_ID = re.compile(r"https?://arxiv\.org/abs/(.+?)(?:v([0-9]+))?$").match
_FOR_GOOD = 3e9
_BIGGEST = 20_000_000
_MOST_VERSIONS = 30


@dataclass(frozen=True, slots=True)
class ArxivSettings:
    """Where and how to ask; times in seconds. `pause` is the first wait after a refusal, then doubled."""

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

    `unknown` are ids that arXiv does not have, `left` those of which nothing could be learnt; `trouble` says why.
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
) -> Learnt:
    """What arXiv says of the papers in `document`, and other registries of those that stand there without a title.

    Titles are kept in the file `cache` for good. Raise `OSError` where it cannot be used.
    """
    from awesomelint.checks.identity.titles import likeness  # noqa: PLC0415 - only online
    from awesomelint.facts.links.store import Store  # noqa: PLC0415 - the same

    written, others = papers_in([document]), untitled_in(document)
    store = Store(cache)
    try:
        kept = {
            name: tuple(json.loads(value))
            for name, value in store.notes("title", [*written, *others], _FOR_GOOD).items()
        }
        known: dict[str, Titles] = dict(kept)
        learnt = gather_titles(
            written, known, settings, lambda name, title: any(likeness(w, title) != "same" for w in written[name])
        )
        _ask_others([name for name in others if name not in known], known, learnt, registries)
        learnt.titles.update({name: known[name] for name in others if name in known})
        store.note("title", {name: json.dumps(titles) for name, titles in known.items() if titles != kept.get(name)})
    finally:
        store.close()
    return learnt


def _ask_others(
    names: list[str], known: dict[str, Titles], learnt: Learnt, registries: RegistrySettings | None
) -> None:
    if not names:
        return
    from awesomelint.facts.registries import ask_registries  # noqa: PLC0415 - rare

    told = ask_registries(names, registries)
    known.update({name: (title,) for name, title in told.titles.items()})
    learnt.left += told.left
    learnt.trouble = learnt.trouble or told.trouble


def untitled_in(document: Document) -> list[str]:
    """The papers with a DOI or a forum of OpenReview that stand in `document` without a title, as `doi:…`."""
    from awesomelint.checks.entry.missing_title import untitled  # noqa: PLC0415 - only online

    named = (link.identity for entry in document.entries for link in untitled(document, entry))
    return list(dict.fromkeys(f"{one.scheme}:{one.id}" for one in named if one and one.scheme in {"doi", "openreview"}))


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


class _RefusedError(Exception):
    """arXiv cannot be asked any more in this run; the message says why."""


class _MalformedError(Exception):
    """arXiv takes no question with one of these ids."""


def gather_titles(
    ids: Iterable[str],
    known: MutableMapping[str, Titles],
    settings: ArxivSettings | None = None,
    doubted: Callable[[str, str], bool] | None = None,
) -> Learnt:
    """The titles of the papers `ids` (bare arXiv ids), from `known` (which keeps what is learnt) and else from arXiv.

    `doubted(id, title)` tells of which papers the titles of earlier versions are wanted too.
    """
    settings = settings or ArxivSettings()
    wanted = list(dict.fromkeys(ids))
    return asyncio.run(_gather(wanted, known, settings, doubted or _nothing))


def _nothing(*_: str) -> bool:
    return False


async def _gather(
    wanted: Sequence[str],
    known: MutableMapping[str, Titles],
    settings: ArxivSettings,
    doubted: Callable[[str, str], bool],
) -> Learnt:
    learnt = Learnt()
    headers = {"User-Agent": f"awesomelint/{__version__} (titles of listed papers)"}
    timeout = httpx.Timeout(settings.timeout)
    async with httpx.AsyncClient(headers=headers, timeout=timeout, follow_redirects=True) as client:
        asked = _Questions(client, settings)
        try:
            await _newest(asked, [name for name in wanted if not known.get(name)], known, learnt)
            earlier = [
                f"{name}v{version + 1}"
                for name in wanted
                if (titles := known.get(name)) and doubted(name, titles[-1])
                for version, title in enumerate(titles[:_MOST_VERSIONS])
                if not title
            ]
            await _earlier(asked, earlier, known)
        except _RefusedError as error:
            learnt.trouble = str(error)
    learnt.titles = {name: known[name] for name in wanted if known.get(name)}
    learnt.left = [name for name in wanted if name not in learnt.titles and name not in learnt.unknown]
    return learnt


async def _newest(asked: _Questions, names: Sequence[str], known: MutableMapping[str, Titles], learnt: Learnt) -> None:
    """Learn the newest titles; what a batch leaves out is asked once more before it counts as unknown."""
    missing = list(names)
    for _ in range(2):
        for part in _batches(missing, asked.settings.batch):
            for name, version, title in await asked.entries(part):
                known[name] = ("",) * (version - 1) + (title,)
        missing = [name for name in missing if not known.get(name)]
    learnt.unknown = missing


async def _earlier(asked: _Questions, names: Sequence[str], known: MutableMapping[str, Titles]) -> None:
    for part in _batches(names, asked.settings.batch):
        for name, version, title in await asked.entries(part):
            titles = list(known.get(name, ()))
            if version <= len(titles):
                titles[version - 1] = title
                known[name] = tuple(titles)


def _batches(names: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (names[at : at + size] for at in range(0, len(names), size))


class _Questions:
    """One connection to arXiv, and the time of the last question."""

    def __init__(self, client: httpx.AsyncClient, settings: ArxivSettings) -> None:
        self.client = client
        self.settings = settings
        self._last = -settings.interval

    async def entries(self, names: Sequence[str]) -> list[tuple[str, int, str]]:
        """Id, version and title of those of `names` that arXiv has; one that it cannot read does not spoil the others.

        Raise `_RefusedError` when arXiv stays silent or unwilling.
        """
        try:
            return await self._ask(names)
        except _MalformedError:
            if len(names) == 1:
                return []
            middle = len(names) // 2
            return await self.entries(names[:middle]) + await self.entries(names[middle:])

    async def _ask(self, names: Sequence[str]) -> list[tuple[str, int, str]]:
        trouble = ""
        for attempt in range(self.settings.tries):
            await self._turn()
            try:
                answer = await self.client.get(
                    self.settings.api, params={"id_list": ",".join(names), "max_results": str(len(names))}
                )
            except httpx.HTTPError as error:
                trouble = f"arXiv cannot be reached ({type(error).__name__})"
                await asyncio.sleep(self._pause(attempt, ""))
                continue
            if answer.status_code == httpx.codes.BAD_REQUEST:
                raise _MalformedError
            if answer.status_code == httpx.codes.OK and (found := _entries(answer.content)) is not None:
                return found
            trouble = f"arXiv does not answer now ({_said(answer)})"
            if attempt + 1 < self.settings.tries:
                await asyncio.sleep(self._pause(attempt, answer.headers.get("Retry-After", "")))
        raise _RefusedError(trouble)

    async def _turn(self) -> None:
        """Wait until the next question may be asked."""
        wait = self._last + self.settings.interval - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
        self._last = time.monotonic()

    def _pause(self, attempt: int, wanted: str) -> float:
        own = self.settings.pause * float(2**attempt)
        return min(max(own, float(wanted) if wanted.isdigit() else 0.0), self.settings.longest_pause)


def _entries(body: bytes) -> list[tuple[str, int, str]] | None:
    """What a feed holds; None if it is none, as throttling comes with a success; raise `_MalformedError`."""
    if len(body) > _BIGGEST or b"<!DOCTYPE" in body[:1000] or b"<feed" not in body[:2000]:
        return None
    try:
        feed = ET.fromstring(body)  # noqa: S314 - no document type is let in, so no entities can grow
    except ET.ParseError:
        return None
    found: list[tuple[str, int, str]] = []
    for entry in feed.iter(f"{_ATOM}entry"):
        name = (entry.findtext(f"{_ATOM}id") or "").strip()
        title = " ".join((entry.findtext(f"{_ATOM}title") or "").split())
        match = _ENTRY_ID(name)
        if match and title:
            found.append((match[1], int(match[2] or 1), title))
        elif "/api/errors" in name:
            raise _MalformedError
    return found


def _said(answer: httpx.Response) -> str:
    text = " ".join(answer.text[:60].split()) if answer.headers.get("Content-Type", "").startswith("text/plain") else ""
    return f"{answer.status_code}{f', {text}' if text else ''}"
