"""The network, as httpcore is given it.

The address that was judged is the one that is connected to.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Any

import httpcore

from awesomelint.linkcheck.answer import FailedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    Resolver = Callable[[str], Awaitable[Sequence[str]]]
    Permitted = Callable[[str], bool]

# addresses of one name that are tried
TRIED = 4
# bytes of status line and headers; browsers take more, servers send less than a quarter
HEAD_LIMIT = 65_536
# bytes that are parsed before other connections have their turn
PIECE = 4_096


class StaleError(FailedError):
    """A connection that was kept had been closed by the server: this says nothing about the URL."""

    def __init__(self) -> None:
        super().__init__("reset", "connection lost")


class Network(httpcore.AsyncNetworkBackend):
    """Connects to names by the addresses that `resolve` gives and `permitted` allows.

    `wait` bounds it in seconds.

    `open` counts the connections. Timeouts that httpcore passes are ignored: a whole request has
    one, set outside.
    """

    def __init__(self, resolve: Resolver, permitted: Permitted, wait: float) -> None:
        self._resolve = resolve
        self._permitted = permitted
        self._wait = wait
        self.open = 0

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
        local_address: str | None = None,  # noqa: ARG002 - the same
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - the same
    ) -> Stream:
        """A connection to a permitted address of `host`; raise `FailedError`."""
        allowed = [address for address in await self._resolve(host) if self._permitted(address)]
        if not allowed:
            raise FailedError("private", f"{host} is not on the public internet")
        failure = FailedError("refused", f"{host} has no address")
        for address in allowed[:TRIED]:
            try:
                reader, writer = await _open(address, port, self._wait / min(len(allowed), TRIED))
            except FailedError as error:
                failure = error
            else:
                self.open += 1
                return Stream(reader, writer, self._closed)
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - the same
    ) -> Stream:
        """Refuse: no URL leads to a socket file."""
        raise FailedError("scheme", f"{path} is no host")

    async def sleep(self, seconds: float) -> None:
        """Pause, as httpcore does between its own retries; it is told to make none."""
        await asyncio.sleep(seconds)

    def _closed(self) -> None:
        self.open -= 1


class Stream(httpcore.AsyncNetworkStream):
    """One connection, which bounds what it reads.

    Until `head_read` is called, what comes counts as the head of a response.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        on_close: Callable[[], None],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._on_close: Callable[[], None] | None = on_close
        self._in_head = True
        self._head_bytes = 0
        self._reads = 0
        self._served = False

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
    ) -> bytes:
        """The next bytes, b"" at the end of a body.

        Raise `FailedError` where the connection breaks off.
        """
        if self._reads:
            # what lies in the buffer already is given without a pause: let the others have their
            # turn
            await asyncio.sleep(0)
        self._reads += 1
        try:
            data = await self._reader.read(min(max_bytes, PIECE))
        except OSError:
            data = b""
            if not self._in_head:
                raise FailedError("reset", "connection lost") from None
        if self._in_head:
            self._count_head(data)
        return data

    def _count_head(self, data: bytes) -> None:
        if not data:
            raise (
                StaleError
                if self._served and not self._head_bytes
                else FailedError("reset", "connection lost")
            )
        self._head_bytes += len(data)
        if self._head_bytes > HEAD_LIMIT:
            raise FailedError("protocol", f"headers of more than {HEAD_LIMIT // 1024} KB")

    def head_read(self) -> None:
        """Headers are complete; what comes now is a body, bounded by who reads it."""
        self._in_head, self._served = False, True

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
    ) -> None:
        """Send `buffer`.

        Raise `httpcore.WriteError`, after which an early response may still be read.
        """
        if not buffer:
            return
        self._in_head, self._head_bytes, self._reads = True, 0, 0
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except OSError as error:
            raise httpcore.WriteError(str(error)) from None

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
    ) -> Stream:
        """Speak TLS from now on; raise `FailedError`."""
        try:
            await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except BaseException as error:
            await self.aclose()
            match error:
                case ssl.SSLCertVerificationError():
                    raise FailedError(
                        "tls", error.verify_message or "certificate not trusted"
                    ) from None
                case ssl.SSLError():
                    raise FailedError("tls", error.reason or "no TLS") from None
                case OSError():
                    raise FailedError("tls", "connection lost in the TLS handshake") from None
                case _:
                    raise
        return self

    def get_extra_info(self, info: str) -> object:
        """What httpcore asks: whether an idle connection was closed, and the TLS session."""
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.is_closing()
        return self._writer.get_extra_info(info)

    async def aclose(self) -> None:
        """Hang up, without waiting for the other side's farewell."""
        if self._on_close:
            self._on_close()
            self._on_close = None
            self._writer.transport.abort()


async def _open(
    address: str, port: int, wait: float
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    try:
        async with asyncio.timeout(wait):
            return await asyncio.open_connection(address, port)
    except TimeoutError:
        raise FailedError("timeout", f"no connection in {wait:g} s") from None
    except ConnectionRefusedError:
        raise FailedError("refused", "connection refused") from None
    except OSError as error:
        raise FailedError("refused", (error.strerror or str(error)).lower()) from None
