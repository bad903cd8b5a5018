"""How long a host asks us to wait, in every form that hosts use."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING

from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARTS = regex(
    r"(?<!\d)(\d{1,12}+(?:\.\d{1,9}+)?)\s*+(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)(?![a-z])",
    re.IGNORECASE,
)
_RESET = ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
_EPOCH = 1_000_000_000
# Characters of a header that are looked at: a date has 29. And the longest time that anybody may
# mean, in seconds.
_LONGEST = 64
_YEAR = 366 * 86_400.0


def wait_asked(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds to wait by `Retry-After` or the rate-limit headers at the time `now` (Unix).

    None if nothing is said.
    A year is the most; values that are longer than any date say nothing.
    """
    asked = _asked(headers, now)
    return None if asked is None else min(asked, _YEAR)


def _asked(headers: Mapping[str, str], now: float) -> float | None:
    if "retry-after" in headers:
        asked = _parse(headers["retry-after"], now)
        if asked is not None:
            return asked
    for name in _RESET:
        if name in headers:
            return _parse(headers[name], now)
    # draft-ietf-httpapi-ratelimit-headers: RateLimit: "default";r=0;t=30
    found = re.search(r"\bt=([0-9]{1,9})\b", headers.get("ratelimit", "")[:_LONGEST])
    return float(found[1]) if found else None


def _parse(value: str, now: float) -> float | None:
    if len(value) > _LONGEST:
        return None
    text = value.partition(",")[0].strip() if value[:1].isdigit() else value.strip()
    try:
        number = float(text)
    except ValueError:
        return _words(value.strip(), now)
    if not isfinite(number):
        return None
    return max(number - now if number >= _EPOCH else number, 0.0)


def _words(text: str, now: float) -> float | None:
    """An HTTP date, or a duration such as `1m30s`."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - few hosts say it with a date

    try:
        return max(parsedate_to_datetime(text).timestamp() - now, 0.0)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    parts = _PARTS.findall(text)
    if not parts or _PARTS.sub("", text).strip(" ,"):
        return None
    return sum(float(number) * _unit(unit) for number, unit in parts)


def _unit(unit: str) -> float:
    word = unit.lower()
    if word.startswith(("ms", "milli")):
        return 0.001
    return {"s": 1.0, "m": 60.0, "h": 3600.0}[word[0]]
