"""Cookies that live for one link: some sites send visitors in a circle without them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import httpx

from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 20
_LONGEST = 4_096
# Printable ASCII, as RFC 6265 has it; of ages, what the standard library can count with.
_READABLE = regex(rb"[\x20-\x7e]+")
_AGE = regex(rb";[ ]*(?:max-age|version|port)[ ]*=[ ]*(?!-?[0-9]{1,9}[ ]*(?:;|$))", re.IGNORECASE)


def kept(
    url: httpx.URL,
    status: int,
    headers: Sequence[tuple[bytes, bytes]],
    cookies: httpx.Cookies | None,
) -> httpx.Cookies | None:
    """`cookies` and those that the response from `url` sets.

    What no browser would keep is passed over.
    """
    given = [
        (name, value) for name, value in headers if name.lower() == b"set-cookie" and _sound(value)
    ][:MOST]
    if not given:
        return cookies
    held = httpx.Cookies(cookies)
    held.extract_cookies(httpx.Response(status, headers=given, request=httpx.Request("GET", url)))
    return held


def _sound(value: bytes) -> bool:
    return len(value) <= _LONGEST and bool(_READABLE.fullmatch(value)) and not _AGE.search(value)


def header(url: httpx.URL, cookies: httpx.Cookies | None) -> list[tuple[bytes, bytes]]:
    """The header that sends those of `cookies` that belong to `url`."""
    if not cookies:
        return []
    request = httpx.Request("GET", url)
    cookies.set_cookie_header(request)
    return (
        [(b"Cookie", request.headers["cookie"].encode("ascii"))]
        if "cookie" in request.headers
        else []
    )
