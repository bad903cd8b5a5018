"""Open connections, kept for the next request to the same origin; one TLS context for all.

A name is resolved once, and that very address is connected to, and only if it is permitted.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import time
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from awesomelint.facts.links.answer import FailedError
from awesomelint.facts.links.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from awesomelint.facts.links.settings import LinkSettings

    Resolver = Callable[[str], Awaitable[Sequence[str]]]
    Permitted = Callable[[str], bool]

IDLE = 512
KEEP = 10.0
TRIED = 4


class Place(NamedTuple):
    """An origin: what a connection is good for. `host` is in ASCII, without brackets."""

    scheme: str
    host: str
    port: int


class Proxy(NamedTuple):
    """A proxy that the environment names; `headers` hold its credentials."""

    host: str
    port: int
    headers: tuple[tuple[bytes, bytes], ...]


class Connections:
    """Hands out connections, through a proxy where the environment names one."""

    def __init__(self, settings: LinkSettings, resolve: Resolver, permitted: Permitted) -> None:
        self._settings = settings
        self._resolve = resolve
        self._permitted = permitted
        self._wait = settings.timeout / 2
        self._idle: dict[Place, list[Wire]] = {}
        self._kept = 0
        self._context: ssl.SSLContext | None = None
        self._proxies = _proxies()

    async def take(self, place: Place) -> Wire:
        """A connection to `place`; raise `FailedError`."""
        idle = self._idle.get(place)
        while idle:
            self._kept -= 1
            wire = idle.pop()
            if wire.alive and time.monotonic() - wire.since < KEEP:
                return wire
            wire.close()
        return await self.fresh(place)

    def give_back(self, place: Place, wire: Wire) -> None:
        """Keep `wire` for the next request if it can serve one."""
        if not wire.rest():
            return
        self._idle.setdefault(place, []).append(wire)
        self._kept += 1
        if self._kept > IDLE:
            self._let_go()

    def _let_go(self) -> None:
        """Close the connections of the origins that have had them longest."""
        for place in list(self._idle):
            for wire in self._idle.pop(place):
                self._kept -= 1
                wire.close()
            if self._kept <= IDLE // 2:
                return

    async def fresh(self, place: Place) -> Wire:
        """A new connection to `place`; raise `FailedError`."""
        proxy = self.proxy_for(place)
        if proxy is None:
            reader, writer = await self._connect(place.host, place.port, self._permitted)
        else:
            await self._refuse_private(place.host)
            # the proxy itself may well stand in the private network
            reader, writer = await self._connect(proxy.host, proxy.port, lambda _: True)
            if place.scheme == "https":
                await _tunnel(Wire(reader, writer), place, proxy)
        if place.scheme == "https":
            await _encrypt(writer, self._tls(), place.host)
        return Wire(reader, writer)

    async def _connect(
        self, host: str, port: int, permitted: Permitted
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        allowed = [address for address in await self._resolve(host) if permitted(address)]
        if not allowed:
            raise FailedError("private", f"{host} is not on the public internet")
        failure = FailedError("refused", f"{host} has no address")
        for address in allowed[:TRIED]:
            try:
                return await _open(address, port, self._wait / min(len(allowed), TRIED))
            except FailedError as error:
                failure = error
        raise failure

    def proxy_for(self, place: Place) -> Proxy | None:
        """The proxy through which `place` is reached, if there is one; raise `FailedError` for a kind we cannot use."""
        if not self._proxies:
            return None
        named = self._proxies.get(place.scheme) or self._proxies.get("all", "")
        if not named or _direct(place.host, self._proxies.get("no", "")):
            return None
        import httpx  # noqa: PLC0415 - only where there is a proxy

        given = httpx.URL(named if "://" in named else f"http://{named}")
        if given.scheme != "http":
            raise FailedError("refused", f"{given.scheme} proxies cannot be used")
        headers: tuple[tuple[bytes, bytes], ...] = ()
        if given.userinfo:
            headers = ((b"Proxy-Authorization", b"Basic " + b64encode(unquote(given.userinfo.decode()).encode())),)
        return Proxy(given.host, given.port or 80, headers)

    async def _refuse_private(self, host: str) -> None:
        """Behind a proxy the proxy resolves: what our own resolver calls private is not asked there either."""
        try:
            addresses = await self._resolve(host)
        except FailedError:
            return
        if not all(self._permitted(address) for address in addresses):
            raise FailedError("private", f"{host} is not on the public internet")

    def _tls(self) -> ssl.SSLContext:
        if self._context is None:
            import httpx  # noqa: PLC0415 - knows where the certificates are; http alone needs none

            self._context = httpx.create_ssl_context()
            if self._settings.ca_file:
                self._context.load_verify_locations(self._settings.ca_file)
        return self._context

    def close(self) -> None:
        """Close all."""
        for idle in self._idle.values():
            for wire in idle:
                wire.close()
        self._idle.clear()


async def _open(address: str, port: int, wait: float) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    try:
        async with asyncio.timeout(wait):
            return await asyncio.open_connection(address, port)
    except TimeoutError:
        raise FailedError("timeout", f"no connection in {wait:g} s") from None
    except ConnectionRefusedError:
        raise FailedError("refused", "connection refused") from None
    except OSError as error:
        raise FailedError("refused", (error.strerror or str(error)).lower()) from None


async def _tunnel(wire: Wire, place: Place, proxy: Proxy) -> None:
    """Have the proxy connect to `place`."""
    target = f"{place.host}:{place.port}".encode()
    head = await wire.ask(b"CONNECT", target, ((b"Host", target), *proxy.headers))
    if head.status != 200:
        wire.close()
        raise FailedError("refused", f"the proxy answered {head.status}")


async def _encrypt(writer: asyncio.StreamWriter, context: ssl.SSLContext, host: str) -> None:
    try:
        await writer.start_tls(context, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        raise FailedError("tls", error.verify_message or "certificate not trusted") from error
    except ssl.SSLError as error:
        raise FailedError("tls", error.reason or "no TLS") from error
    except OSError as error:
        raise FailedError("tls", "connection lost in the TLS handshake") from error


def _proxies() -> dict[str, str]:
    """The proxies that the environment names, by scheme, and `no` for the exceptions."""
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return {}
    from urllib.request import getproxies_environment  # noqa: PLC0415 - slow to import

    named = getproxies_environment()
    return named if named.keys() & {"http", "https", "all"} else {}


def _direct(host: str, exceptions: str) -> bool:
    """Whether `NO_PROXY` names `host`: by name, by a domain it belongs to, or by `*`."""
    names = [name.strip().lower().lstrip(".") for name in exceptions.split(",") if name.strip()]
    return any(name in ("*", host) or host.endswith(f".{name}") for name in names)
