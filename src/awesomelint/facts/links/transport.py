"""One GET: the only place that speaks HTTP. It never follows redirects and reads no more of a body than is needed."""

from __future__ import annotations

import asyncio
import re
import zlib
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin

import httpcore
import httpx

from awesomelint.facts.links.addresses import public
from awesomelint.facts.links.answer import FailedError
from awesomelint.facts.links.backend import SystemResolver
from awesomelint.facts.links.connections import Connections, Place

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from awesomelint.facts.links.backend import Permitted, Resolver
    from awesomelint.facts.links.connections import Connection
    from awesomelint.facts.links.settings import LinkSettings

PEEK = 16_384
DRAIN = 32_768
API_LIMIT = 8_000_000
BODY_WAIT = 5.0
_TITLE_END = re.compile(rb"</title\s*>", re.IGNORECASE)
_DEFLATED = ("gzip", "x-gzip", "deflate")
_PORTS = {"http": 80, "https": 443}


class Response(NamedTuple):
    """One response. `location` is absolute, "" without one; `cookies` is what the next request of the chain sends."""

    status: int
    headers: dict[str, str]
    location: str
    body: bytes
    cookies: httpx.Cookies | None


class Transport:
    """Sends one request at a time for each caller, over shared connections."""

    def __init__(
        self, settings: LinkSettings, resolver: Resolver | None = None, permitted: Permitted | None = None
    ) -> None:
        self._wait = settings.timeout
        self._body_wait = min(BODY_WAIT, settings.timeout / 2)
        self._own = SystemResolver()
        allowed: Permitted = permitted or ((lambda _: True) if settings.allow_private else public)
        self._connections = Connections(settings, resolver or self._own, allowed)
        self._headers = [
            (b"User-Agent", settings.user_agent.encode()),
            (b"Accept", b"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            (b"Accept-Language", b"en-US,en;q=0.7"),
            (b"Accept-Encoding", b"gzip, deflate"),
        ]

    async def get(self, url: str, cookies: httpx.Cookies | None = None, *, wait: float | None = None) -> Response:
        """Ask for `url` within `wait` seconds; raise `FailedError`."""
        target = _target(url)
        async with self._bounded(wait or self._wait):
            return await self._exchange(target, cookies)

    async def call(
        self, url: str, headers: Mapping[str, str], content: bytes = b""
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask an API: GET, or POST with `content`. Status, headers and the whole body; raise `FailedError`.

        `headers` may hold credentials; they go to the host of `url` and nowhere else, for no redirect is followed.
        """
        target = _target(url)
        given = [(name.encode(), value.encode()) for name, value in headers.items()]
        if content:
            given.append((b"Content-Length", str(len(content)).encode()))
        async with self._bounded(self._wait):
            place, request = self._request(target, b"POST" if content else b"GET", given, content)
            connection, reply = await self._reply(place, request)
            body = bytearray()
            try:
                async for part in reply.aiter_stream():
                    body += part
                    if len(body) > API_LIMIT:
                        raise FailedError("protocol", "an answer without end")
            finally:
                await reply.aclose()
            await self._connections.give_back(place, connection)
        answered = _joined(reply.headers)
        return reply.status, answered, _decoded(bytes(body), answered.get("content-encoding", ""))

    @asynccontextmanager
    async def _bounded(self, seconds: float) -> AsyncIterator[None]:
        """At most `seconds`; what goes wrong becomes a `FailedError`."""
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            raise FailedError("timeout", f"no answer in {seconds:g} s") from None
        except (httpcore.ReadError, httpcore.WriteError) as error:
            raise FailedError("reset", "connection lost") from error
        except (httpcore.ProxyError, httpcore.ConnectError) as error:
            raise FailedError("refused", str(error) or "no connection") from error
        except httpcore.ProtocolError as error:
            lost = "disconnected" in str(error)
            raise FailedError("reset" if lost else "protocol", "connection lost" if lost else "no HTTP") from error

    def _request(
        self, target: httpx.URL, method: bytes, more: Sequence[tuple[bytes, bytes]], content: bytes = b""
    ) -> tuple[Place, httpcore.Request]:
        place = Place(target.raw_scheme, target.raw_host, target.port or _PORTS[target.scheme])
        url = httpcore.URL(scheme=place.scheme, host=place.host, port=target.port, target=target.raw_path)
        headers = [(b"Host", target.netloc), *self._headers, *more]
        return place, httpcore.Request(method=method, url=url, headers=headers, content=content)

    async def _reply(self, place: Place, request: httpcore.Request) -> tuple[Connection, httpcore.Response]:
        """The response, whose body is still to be read, and its connection."""
        connection, used = await self._connections.take(place)
        try:
            return connection, await connection.handle_async_request(request)
        except (httpcore.ReadError, httpcore.WriteError, httpcore.ProtocolError, httpcore.ConnectionNotAvailable):
            if not used:
                raise
        # the server hung up while the connection lay idle: that says nothing about the link
        connection = await self._connections.fresh(place)
        return connection, await connection.handle_async_request(request)

    async def _exchange(self, target: httpx.URL, cookies: httpx.Cookies | None) -> Response:
        place, request = self._request(target, b"GET", _cookie(target, cookies))
        connection, reply = await self._reply(place, request)
        try:
            headers = _joined(reply.headers)
            body = await _peek(reply, headers, self._body_wait)
        finally:
            await reply.aclose()
        await self._connections.give_back(place, connection)
        if "set-cookie" in headers:
            cookies = cookies or httpx.Cookies()
            asked = httpx.Request("GET", target)
            cookies.extract_cookies(httpx.Response(reply.status, headers=reply.headers, request=asked))
        return Response(reply.status, headers, _location(reply, target), body, cookies)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._connections.aclose()
        self._own.close()


def _target(url: str) -> httpx.URL:
    """`url` as it is asked; raise `FailedError` where it cannot be."""
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FailedError("address", f"no valid URL: {error}") from None
    if target.scheme not in _PORTS or not target.host:
        raise FailedError("scheme", "neither http nor https")
    return target


def _cookie(target: httpx.URL, cookies: httpx.Cookies | None) -> list[tuple[bytes, bytes]]:
    if not cookies:
        return []
    request = httpx.Request("GET", target)
    cookies.set_cookie_header(request)
    return [(b"Cookie", request.headers["cookie"].encode("latin-1"))] if "cookie" in request.headers else []


def _location(reply: httpcore.Response, base: httpx.URL) -> str:
    """Where a redirect leads. Bytes that are not ASCII (raw UTF-8 or GBK) are percent-encoded as they are."""
    if reply.status not in (301, 302, 303, 307, 308):
        return ""
    for name, value in reply.headers:
        if name.lower() == b"location":
            ascii_only = quote(value.strip(), safe="%/:=&?~#+!$,;'@()*[]|")
            try:
                return urljoin(str(base), ascii_only)
            except ValueError:
                return ""
    return ""


def _joined(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; the values of one name joined."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


async def _peek(reply: httpcore.Response, headers: dict[str, str], wait: float) -> bytes:
    """As much of the body as its class needs: a page's title, a wall's signature; the rest only if it is short.

    A body that stops or drips does not take away what the status said.
    """
    length = headers.get("content-length", "")
    short = (length.isdigit() and int(length) <= DRAIN) or reply.status in (204, 304)
    html = "html" in headers.get("content-type", "text/html").lower()
    wanted = PEEK if html and not 300 <= reply.status < 400 else 0
    if not wanted and not short:
        return b""
    plain = _Plain(headers.get("content-encoding", ""))
    with suppress(TimeoutError, httpcore.ReadError, httpcore.ProtocolError):
        async with asyncio.timeout(wait):
            await _read(reply, plain, wanted, short=short)
    return bytes(plain.data[:wanted])


async def _read(reply: httpcore.Response, plain: _Plain, wanted: int, *, short: bool) -> None:
    seen = 0
    async for part in reply.aiter_stream():
        seen += len(part)
        if len(plain.data) < wanted:
            plain.feed(part)
        enough = len(plain.data) >= wanted or (reply.status == 200 and _TITLE_END.search(plain.data))
        if seen > DRAIN or (enough and not short):
            return


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding.strip().lower() not in _DEFLATED:
        return body
    try:
        return zlib.decompressobj(47).decompress(body, API_LIMIT)
    except zlib.error as error:
        raise FailedError("protocol", f"the body is no {encoding}") from error


class _Plain:
    """A body decoded as it comes, never more than `PEEK` bytes of it."""

    def __init__(self, encoding: str) -> None:
        self.data = bytearray()
        self._inflate = zlib.decompressobj(47) if encoding.strip().lower() in _DEFLATED else None

    def feed(self, part: bytes) -> None:
        """Take the next bytes of the body."""
        if self._inflate is None:
            self.data += part[:PEEK]
            return
        try:
            self.data += self._inflate.decompress(part, PEEK)
        except zlib.error:
            self._inflate = None
