"""Open connections, few for each origin, kept for the next request to it; one TLS context for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import httpcore
import httpx

from awesomelint.facts.links.answer import FailedError
from awesomelint.facts.links.backend import Backend

if TYPE_CHECKING:
    import ssl

    from awesomelint.facts.links.backend import Permitted, Resolver
    from awesomelint.facts.links.settings import LinkSettings

Connection: TypeAlias = httpcore.AsyncHTTP11Connection | httpcore.AsyncHTTPProxy

IDLE = 512
KEEP = 10.0


class Place(NamedTuple):
    """An origin: what a connection is good for."""

    scheme: bytes
    host: bytes
    port: int


class Connections:
    """Hands out connections. A proxy that the environment names is asked to connect in our place."""

    def __init__(self, settings: LinkSettings, resolve: Resolver, permitted: Permitted) -> None:
        self._settings = settings
        self._resolve = resolve
        self._permitted = permitted
        self._backend = Backend(resolve, permitted, settings.timeout / 2)
        self._idle: dict[Place, list[httpcore.AsyncHTTP11Connection]] = {}
        self._kept = 0
        self._tls: ssl.SSLContext | None = None
        self._proxies: dict[str, httpcore.AsyncHTTPProxy] = {}
        self._named = _proxies()

    async def take(self, place: Place) -> tuple[Connection, bool]:
        """A connection to `place`, and whether it has been used before; raise `FailedError`."""
        idle = self._idle.get(place)
        while idle:
            self._kept -= 1
            held = idle.pop()
            if not held.has_expired() and held.is_idle():
                return held, True
            await held.aclose()
        return await self.fresh(place), False

    async def fresh(self, place: Place) -> Connection:
        """A new connection to `place`; raise `FailedError`."""
        host = place.host.decode("ascii")
        if proxy := self._proxy_for(place.scheme.decode("ascii"), host):
            await self._refuse_private(host)
            return self._through(proxy)
        stream = await self._backend.connect_tcp(host, place.port)
        if place.scheme == b"https":
            stream = await stream.start_tls(self.tls(), host)
        origin = httpcore.Origin(place.scheme, place.host, place.port)
        return httpcore.AsyncHTTP11Connection(origin, stream, keepalive_expiry=KEEP)

    async def give_back(self, place: Place, connection: Connection) -> None:
        """Keep `connection` for the next request if it can serve one."""
        if not isinstance(connection, httpcore.AsyncHTTP11Connection) or not connection.is_idle():
            return
        self._idle.setdefault(place, []).append(connection)
        self._kept += 1
        if self._kept > IDLE:
            await self._let_go()

    async def _let_go(self) -> None:
        """Close the connections of the origins that have had them longest."""
        for place in list(self._idle):
            for connection in self._idle.pop(place):
                self._kept -= 1
                await connection.aclose()
            if self._kept <= IDLE // 2:
                return

    def tls(self) -> ssl.SSLContext:
        """The one TLS context."""
        if self._tls is None:
            self._tls = httpx.create_ssl_context()
            if self._settings.ca_file:
                self._tls.load_verify_locations(self._settings.ca_file)
        return self._tls

    def _proxy_for(self, scheme: str, host: str) -> str:
        if not self._named:
            return ""
        proxy = self._named.get(scheme) or self._named.get("all", "")
        return "" if not proxy or _direct(host, self._named.get("no", "")) else proxy

    async def _refuse_private(self, host: str) -> None:
        """Behind a proxy the proxy resolves: what our own resolver calls private is not asked there either."""
        try:
            addresses = await self._resolve(host)
        except FailedError:
            return
        if not all(self._permitted(address) for address in addresses):
            raise FailedError("private", f"{host} is not on the public internet")

    def _through(self, proxy: str) -> httpcore.AsyncHTTPProxy:
        if proxy not in self._proxies:
            given = httpx.URL(proxy if "://" in proxy else f"http://{proxy}")
            self._proxies[proxy] = httpcore.AsyncHTTPProxy(
                proxy_url=httpcore.URL(
                    scheme=given.raw_scheme, host=given.raw_host, port=given.port, target=given.raw_path or b"/"
                ),
                proxy_auth=(given.username, given.password) if given.username else None,
                ssl_context=self.tls(),
                keepalive_expiry=KEEP,
                # the proxy itself may well stand in the private network
                network_backend=Backend(self._resolve, lambda _: True, self._settings.timeout / 2),
            )
        return self._proxies[proxy]

    async def aclose(self) -> None:
        """Close all."""
        for idle in self._idle.values():
            for connection in idle:
                await connection.aclose()
        self._idle.clear()
        for proxy in self._proxies.values():
            await proxy.aclose()


def _proxies() -> dict[str, str]:
    """The proxies that the environment names, by scheme, and `no` for the exceptions."""
    from urllib.request import getproxies_environment  # noqa: PLC0415 - urllib.request is slow to import

    named = getproxies_environment()
    return named if named.keys() & {"http", "https", "all"} else {}


def _direct(host: str, exceptions: str) -> bool:
    """Whether `NO_PROXY` names `host`: by name, by a domain it belongs to, or by `*`."""
    names = [name.strip().lower().lstrip(".") for name in exceptions.split(",") if name.strip()]
    return any(name in ("*", host) or host.endswith(f".{name}") for name in names)
