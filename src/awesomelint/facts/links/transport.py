"""One request: the only place that speaks HTTP. It follows no redirects and reads no more of a body than needed."""

from __future__ import annotations

import asyncio
import re
import zlib
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin

from awesomelint.facts.links.addresses import public
from awesomelint.facts.links.answer import FailedError
from awesomelint.facts.links.connections import Connections, Place
from awesomelint.facts.links.resolver import SystemResolver

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx

    from awesomelint.facts.links.connections import Permitted, Resolver
    from awesomelint.facts.links.settings import LinkSettings
    from awesomelint.facts.links.wire import Head, Wire

PEEK = 16_384
DRAIN = 32_768
API_LIMIT = 8_000_000
BODY_WAIT = 5.0
_TITLE_END = re.compile(rb"</title\s*>", re.IGNORECASE)
_DEFLATED = ("gzip", "x-gzip", "deflate")
_PORTS = {"http": 80, "https": 443}
# URLs that need no second look: nothing to encode, nothing to guess
_SIMPLE = re.compile(r"(https?)://([a-z0-9.-]+)(?::(\d{1,5}))?(/[A-Za-z0-9/._~!$&'()*+,;=:@%?-]*)?")


class Target(NamedTuple):
    """What is asked: where, by which name of the host, and for which path with query."""

    place: Place
    netloc: bytes
    path: bytes
    url: str


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
        seconds = wait or self._wait
        try:
            async with asyncio.timeout(seconds):
                return await self._get(target, cookies)
        except TimeoutError:
            raise FailedError("timeout", f"no answer in {seconds:g} s") from None

    async def _get(self, target: Target, cookies: httpx.Cookies | None) -> Response:
        wire, head = await self._ask(target, b"GET", _cookie(target, cookies))
        try:
            headers = _joined(head.headers)
            body = await _peek(wire, head.status, headers, self._body_wait)
        finally:
            self._connections.give_back(target.place, wire)
        if "set-cookie" in headers:
            cookies = _kept(target, head, cookies)
        return Response(head.status, headers, _location(head, target.url), body, cookies)

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
        try:
            async with asyncio.timeout(self._wait):
                wire, head = await self._ask(target, b"POST" if content else b"GET", given, content)
                try:
                    body = await _whole(wire)
                finally:
                    self._connections.give_back(target.place, wire)
        except TimeoutError:
            raise FailedError("timeout", f"no answer in {self._wait:g} s") from None
        answered = _joined(head.headers)
        return head.status, answered, _decoded(body, answered.get("content-encoding", ""))

    async def _ask(
        self, target: Target, method: bytes, more: Sequence[tuple[bytes, bytes]], content: bytes = b""
    ) -> tuple[Wire, Head]:
        """The head of the response, and the connection on which its body is still to be read."""
        place, path = target.place, target.path
        headers = [(b"Host", target.netloc), *self._headers, *more]
        if place.scheme == "http" and (proxy := self._connections.proxy_for(place)):
            path = b"http://" + target.netloc + path
            headers += proxy.headers
        wire = await self._connections.take(place)
        while True:
            try:
                return wire, await wire.ask(method, path, headers, content)
            except BaseException as error:
                wire.close()
                if not wire.used or not isinstance(error, FailedError):
                    raise
            # the server hung up while the connection lay idle: that says nothing about the link
            wire = await self._connections.fresh(place)

    def close(self) -> None:
        """Close all connections."""
        self._connections.close()
        self._own.close()


def _target(url: str) -> Target:
    """`url` as it is asked; raise `FailedError` where it cannot be."""
    if simple := _SIMPLE.fullmatch(url):
        scheme, host, port, path = simple.groups()
        place = Place(scheme, host, int(port) if port else _PORTS[scheme])
        return Target(place, (f"{host}:{port}" if port else host).encode(), (path or "/").encode(), url)
    import httpx  # noqa: PLC0415 - most URLs are simple

    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FailedError("address", f"no valid URL: {error}") from None
    if parsed.scheme not in _PORTS or not parsed.host:
        raise FailedError("scheme", "neither http nor https")
    place = Place(parsed.scheme, parsed.raw_host.decode("ascii"), parsed.port or _PORTS[parsed.scheme])
    return Target(place, parsed.netloc, parsed.raw_path, str(parsed))


def _kept(target: Target, head: Head, cookies: httpx.Cookies | None) -> httpx.Cookies:
    """`cookies` and those that the response sets."""
    import httpx  # noqa: PLC0415 - most links set no cookies

    cookies = cookies or httpx.Cookies()
    asked = httpx.Request("GET", target.url)
    cookies.extract_cookies(httpx.Response(head.status, headers=head.headers, request=asked))
    return cookies


def _cookie(target: Target, cookies: httpx.Cookies | None) -> list[tuple[bytes, bytes]]:
    if not cookies:
        return []
    import httpx  # noqa: PLC0415 - loaded with the first cookie

    request = httpx.Request("GET", target.url)
    cookies.set_cookie_header(request)
    return [(b"Cookie", request.headers["cookie"].encode("latin-1"))] if "cookie" in request.headers else []


def _location(head: Head, base: str) -> str:
    """Where a redirect leads. Bytes that are not ASCII (raw UTF-8 or GBK) are percent-encoded as they are."""
    if head.status not in (301, 302, 303, 307, 308):
        return ""
    for name, value in head.headers:
        if name == b"location":
            try:
                return urljoin(base, quote(value.strip(), safe="%/:=&?~#+!$,;'@()*[]|"))
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


async def _peek(wire: Wire, status: int, headers: dict[str, str], wait: float) -> bytes:
    """As much of the body as its class needs: a page's title, a wall's signature; the rest only if it is short.

    A body that stops or drips does not take away what the status said.
    """
    length = headers.get("content-length", "")
    short = (length.isdigit() and int(length) <= DRAIN) or status in (204, 304)
    html = "html" in headers.get("content-type", "text/html").lower()
    wanted = PEEK if html and not 300 <= status < 400 else 0
    if not wanted and not short:
        return b""
    plain = _Plain(headers.get("content-encoding", ""))
    with suppress(TimeoutError, FailedError):
        async with asyncio.timeout(wait), aclosing(wire.body()) as parts:
            seen = 0
            async for part in parts:
                seen += len(part)
                if len(plain.data) < wanted:
                    plain.feed(part)
                enough = len(plain.data) >= wanted or (status == 200 and _TITLE_END.search(plain.data))
                if seen > DRAIN or (enough and not short):
                    break
    return bytes(plain.data[:wanted])


async def _whole(wire: Wire) -> bytes:
    body = bytearray()
    async with aclosing(wire.body()) as parts:
        async for part in parts:
            body += part
            if len(body) > API_LIMIT:
                raise FailedError("protocol", "an answer without end")
    return bytes(body)


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
