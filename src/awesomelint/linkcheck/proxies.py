"""The proxies that the environment names."""

from __future__ import annotations

import os
from base64 import b64encode
from typing import NamedTuple
from urllib.parse import unquote

import httpx

from awesomelint.linkcheck.answer import FailedError


class Proxy(NamedTuple):
    """A proxy: its address as a URL, and the headers that hold its credentials."""

    url: str
    headers: tuple[tuple[bytes, bytes], ...]


class Proxies:
    """`http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, as they were when this was made."""

    def __init__(self) -> None:
        self._named = _named()

    def find(self, scheme: str, host: str) -> Proxy | None:
        """The proxy through which `host` is reached; None without one.

        Raise `FailedError` if the proxy is of a kind that is not supported.
        """
        if not self._named:
            return None
        named = self._named.get(scheme) or self._named.get("all", "")
        if not named or _direct(host, self._named.get("no", "")):
            return None
        try:
            given = httpx.URL(named if "://" in named else f"http://{named}")
        except httpx.InvalidURL as error:
            raise FailedError(
                "refused", f"the proxy of the environment has no valid URL: {error}"
            ) from None
        if given.scheme != "http":
            raise FailedError("refused", f"{given.scheme} proxies cannot be used")
        headers: tuple[tuple[bytes, bytes], ...] = ()
        if given.userinfo:
            headers = (
                (
                    b"Proxy-Authorization",
                    b"Basic " + b64encode(unquote(given.userinfo.decode()).encode()),
                ),
            )
        return Proxy(f"http://{given.netloc.decode('ascii')}", headers)


def _named() -> dict[str, str]:
    """The proxies by scheme, and `no` for the exceptions."""
    if not any(name.lower().endswith("_proxy") for name in os.environ):
        return {}
    from urllib.request import getproxies_environment  # noqa: PLC0415 - slow to import

    named = getproxies_environment()
    return named if named.keys() & {"http", "https", "all"} else {}


def _direct(host: str, exceptions: str) -> bool:
    """Whether `NO_PROXY` names `host`: by name, by a domain it belongs to, or by `*`."""
    names = [name.strip().lower().lstrip(".") for name in exceptions.split(",") if name.strip()]
    return any(name in ("*", host) or host.endswith(f".{name}") for name in names)
