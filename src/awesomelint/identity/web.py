"""Pages without a registry of their own: their URL in one spelling."""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus, unquote_to_bytes

from awesomelint.identity.identity import Identity
from awesomelint.identity.trackers import is_tracker
from awesomelint.text.patterns import regex

_PLAIN_QUERY = regex(r"[A-Za-z0-9_.~&=*-]*")
_PLAIN_PATH = regex(r"[A-Za-z0-9_.~/@:!$&'()*+,;=%-]*")
_ESCAPE = regex(r"%[0-9a-f][0-9a-f]", re.IGNORECASE)
_NO_PLACE = frozenset({"rd", "wechat_redirect"})
_DEFAULT = {"http": "80", "https": "443", "ftp": "21"}


def query(text: str, host: str) -> str:
    """A query without what only tracks, each parameter escaped the same way, in their order."""
    if not text:
        return ""
    parts = [part for part in text.split("&") if part]
    kept = [part for part in parts if not is_tracker(part.partition("=")[0], host)]
    plain = "&".join(kept)
    if _PLAIN_QUERY.fullmatch(plain):
        return plain
    return "&".join(map(_parameter, plain.split("&")))


def _parameter(part: str) -> str:
    """`name=value`, both escaped the same way everywhere."""
    name, _, value = part.partition("=")
    return f"{_escaped(name)}={_escaped(value)}"


def _escaped(text: str) -> str:
    """A name or value in one spelling, byte by byte: many are in other encodings than UTF-8."""
    return quote_plus(unquote_to_bytes(text.replace("+", " ").encode("utf-8", "surrogatepass")))


def page(scheme: str, host: str, port: str, path: str, asked: str, fragment: str) -> Identity:
    """`host/path?query#fragment` in one spelling.

    Scheme, `www.`, default port, final slash and trackers do not matter.
    """
    if port and port != _DEFAULT.get(scheme):
        host = f"{host}:{port}"
    if not _PLAIN_PATH.fullmatch(path):
        path = quote(path.encode("utf-8", "surrogatepass"), safe="/@:!$&'()*+,;=%~")
    if "%" in path:
        path = _ESCAPE.sub(lambda match: match[0].upper(), path)
    kept = query(asked, host)
    if fragment in _NO_PLACE or fragment.startswith(":~:text"):
        fragment = ""
    path = path.rstrip("/") or ("/" if kept or fragment else "")
    prefix = "ftp://" if scheme == "ftp" else ""
    tail = f"{f'?{kept}' if kept else ''}{f'#{fragment}' if fragment else ''}"
    return Identity("web", "url", f"{prefix}{host}{path}{tail}")
