"""Titles of papers from registries that tell them without a key: DOIs and OpenReview.

DOIs by content negotiation (https://citation.doi.org/docs.html), which Crossref, DataCite and mEDRA
answer with CSL JSON; OpenReview by its two APIs (https://docs.openreview.net), new notes by the
second, old ones by the first.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from awesomelint.linkcheck.answer import FailedError
from awesomelint.linkcheck.transport import Transport
from awesomelint.rules.link_settings import LinkSettings
from awesomelint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

_AGENT = {"User-Agent": f"awesomelint/{__version__} (titles of listed papers)"}
_CSL = {"Accept": "application/vnd.citationstyles.csl+json"}
_JSON = {"Accept": "application/json"}
# doi.org sends to the registry of a DOI, and that to its host for data
_REDIRECTS = 5
_TITLE_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class RegistrySettings:
    """Where to ask, and how often.

    `interval` is the number of seconds between questions, `most` bounds the questions of a run.
    """

    doi: str = "https://doi.org/"
    openreview: tuple[str, ...] = (
        "https://api2.openreview.net/notes",
        "https://api.openreview.net/notes",
    )
    interval: float = 0.5
    timeout: float = 20.0
    most: int = 60


@dataclass(slots=True)
class Told:
    """Titles by `doi:…` and `openreview:…`, and what could not be learnt.

    `left` are the names without an answer, `trouble` is the last reason.
    """

    titles: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    trouble: str = ""


def ask_registries(
    names: Iterable[str],
    settings: RegistrySettings | None = None,
    links: LinkSettings | None = None,
) -> Told:
    """The titles of the papers `names` (`doi:10.…`, `openreview:…`), asked one by one.

    `links` says how.
    """
    return asyncio.run(
        _ask(list(dict.fromkeys(names)), settings or RegistrySettings(), links or LinkSettings())
    )


async def _ask(names: list[str], settings: RegistrySettings, links: LinkSettings) -> Told:
    told = Told(left=names[settings.most :])
    transport = Transport(replace(links, timeout=settings.timeout))
    try:
        for number, name in enumerate(names[: settings.most]):
            if number:
                await asyncio.sleep(settings.interval)
            try:
                title = await _title(transport, name, settings)
            except FailedError as error:
                title, told.trouble = "", f"{name}: {error.detail}"
            if title:
                told.titles[name] = title
            else:
                told.left.append(name)
    finally:
        await transport.close()
    return told


async def _title(transport: Transport, name: str, settings: RegistrySettings) -> str:
    """The title of `name`, "" where its registry does not tell it; raise `FailedError`."""
    scheme, _, bare = name.partition(":")
    if scheme == "doi":
        answer = await _asked(transport, settings.doi + quote(bare, safe="/:;()"), _CSL)
        return _plain(answer.get("title"))
    for api in settings.openreview:
        answer = await _asked(transport, f"{api}?{urlencode({'id': bare})}", _JSON)
        notes = answer.get("notes")
        note = notes[0] if isinstance(notes, list) and notes else {}
        content = note.get("content") if isinstance(note, dict) else {}
        title = _plain(content.get("title")) if isinstance(content, dict) else ""
        if title:
            return title
    return ""


async def _asked(transport: Transport, url: str, headers: dict[str, str]) -> dict[str, Any]:
    """The object that a registry answered; empty where it refused or knows nothing.

    Raise `FailedError`.
    """
    status, _, body = await transport.call(url, {**_AGENT, **headers}, redirects=_REDIRECTS)
    if status != 200:
        return {}
    try:
        held = json.loads(body)
    except (ValueError, RecursionError):
        raise FailedError("protocol", "the answer is no JSON") from None
    return held if isinstance(held, dict) else {}


def _plain(title: object) -> str:
    """The title that Crossref, DataCite or OpenReview gives.

    It may be a string, a list of one, or an object with a `value`.
    """
    if isinstance(title, list):
        title = title[0] if title else ""
    if isinstance(title, dict):
        title = title.get("value", "")
    if not isinstance(title, str):
        return ""
    is_too_long = len(title) > _TITLE_LIMIT
    return "" if is_too_long else " ".join(title.split())
