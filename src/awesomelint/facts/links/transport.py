"""One GET: the only place that speaks HTTP. A small pool for each origin, one TLS context for all."""

from __future__ import annotations

import asyncio
import re
import zlib
from collections import OrderedDict
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin

import httpcore
import httpx

from awesomelint.facts.links.addresses import public
from awesomelint.facts.links.answer import FailedError
from awesomelint.facts.links.backend import Backend, SystemResolver

if TYPE_CHECKING:
    import ssl
    from collections.abc import Sequence

    from awesomelint.facts.links.backend import Permitted, Resolver
    from awesomelint.facts.links.settings import LinkSettings

POOLS = 256
PEEK = 16_384
DRAIN = 32_768
BODY_WAIT = 5.0
_TITLE_END = re.compile(rb"</title\s*>", re.IGNORECASE)


class Response(NamedTuple):
    """One response. `location` is absolute, "" without one; `cookies` is what the next request of the chain sends."""

    status: int
    headers: dict[str, str]
    location: str
    body: bytes
    cookies: httpx.Cookies | None


class Transport:
    """GETs one URL at a time, never following redirects."""

    def __init__(
        self, settings: LinkSettings, resolver: Resolver | None = None, permitted: Permitted | None = None
    ) -> None:
        self._settings = settings
        self._own = SystemResolver()
        self._resolve: Resolver = resolver or self._own
        self._permitted = permitted or ((lambda _: True) if settings.allow_private else public)
        self._backend = Backend(self._resolve, self._permitted, settings.timeout / 2)
        self._pools: OrderedDict[tuple[str, str, int | None], httpcore.AsyncConnectionPool] = OrderedDict()
        self._ssl: ssl.SSLContext | None = None
        self._busy: dict[tuple[str, str, int | None], int] = {}
        self.proxies = _proxies()
        self._headers = [
            ("User-Agent", settings.user_agent),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
            ("Accept-Language", "en-US,en;q=0.7"),
            ("Accept-Encoding", "gzip, deflate"),
        ]

    async def get(self, url: str, cookies: httpx.Cookies | None = None, *, wait: float | None = None) -> Response:
        """Ask for `url` within `wait` seconds; raise `FailedError`."""
        request = self._request(url, cookies)
        key = (request.url.scheme, request.url.host, request.url.port)
        self._busy[key] = self._busy.get(key, 0) + 1
        try:
            async with asyncio.timeout(wait or self._settings.timeout):
                return await self._exchange(request, key, cookies)
        except TimeoutError:
            raise FailedError("timeout", f"no answer in {wait or self._settings.timeout:g} s") from None
        except (httpcore.ReadError, httpcore.WriteError) as error:
            raise FailedError("reset", "connection lost") from error
        except (httpcore.ProxyError, httpcore.ConnectError) as error:
            raise FailedError("refused", str(error) or "no connection") from error
        except httpcore.ProtocolError as error:
            lost = "disconnected" in str(error)
            raise FailedError("reset" if lost else "protocol", "connection lost" if lost else "no HTTP") from error
        finally:
            self._busy[key] -= 1

    def _request(self, url: str, cookies: httpx.Cookies | None) -> httpx.Request:
        try:
            request = httpx.Request("GET", url, headers=self._headers)
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            raise FailedError("address", f"no valid URL: {error}") from None
        if request.url.scheme not in ("http", "https") or not request.url.host:
            raise FailedError("scheme", "neither http nor https")
        if cookies:
            cookies.set_cookie_header(request)
        return request

    async def _exchange(
        self,
        request: httpx.Request,
        key: tuple[str, str, int | None],
        cookies: httpx.Cookies | None,
    ) -> Response:
        target = request.url
        pool = await self._pool(key)
        core = httpcore.Request(
            method="GET",
            url=httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path),
            headers=request.headers.raw,
        )
        reply = await pool.handle_async_request(core)
        try:
            headers = _plain(reply.headers)
            body = await _peek(reply, headers)
        finally:
            await reply.aclose()
        if "set-cookie" in headers:
            cookies = cookies or httpx.Cookies()
            cookies.extract_cookies(httpx.Response(reply.status, headers=reply.headers, request=request))
        return Response(reply.status, headers, _location(reply, str(target)), body, cookies)

    async def _pool(self, key: tuple[str, str, int | None]) -> httpcore.AsyncConnectionPool:
        pool = self._pools.get(key)
        if pool is None:
            if len(self._pools) >= POOLS:
                await self._retire()
            pool = self._pools[key] = await self._open(key)
        self._pools.move_to_end(key)
        return pool

    async def _retire(self) -> None:
        for key in [key for key in self._pools if not self._busy.get(key)][: POOLS // 4]:
            self._busy.pop(key, None)
            await self._pools.pop(key).aclose()

    async def _open(self, key: tuple[str, str, int | None]) -> httpcore.AsyncConnectionPool:
        scheme, host, _ = key
        tls = self._tls() if scheme == "https" else None
        proxy = self._proxy_for(scheme, host)
        if not proxy:
            return httpcore.AsyncConnectionPool(
                ssl_context=tls, max_connections=None, keepalive_expiry=10.0, network_backend=self._backend
            )
        await self._refuse_private(host)
        given = httpx.URL(proxy)
        auth = (given.username, given.password) if given.username else None
        own = Backend(self._resolve, lambda _: True, self._settings.timeout / 2)
        return httpcore.AsyncHTTPProxy(
            proxy_url=httpcore.URL(
                scheme=given.raw_scheme, host=given.raw_host, port=given.port, target=given.raw_path or b"/"
            ),
            proxy_auth=auth,
            ssl_context=tls,
            keepalive_expiry=10.0,
            network_backend=own,
        )

    async def _refuse_private(self, host: str) -> None:
        """Behind a proxy the proxy resolves: what our own resolver calls private is not asked there either."""
        try:
            addresses = await self._resolve(host)
        except FailedError:
            return
        if not all(self._permitted(address) for address in addresses):
            raise FailedError("private", f"{host} is not on the public internet")

    def _proxy_for(self, scheme: str, host: str) -> str:
        proxy = self.proxies.get(scheme) or self.proxies.get("all", "")
        return "" if not proxy or _direct(host, self.proxies.get("no", "")) else proxy

    def _tls(self) -> ssl.SSLContext:
        if self._ssl is None:
            self._ssl = httpx.create_ssl_context(trust_env=True)
            if self._settings.ca_file:
                self._ssl.load_verify_locations(self._settings.ca_file)
        return self._ssl

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            await pool.aclose()
        self._own.close()


def _proxies() -> dict[str, str]:
    """The proxies that the environment names, by scheme, and `no` for the exceptions."""
    from urllib.request import getproxies_environment  # noqa: PLC0415 - urllib.request is slow to import

    return getproxies_environment()


def _direct(host: str, exceptions: str) -> bool:
    """Whether `NO_PROXY` names `host`: by name, by a domain it belongs to, or by `*`."""
    names = [name.strip().lower().lstrip(".") for name in exceptions.split(",") if name.strip()]
    return any(name in ("*", host) or host.endswith(f".{name}") for name in names)


def _location(reply: httpcore.Response, base: str) -> str:
    """Where a redirect leads. Bytes that are not ASCII (raw UTF-8 or GBK) are percent-encoded as they are."""
    if reply.status not in (301, 302, 303, 307, 308):
        return ""
    for name, value in reply.headers:
        if name.lower() == b"location":
            ascii_only = quote(value.strip(), safe="%/:=&?~#+!$,;'@()*[]|")
            try:
                return urljoin(base, ascii_only)
            except ValueError:
                return ""
    return ""


def _plain(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; the values of one name joined."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


async def _peek(reply: httpcore.Response, headers: dict[str, str]) -> bytes:
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
        async with asyncio.timeout(BODY_WAIT):
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


class _Plain:
    """A body decoded as it comes, never more than `PEEK` bytes of it."""

    def __init__(self, encoding: str) -> None:
        self.data = bytearray()
        self._inflate = zlib.decompressobj(47) if encoding.strip().lower() in ("gzip", "x-gzip", "deflate") else None

    def feed(self, part: bytes) -> None:
        """Take the next bytes of the body."""
        if self._inflate is None:
            self.data += part[:PEEK]
            return
        try:
            self.data += self._inflate.decompress(part, PEEK)
        except zlib.error:
            self._inflate = None
