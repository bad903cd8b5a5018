"""The one way out: every request of every client goes through here.

Each origin has a small pool of connections.

What each connection may lead to is judged in `network`; this module keeps the pools, sends requests
through a proxy where the environment names one, and turns what can go wrong on the way into one
kind of error.
"""

from __future__ import annotations

from contextlib import aclosing, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

import httpcore
import httpx

from awesomelint.linkcheck.answer import FailedError
from awesomelint.linkcheck.network import Network, StaleError, Stream
from awesomelint.linkcheck.proxies import Proxies

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncGenerator, AsyncIterator, Callable

    from awesomelint.linkcheck.network import Permitted, Resolver
    from awesomelint.linkcheck.proxies import Proxy
    from awesomelint.rules.link_settings import LinkSettings

# open connections beyond which those of the origins that were asked longest ago are closed
OPEN = 512
KEEP = 10.0
PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """What a connection is good for. `host` is in ASCII, without brackets."""

    scheme: str
    host: str
    port: int


class Pool:
    """The connections to one origin: `make` makes them, `idle` are kept.

    `busy` counts requests under way. httpcore's own pool would do, but it costs as much CPU as all
    the rest of a request: it looks through all of its connections at each of several steps, for
    limits that our schedule keeps already.
    """

    def __init__(self, make: Callable[[], httpcore.AsyncConnectionInterface]) -> None:
        self.make = make
        self.idle: list[httpcore.AsyncConnectionInterface] = []
        self.busy = 0

    async def take(self) -> httpcore.AsyncConnectionInterface:
        """A connection that was kept and is still open, or a new one."""
        while self.idle:
            connection = self.idle.pop()
            if not connection.has_expired():
                return connection
            await connection.aclose()
        return self.make()

    async def close(self) -> None:
        """Close what is kept."""
        while self.idle:
            await self.idle.pop().aclose()


class Guard:
    """Sends `httpx.Request`s. `permitted` judges each address that is about to be connected to."""

    def __init__(self, settings: LinkSettings, resolve: Resolver, permitted: Permitted) -> None:
        self._settings = settings
        self._resolve = resolve
        self._permitted = permitted
        self._network = Network(resolve, permitted, settings.timeout / 2)
        # the proxy itself may well stand in the private network
        proxy_timeout = settings.timeout / 2
        self._to_proxy = Network(resolve, lambda _: True, proxy_timeout)
        self._proxies = Proxies()
        self._pools: dict[Origin, Pool] = {}
        self._tls: ssl.SSLContext | None = None

    @asynccontextmanager
    async def sent(self, request: httpx.Request) -> AsyncIterator[httpcore.Response]:
        """The response to `request`, its body still to be read.

        Raise `FailedError`, whatever happens.
        """
        try:
            origin = _origin(request.url)
            proxy = self._proxies.find(origin.scheme, origin.host)
            if proxy:
                await self._refuse_private(origin.host)
            pool = self._pool(origin, proxy)
            pool.busy += 1
            try:
                connection, response = await self._answered(pool, request)
                try:
                    yield response
                finally:
                    await response.aclose()
                    if connection.is_idle():
                        pool.idle.append(connection)
            finally:
                pool.busy -= 1
                await self._let_go()
        except (FailedError, TimeoutError):
            raise
        except Exception as error:
            raise _failure(error) from error

    async def _answered(
        self, pool: Pool, request: httpx.Request
    ) -> tuple[httpcore.AsyncConnectionInterface, httpcore.Response]:
        """Send the request and return the head of the response.

        Connections that the server closed while they were idle are replaced.
        """
        sent = httpcore.Request(
            request.method,
            _url(request.url),
            headers=request.headers.raw,
            content=request.content or None,
        )
        while True:
            connection = await pool.take()
            try:
                response = await connection.handle_async_request(sent)
            except StaleError:
                await connection.aclose()
                continue
            except BaseException:
                await connection.aclose()
                raise
            stream = response.extensions.get("network_stream")
            if isinstance(stream, Stream):
                stream.head_read()
            return connection, response

    def _pool(self, origin: Origin, proxy: Proxy | None) -> Pool:
        """The pool of `origin`, which is now the one used last."""
        pool = self._pools.pop(origin, None)
        if pool is None:
            pool = self._new_pool(origin, proxy)
        self._pools[origin] = pool
        return pool

    def _new_pool(self, origin: Origin, proxy: Proxy | None) -> Pool:
        factory = httpcore.AsyncConnectionPool(
            ssl_context=self._context() if origin.scheme == "https" else None,
            proxy=httpcore.Proxy(proxy.url, headers=list(proxy.headers)) if proxy else None,
            keepalive_expiry=KEEP,
            network_backend=self._to_proxy if proxy else self._network,
        )
        return Pool(partial(factory.create_connection, _core(origin)))

    async def _refuse_private(self, host: str) -> None:
        """Check the address of `host`, which a proxy resolves by itself.

        What our own resolver calls private is not asked there either.
        """
        try:
            addresses = await self._resolve(host)
        except FailedError:
            return
        if not all(self._permitted(address) for address in addresses):
            raise FailedError("private", f"{host} is not on the public internet")

    def _context(self) -> ssl.SSLContext:
        """One TLS context for all."""
        if self._tls is None:
            self._tls = httpx.create_ssl_context()
            if self._settings.ca_file:
                self._tls.load_verify_locations(self._settings.ca_file)
        return self._tls

    async def _let_go(self) -> None:
        """Close the connections of the origins that were asked longest ago, if too many."""
        if self._network.open + self._to_proxy.open <= OPEN:
            return
        for origin, pool in list(self._pools.items()):
            if pool.busy:
                continue
            del self._pools[origin]
            await pool.close()
            if self._network.open + self._to_proxy.open <= OPEN // 2:
                return

    async def close(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            await pool.close()
        self._pools.clear()


async def parts(response: httpcore.Response) -> AsyncGenerator[bytes, None]:
    """The parts of a body as they come; raise `FailedError` where it breaks off."""
    try:
        # httpcore calls it an iterator, but it is a generator, and is to be closed where reading
        # stops
        async with aclosing(cast("AsyncGenerator[bytes, None]", response.aiter_stream())) as held:
            async for part in held:
                yield part
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise _failure(error) from error


def parsed(url: str) -> httpx.URL:
    """`url` as it is asked, without user name and password.

    Raise `FailedError` where it cannot be.
    """
    try:
        found = httpx.URL(url)
        host = found.host
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        detail = str(error)[:100]
        raise FailedError("address", f"no valid URL: {detail}") from None
    if found.scheme not in PORTS or not host:
        raise FailedError("scheme", "neither http nor https")
    port = found.port
    if port is not None and not 0 < port < 65_536:
        detail = f"port {port} is not between 1 and 65535"
        raise FailedError("address", f"no valid URL: {detail}")
    return found.copy_with(userinfo=b"") if found.userinfo else found


def _url(url: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
    )


def _core(origin: Origin) -> httpcore.Origin:
    return httpcore.Origin(origin.scheme.encode(), origin.host.encode(), origin.port)


def _origin(url: httpx.URL) -> Origin:
    return Origin(url.scheme, url.raw_host.decode("ascii"), url.port or PORTS[url.scheme])


def _failure(error: Exception) -> FailedError:
    """What went wrong between the connection and the body, in our words."""
    match error:
        case httpcore.ProxyError():
            return FailedError("refused", f"the proxy answered {str(error)[:40]}")
        case httpcore.LocalProtocolError():
            return FailedError("address", f"no request can be made of it: {str(error)[:100]}")
        case httpcore.RemoteProtocolError():
            return FailedError("protocol", "no HTTP")
        case httpcore.NetworkError() | OSError():
            return FailedError("reset", "connection lost")
        case _:
            return FailedError("fault", f"the answer could not be read ({type(error).__name__})")
