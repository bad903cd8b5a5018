"""What clients ask with.

Of pages only the beginning is read; answers of APIs are read whole.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import httpx

from awesomelint.linkcheck.addresses import public
from awesomelint.linkcheck.answer import FailedError, TooLongError
from awesomelint.linkcheck.bodies import Plain
from awesomelint.linkcheck.cookies import header as cookie_header
from awesomelint.linkcheck.cookies import kept
from awesomelint.linkcheck.guard import Guard, parsed, parts
from awesomelint.linkcheck.resolver import SystemResolver

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpcore

    from awesomelint.linkcheck.network import Permitted, Resolver
    from awesomelint.rules.link_settings import LinkSettings

PEEK = 16_384
DRAIN = 32_768
API_LIMIT = 4_000_000
BODY_WAIT = 5.0
LOCATION_LIMIT = 8_192
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TITLE_END = b"</title"


class Response(NamedTuple):
    """One response.

    `location` is absolute, "" without one; `cookies` is what the next request of the chain sends.
    """

    status: int
    headers: dict[str, str]
    location: str
    body: bytes
    cookies: httpx.Cookies | None


class Transport:
    """Sends one request at a time for each caller, over shared connections."""

    def __init__(
        self,
        settings: LinkSettings,
        resolver: Resolver | None = None,
        permitted: Permitted | None = None,
    ) -> None:
        self._wait = settings.timeout
        self._body_wait = min(BODY_WAIT, settings.timeout / 2)
        self._own = SystemResolver()
        allowed: Permitted = permitted or ((lambda _: True) if settings.allow_private else public)
        self._guard = Guard(settings, resolver or self._own, allowed)
        self._headers = {
            "User-Agent": settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "en-US,en;q=0.7",
            "Accept-Encoding": "gzip, deflate",
        }
        self._page_headers = [
            (name.encode(), value.encode()) for name, value in self._headers.items()
        ]

    async def get(
        self, url: str, cookies: httpx.Cookies | None = None, *, wait: float | None = None
    ) -> Response:
        """Ask for the page `url` within `wait` seconds, following no redirect.

        Raise `FailedError`.
        """
        target = parsed(url)
        seconds = wait or self._wait
        request = httpx.Request(
            "GET", target, headers=[*self._page_headers, *cookie_header(target, cookies)]
        )
        try:
            async with asyncio.timeout(seconds), self._guard.sent(request) as response:
                headers = _joined(response.headers)
                body = await _peek(response, headers, self._body_wait)
                location = _location(response, str(target))
                if "set-cookie" in headers:
                    cookies = kept(target, response.status, response.headers, cookies)
                return Response(response.status, headers, location, body, cookies)
        except TimeoutError:
            raise FailedError("timeout", f"no answer in {seconds:g} s") from None

    async def call(
        self, url: str, headers: Mapping[str, str], content: bytes = b"", *, redirects: int = 0
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask an API by GET, or by POST with `content`; return status, headers and the whole body.

        Raise `FailedError`. At most `redirects` are followed, each judged as the first address is.
        Credentials among `headers` go to the host of `url` and nowhere else; with them no redirect
        is followed.
        """
        if redirects and any(name.lower() == "authorization" for name in headers):
            raise ValueError("a request with credentials follows no redirects")
        try:
            async with asyncio.timeout(self._wait):
                for _ in range(redirects + 1):
                    status, answered, body, location = await self._whole(url, headers, content)
                    if not redirects or not location:
                        return status, answered, body
                    url = location
        except TimeoutError:
            raise FailedError("timeout", f"no answer in {self._wait:g} s") from None
        raise FailedError("loop", "too many redirects")

    async def _whole(
        self, url: str, headers: Mapping[str, str], content: bytes
    ) -> tuple[int, dict[str, str], bytes, str]:
        """Status, headers, body and where it redirects to."""
        method = "POST" if content else "GET"
        request = httpx.Request(
            method,
            parsed(url),
            headers=httpx.Headers({**self._headers, **headers}),
            content=content or None,
        )
        async with self._guard.sent(request) as response:
            answered = _joined(response.headers)
            location = _location(response, str(request.url))
            plain = Plain(answered.get("content-encoding", ""), API_LIMIT)
            async with aclosing(parts(response)) as pieces:
                async for part in pieces:
                    plain.feed(part)
                    if plain.cut:
                        raise TooLongError(API_LIMIT)
                    if plain.broken:
                        raise FailedError(
                            "protocol", "the body is not in the encoding that its headers name"
                        )
            return response.status, answered, bytes(plain.data), location

    async def close(self) -> None:
        """Close all connections."""
        await self._guard.close()
        self._own.close()


def _location(response: httpcore.Response, base: str) -> str:
    """The URL that a redirect leads to.

    Bytes that are not ASCII (raw UTF-8 or GBK) are percent-encoded as they are.
    """
    if response.status not in _REDIRECTS:
        return ""
    for name, value in response.headers:
        if name.lower() == b"location":
            if len(value) > LOCATION_LIMIT:
                raise FailedError(
                    "protocol", f"redirected to a URL of more than {LOCATION_LIMIT} bytes"
                )
            try:
                return _readable_host(
                    urljoin(base, quote(value.strip(), safe="%/:=&?~#+!$,;'@()*[]|"))
                )
            except ValueError as error:
                raise FailedError(
                    "address", f"redirected to what is no URL: {str(error)[:100]}"
                ) from None
    return ""


def _readable_host(url: str) -> str:
    """`url` with its host as text, which becomes IDNA when it is asked, not percent-encoded."""
    parts = urlsplit(url)
    if "%" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=unquote(parts.netloc, errors="strict")))


def _joined(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by lower-case name; the values of one name joined."""
    values: dict[str, list[str]] = {}
    for name, value in raw:
        values.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return {name: ", ".join(all_of_it) for name, all_of_it in values.items()}


async def _peek(response: httpcore.Response, headers: dict[str, str], wait: float) -> bytes:
    """As much of the body as its class needs: a page's title, a wall's signature.

    The rest is read only if it is short. A body that stops or drips does not change what the status
    said.
    """
    status = response.status
    length = headers.get("content-length", "")
    is_known = length.isdecimal() and len(length) < 10
    short = status in (204, 304) or (is_known and int(length) <= DRAIN)
    html = "html" in headers.get("content-type", "text/html").lower()
    wanted = PEEK if html and not 300 <= status < 400 else 0
    if not wanted and not short:
        return b""
    plain = Plain(headers.get("content-encoding", ""), wanted)
    with suppress(TimeoutError, FailedError):
        async with asyncio.timeout(wait), aclosing(parts(response)) as pieces:
            seen = looked = 0
            titled = False
            async for part in pieces:
                seen += len(part)
                plain.feed(part)
                titled = titled or (
                    status == 200 and _TITLE_END in plain.data[max(looked - 8, 0) :].lower()
                )
                looked = len(plain.data)
                if seen > DRAIN or ((titled or looked >= wanted) and not short):
                    break
    return bytes(plain.data)
