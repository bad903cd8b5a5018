"""Names → addresses, by the system, a few look-ups at a time."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from awesomelint.linkcheck.answer import FailedError, FailureKind


class SystemResolver:
    """The system's resolver, with at most `threads` look-ups at a time.

    Its answers are kept for the run.
    """

    def __init__(self, threads: int = 24) -> None:
        self._known: dict[str, asyncio.Future[tuple[str, ...]]] = {}
        self._slots = asyncio.Semaphore(threads)
        self._threads = threads
        self._executor: ThreadPoolExecutor | None = None

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
        self._executor = self._executor or ThreadPoolExecutor(self._threads, "names")
        loop = asyncio.get_running_loop()
        async with self._slots:
            try:
                found = await loop.run_in_executor(self._executor, _addresses, host)
            except socket.gaierror as error:
                gone = error.errno in (
                    socket.EAI_NONAME,
                    getattr(socket, "EAI_NODATA", socket.EAI_NONAME),
                )
                kind: FailureKind = "no-name" if gone else "dns"
                words = "does not exist" if gone else "could not be looked up"
                raise FailedError(kind, f"the name {host} {words}") from None
            except (OSError, UnicodeError) as error:
                raise FailedError(
                    "dns", f"the name {host} could not be looked up: {error}"
                ) from None
        return tuple(dict.fromkeys(found))

    def close(self) -> None:
        """Let go of the threads; look-ups that hang are not waited for."""
        if self._executor:
            self._executor.shutdown(wait=False, cancel_futures=True)


def _addresses(host: str) -> list[str]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]
