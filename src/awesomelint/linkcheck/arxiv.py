"""The client of arXiv's API (https://info.arxiv.org/help/api/user-manual.html).

What its manual and its behaviour ask for: ids in batches with an explicit `max_results` (ten is the
default), one request in three seconds over one connection, answers joined by id (their order and
number are not promised), and patience where it throttles. An unknown id is left out of a success; a
malformed one turns the whole batch into a feed with one entry called "Error", or into a 400.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from awesomelint.errors import AwesomelintError
from awesomelint.linkcheck.answer import FailedError, TooLongError
from awesomelint.linkcheck.limits import wait_asked
from awesomelint.linkcheck.pace import Pace
from awesomelint.text.patterns import regex
from awesomelint.version import __version__

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

    from awesomelint.linkcheck.transport import Transport

_ATOM = "{http://www.w3.org/2005/Atom}"
_ENTRY_ID = regex(r"https?://arxiv\.org/abs/([^\s]{1,60}?)(?:v([0-9]{1,4}))?", re.ASCII)
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
_SHOWN_BODY = 60
"""How many bytes of an answer in plain text are shown."""


@dataclass(frozen=True, slots=True)
class ArxivSettings:
    """Where and how to ask; times are in seconds.

    `pause` is the wait after the first refusal; it doubles with each further one. An empty `api` is
    not asked.
    """

    api: str = "https://export.arxiv.org/api/query"
    interval: float = 3.0
    batch: int = 100
    timeout: float = 30.0
    tries: int = 4
    pause: float = 6.0
    longest_pause: float = 120.0


class RefusedError(AwesomelintError):
    """arXiv cannot be asked any more in this run; the message says why."""


class _MalformedError(Exception):
    """arXiv takes no question with one of these ids, or its answer would be too long."""


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
        match = _ENTRY_ID.fullmatch(name)
        if match and plain:
            yield Paper(match[1], max(int(match[2] or 1), 1), plain)
        elif "/api/errors" in name:
            raise _MalformedError


class _DoctypeError(Exception):
    """A feed with a document type, which could define entities without end."""


class _NoDoctype(ET.TreeBuilder):
    """Builds the tree of a feed, and accepts no document type in any encoding."""

    def doctype(self, *_: str | None) -> NoReturn:
        """Refuse it before the entities that it may define are read."""
        raise _DoctypeError


def _said(status: int, headers: Mapping[str, str], body: bytes) -> str:
    kind = headers.get("content-type", "")
    if not kind.startswith("text/plain"):
        return str(status)
    start = body[:_SHOWN_BODY]
    words = start.decode("utf-8", "replace").split()
    if not words:
        return str(status)
    text = " ".join(words)
    return f"{status}, {text}"
