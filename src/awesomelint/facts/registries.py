"""Titles of papers from registries that tell them without a key: DOIs and OpenReview.

DOIs by content negotiation (https://citation.doi.org/docs.html), which Crossref, DataCite and mEDRA answer with CSL
JSON; OpenReview by its two APIs (https://docs.openreview.net), new notes by the second, old ones by the first.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from awesomelint import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

_CSL = {"Accept": "application/vnd.citationstyles.csl+json"}


@dataclass(frozen=True, slots=True)
class RegistrySettings:
    """Where to ask; `interval` are seconds between questions, `most` bounds the questions of a run."""

    doi: str = "https://doi.org/"
    openreview: tuple[str, ...] = ("https://api2.openreview.net/notes", "https://api.openreview.net/notes")
    interval: float = 0.5
    timeout: float = 20.0
    most: int = 60


@dataclass(slots=True)
class Told:
    """Titles by `doi:…` and `openreview:…`; the names of which nothing could be learnt, and why at last."""

    titles: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    trouble: str = ""


def ask_registries(names: Iterable[str], settings: RegistrySettings | None = None) -> Told:
    """The titles of the papers `names` (`doi:10.…`, `openreview:…`), asked one by one."""
    return asyncio.run(_ask(list(dict.fromkeys(names)), settings or RegistrySettings()))


async def _ask(names: list[str], settings: RegistrySettings) -> Told:
    told = Told(left=names[settings.most :])
    headers = {"User-Agent": f"awesomelint/{__version__} (titles of listed papers)"}
    async with httpx.AsyncClient(headers=headers, timeout=settings.timeout, follow_redirects=True) as client:
        for number, name in enumerate(names[: settings.most]):
            if number:
                await asyncio.sleep(settings.interval)
            try:
                title = await _title(client, name, settings)
            except (httpx.HTTPError, ValueError) as error:
                title = ""
                told.trouble = f"{name}: {type(error).__name__}"
            if title:
                told.titles[name] = title
            else:
                told.left.append(name)
    return told


async def _title(client: httpx.AsyncClient, name: str, settings: RegistrySettings) -> str:
    """The title of `name`, "" where its registry does not tell it; raise `httpx.HTTPError` or `ValueError`."""
    scheme, _, bare = name.partition(":")
    if scheme == "doi":
        answer = await client.get(settings.doi + quote(bare, safe="/:;()"), headers=_CSL)
        return _plain(_json(answer).get("title"))
    for api in settings.openreview:
        notes = _json(await client.get(api, params={"id": bare})).get("notes") or [{}]
        title = _plain(notes[0].get("content", {}).get("title"))
        if title:
            return title
    return ""


def _json(answer: httpx.Response) -> dict[str, Any]:
    """The object that a registry answered; empty where it refused or knows nothing; raise `ValueError` for no JSON."""
    if answer.status_code != httpx.codes.OK:
        return {}
    held = json.loads(answer.content)
    return held if isinstance(held, dict) else {}


def _plain(title: object) -> str:
    """A title as Crossref (a string, or a list of one), DataCite or OpenReview (a string or its `value`) gives it."""
    if isinstance(title, list):
        title = title[0] if title else ""
    if isinstance(title, dict):
        title = title.get("value", "")
    return " ".join(title.split()) if isinstance(title, str) else ""
