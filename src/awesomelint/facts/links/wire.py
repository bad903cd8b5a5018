"""One HTTP/1.1 connection over asyncio's streams and h11, without the layers that a check has no use for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import h11

from awesomelint.facts.links.answer import FailedError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator, Sequence

_HEADERS = 100_000
_PART = 65_536


class Head(NamedTuple):
    """A response without its body."""

    status: int
    headers: list[tuple[bytes, bytes]]


class Wire:
    """Sends one request at a time. Times are bounded by the caller, once for a whole request."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._protocol = h11.Connection(h11.CLIENT, _HEADERS)
        self.used = False
        self.since = time.monotonic()

    async def ask(
        self, method: bytes, target: bytes, headers: Sequence[tuple[bytes, bytes]], content: bytes = b""
    ) -> Head:
        """Send a request and wait for the head of its response; raise `FailedError`."""
        try:
            request = h11.Request(method=method, target=target, headers=list(headers))
            sent = self._protocol.send(request) or b""
            if content:
                sent += self._protocol.send(h11.Data(data=content)) or b""
            self._writer.write(sent + (self._protocol.send(h11.EndOfMessage()) or b""))
            await self._writer.drain()
        except h11.LocalProtocolError as error:
            raise FailedError("address", f"no request can be made of it: {error}") from None
        except OSError as error:
            raise FailedError("reset", "connection lost") from error
        while True:
            event = await self._next()
            if isinstance(event, h11.Response):
                return Head(event.status_code, list(event.headers))
            if not isinstance(event, h11.InformationalResponse):
                raise FailedError("reset", "connection lost")

    async def body(self) -> AsyncGenerator[bytes, None]:
        """The parts of the body as they come; raise `FailedError` where it breaks off."""
        while True:
            event = await self._next()
            if isinstance(event, h11.Data):
                yield bytes(event.data)
            elif isinstance(event, h11.EndOfMessage | h11.ConnectionClosed):
                return

    async def _next(self) -> h11.Event:
        while True:
            try:
                event = self._protocol.next_event()
                if event is h11.NEED_DATA:
                    self._protocol.receive_data(await self._reader.read(_PART))
                elif isinstance(event, h11.Event):
                    return event
                else:
                    raise FailedError("protocol", "switched to another protocol")
            except h11.RemoteProtocolError as error:
                lost = self._reader.at_eof()
                raise FailedError("reset" if lost else "protocol", "connection lost" if lost else "no HTTP") from error
            except OSError as error:
                raise FailedError("reset", "connection lost") from error

    def rest(self) -> bool:
        """Make ready for the next request; False if this connection can serve none, and is closed."""
        states = (self._protocol.our_state, self._protocol.their_state)
        if states != (h11.DONE, h11.DONE) or self._reader.at_eof():
            self.close()
            return False
        self._protocol.start_next_cycle()
        self.used, self.since = True, time.monotonic()
        return True

    @property
    def alive(self) -> bool:
        """Whether the server has not hung up on the idle connection."""
        return not self._reader.at_eof() and not self._writer.is_closing()

    def close(self) -> None:
        """Hang up, without waiting for the other side's farewell."""
        self._writer.transport.abort()
