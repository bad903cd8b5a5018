"""TCP and TLS for the client: resolves a name once, connects to that very address, and only if it is permitted."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import TYPE_CHECKING, Any

import httpcore

from awesomelint.facts.links.answer import FailedError, FailureKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    Resolver = Callable[[str], Awaitable[Sequence[str]]]
    Permitted = Callable[[str], bool]


class Stream(httpcore.AsyncNetworkStream):
    """A connection over asyncio's streams. Times are bounded by the caller, once for a whole request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - the interface's
        """Up to `max_bytes`; empty at the end."""
        del timeout
        try:
            return await self._reader.read(max_bytes)
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - the interface's
        """Send all of `buffer`."""
        del timeout
        if not buffer:
            return
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """Close without waiting for the other side's farewell."""
        self._writer.transport.abort()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface's
    ) -> httpcore.AsyncNetworkStream:
        """This connection, encrypted."""
        del timeout
        try:
            await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except ssl.SSLCertVerificationError as error:
            raise FailedError("tls", error.verify_message or "certificate not trusted") from error
        except ssl.SSLError as error:
            raise FailedError("tls", error.reason or "no TLS") from error
        except OSError as error:
            raise FailedError("tls", "connection lost in the TLS handshake") from error
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the interface's
        """What the pool asks: whether an idle connection was closed by the server, and the TLS object."""
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.is_closing()
        return self._writer.get_extra_info({"ssl_object": "ssl_object", "socket": "socket"}.get(info, info))


class Backend(httpcore.AsyncNetworkBackend):
    """Connects to permitted addresses only. `connect` bounds the wait for one address, in seconds."""

    def __init__(self, resolve: Resolver, permitted: Permitted, connect: float) -> None:
        self._resolve = resolve
        self._permitted = permitted
        self._connect = connect

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to `host`; raise `FailedError`."""
        del timeout, local_address, socket_options
        allowed = [address for address in await self._resolve(host) if self._permitted(address)]
        if not allowed:
            raise FailedError("private", f"{host} is not on the public internet")
        failure = FailedError("refused", f"{host} has no address")
        for address in allowed[:4]:
            try:
                return await self._open(address, port, self._connect / min(len(allowed), 4))
            except FailedError as error:
                failure = error
        raise failure

    @staticmethod
    async def _open(address: str, port: int, wait: float) -> Stream:
        try:
            async with asyncio.timeout(wait):
                reader, writer = await asyncio.open_connection(address, port)
        except TimeoutError:
            raise FailedError("timeout", f"no connection in {wait:g} s") from None
        except ConnectionRefusedError:
            raise FailedError("refused", "connection refused") from None
        except OSError as error:
            raise FailedError("refused", (error.strerror or str(error)).lower()) from None
        return Stream(reader, writer)


class SystemResolver:
    """The system's resolver, at most `threads` look-ups at a time; what was learnt holds for the run."""

    def __init__(self, threads: int = 24) -> None:
        self._known: dict[str, asyncio.Future[tuple[str, ...]]] = {}
        self._slots = asyncio.Semaphore(threads)
        self._threads = threads
        self._executor: Any = None

    async def __call__(self, host: str) -> tuple[str, ...]:
        """The addresses of `host`; raise `FailedError`."""
        if host not in self._known:
            self._known[host] = asyncio.ensure_future(self._ask(host))
        try:
            return await asyncio.shield(self._known[host])
        except FailedError:
            self._known.pop(host, None)
            raise

    async def _ask(self, host: str) -> tuple[str, ...]:
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only where names are looked up

        self._executor = self._executor or ThreadPoolExecutor(self._threads, "names")
        loop = asyncio.get_running_loop()
        async with self._slots:
            try:
                found = await loop.run_in_executor(self._executor, _addresses, host)
            except socket.gaierror as error:
                gone = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
                kind: FailureKind = "no-name" if gone else "dns"
                words = "does not exist" if gone else "could not be looked up"
                raise FailedError(kind, f"the name {host} {words}") from None
            except (OSError, UnicodeError) as error:
                raise FailedError("dns", f"the name {host} could not be looked up: {error}") from None
        return tuple(dict.fromkeys(found))

    def close(self) -> None:
        """Let go of the threads; look-ups that hang are not waited for."""
        if self._executor:
            self._executor.shutdown(wait=False, cancel_futures=True)


def _addresses(host: str) -> list[str]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]
