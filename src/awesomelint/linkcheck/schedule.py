"""Who is asked when: hosts in a heap by the time of their next request.

Among those that are due, the largest comes first.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from awesomelint.rules.link_settings import LinkSettings

_SLOWEST = 10.0
_CALM = 20


class Job(Protocol):
    """Something to ask a domain for."""

    bucket: str


@dataclass(slots=True)
class Bucket:
    """The hosts of one domain, which share a rate.

    `free_at` is when it may next be asked (the loop's clock).
    """

    name: str
    base: float
    most: int
    interval: float
    queue: deque[Job] = field(default_factory=deque)
    in_flight: int = 0
    free_at: float = 0.0
    calm: int = 0
    rested: bool = False
    strikes: int = 0
    waits: bool = False
    closed: str = ""

    def rest(self, pause: float) -> None:
        """Do not ask for `pause` seconds.

        Hosts that call for a second rest soon are asked half as often after it.
        Several answers of one burst call for one rest.
        """
        now = asyncio.get_running_loop().time()
        if self.free_at <= now + self.interval:
            self.strikes += 1
            if self.rested and self.calm < _CALM:
                self.interval = min(max(self.interval * 2, 0.2), _SLOWEST)
        self.rested, self.calm = True, 0
        self.free_at = max(self.free_at, now + pause)

    def answered(self) -> None:
        """After twenty good answers in a row, half of the added interval is taken back."""
        self.calm, self.strikes = self.calm + 1, 0
        if self.calm % _CALM == 0 and self.interval > self.base:
            self.interval = max((self.interval + self.base) / 2 - 0.01, self.base)


class Schedule:
    """Runs jobs, few at a time for each domain, without letting a waiting domain hold a place."""

    def __init__(self, settings: LinkSettings, work: Callable[[Job], Awaitable[None]]) -> None:
        self._settings = settings
        self._work = work
        self._clock = asyncio.get_running_loop().time
        self._buckets: dict[str, Bucket] = {}
        self._ready: list[tuple[int, int, Bucket]] = []
        self._cooling: list[tuple[float, int, Bucket]] = []
        self._later: list[tuple[float, int, Job]] = []
        self._order = count()
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._broken: BaseException | None = None

    def bucket(self, name: str) -> Bucket:
        """The domain `name`."""
        if name not in self._buckets:
            own = self._settings.hosts.get(name)
            base, most = (
                (self._settings.interval, self._settings.per_host) if own is None else (own, 1)
            )
            self._buckets[name] = Bucket(name, base, most, base)
        return self._buckets[name]

    @property
    def cooling(self) -> int:
        """How many domains with work left are waiting for longer than their usual interval."""
        edge = self._clock() + self._settings.interval
        return sum(bucket.free_at > edge for bucket in self._buckets.values() if bucket.queue)

    def add(self, job: Job, *, first: bool = False, wait: float = 0.0) -> None:
        """Queue `job`, before its domain's others if `first`, not before `wait` seconds."""
        if wait > 0:
            heappush(self._later, (self._clock() + wait, next(self._order), job))
            self._wake.set()
            return
        bucket = self.bucket(job.bucket)
        if first:
            bucket.queue.appendleft(job)
        else:
            bucket.queue.append(job)
        self._offer(bucket)

    def close(self, bucket: Bucket, why: str) -> None:
        """Let the jobs of `bucket` run at once: they will not ask any more."""
        bucket.closed, bucket.interval, bucket.free_at, bucket.waits = why, 0.0, 0.0, False
        self._offer(bucket)

    def _offer(self, bucket: Bucket) -> None:
        """Put `bucket` where it will be seen when it may be asked."""
        if bucket.waits or not bucket.queue or bucket.in_flight >= bucket.most:
            return
        bucket.waits = True
        order = next(self._order)
        if bucket.free_at > self._clock():
            heappush(self._cooling, (bucket.free_at, order, bucket))
        else:
            heappush(self._ready, (-len(bucket.queue), order, bucket))
        self._wake.set()

    async def run(self) -> None:
        """Work until nothing is left; cancelling it cancels what is under way."""
        # domains were offered with their first job; now it is known how many each has
        self._ready = [(-len(bucket.queue), order, bucket) for _, order, bucket in self._ready]
        heapify(self._ready)
        try:
            while True:
                if self._broken:
                    raise self._broken
                pause = self._start()
                if not self._tasks and pause is None:
                    return
                self._wake.clear()
                try:
                    async with asyncio.timeout(pause):
                        await self._wake.wait()
                except TimeoutError:
                    continue
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self) -> float | None:
        """Start all that may start now; the seconds until more may, or None."""
        now = self._clock()
        while self._later and self._later[0][0] <= now:
            self.add(heappop(self._later)[2])
        while self._cooling and self._cooling[0][0] <= now:
            bucket = heappop(self._cooling)[2]
            bucket.waits = False
            self._offer(bucket)
        while self._ready and len(self._tasks) < self._settings.concurrency:
            bucket = heappop(self._ready)[2]
            bucket.waits = False
            if bucket.free_at > now:
                self._offer(bucket)
            elif bucket.queue and bucket.in_flight < bucket.most:
                self._launch(bucket, now)
        times = [heap[0][0] for heap in (self._later, self._cooling) if heap]
        return max(min(times) - self._clock(), 0.0) if times else None

    def _launch(self, bucket: Bucket, now: float) -> None:
        job = bucket.queue.popleft()
        bucket.in_flight += 1
        bucket.free_at = now + bucket.interval
        task = asyncio.create_task(self._do(job, bucket))
        self._tasks.add(task)
        task.add_done_callback(self._done)
        self._offer(bucket)

    async def _do(self, job: Job, bucket: Bucket) -> None:
        try:
            await self._work(job)
        finally:
            bucket.in_flight -= 1
            self._offer(bucket)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()):
            self._broken = error
