"""Keeping a distance between questions to one service."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass


@dataclass(slots=True)
class Pace:
    """When a service was asked last, by the monotonic clock.

    All who ask it from this process share it.
    """

    last: float = -1e9

    async def turn(self, interval: float) -> None:
        """Wait until `interval` seconds have passed since the last question, and take the turn."""
        now = time.monotonic()
        turn = max(now, self.last + interval)
        self.last = turn
        wait = turn - now
        if wait > 0:
            await asyncio.sleep(wait)
