"""Videos and posts. Handlers take a URL's path, query and fragment."""

from __future__ import annotations

import re
from urllib.parse import unquote

from awesomelint.identity.identity import Address, Identity
from awesomelint.text.patterns import regex

_YOUTUBE_PATH = regex(r"/(?:embed|shorts|live|v|e)/([A-Za-z0-9_-]{11})(?:/|$)")
_YOUTUBE_ID = regex(r"[A-Za-z0-9_-]{11}")
_YOUTUBE_LIST = regex(r"[A-Za-z0-9_-]{10,}")
_BILIBILI = regex(
    r"/(?:video/|s/video/|festival/[^/]+/)?(?:(bv)([A-Za-z0-9]{10})|av([0-9]+))(?:/|$)",
    re.IGNORECASE,
)
_ZHIHU = regex(r"(?:/question/[0-9]+)?/(answer|question|p|zvideo|pin|column)/([0-9]+)(?:/|$)")
_ZHIHU_READER = regex(r"/tardis/[a-z]+/(art|ans)/([0-9]+)")
_WEIXIN = regex(r"/s/([A-Za-z0-9_-]{22})(?:/|$)")


def _parameters(query: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in query.split("&") if part)
    return {name: unquote(value) for name, _, value in pairs}


def youtube(address: Address) -> Identity | None:
    """A video, or a playlist."""
    path, query, _ = address
    if match := _YOUTUBE_PATH.match(path):
        return Identity("video", "youtube", match[1])
    given = _parameters(query)
    if path.rstrip("/") == "/watch" and _YOUTUBE_ID.fullmatch(given.get("v", "")):
        return Identity("video", "youtube", given["v"])
    if path.rstrip("/") in {
        "/playlist",
        "/watch",
        "/embed/videoseries",
    } and _YOUTUBE_LIST.fullmatch(given.get("list", "")):
        return Identity("video", "youtube-list", given["list"])
    return None


def youtu_be(address: Address) -> Identity | None:
    """YouTube's short host."""
    name = address.path.strip("/")
    return Identity("video", "youtube", name) if _YOUTUBE_ID.fullmatch(name) else None


def bilibili(address: Address) -> Identity | None:
    """A video, or a later part of one."""
    path, query, _ = address
    match = _BILIBILI.match(path)
    given = _parameters(query)
    if match is None and path == "/player.html" and "bvid" in given:
        match = _BILIBILI.match(f"/{given['bvid']}")
    if match is None:
        return None
    name = f"BV{match[2]}" if match[1] else f"av{match[3]}"
    part = given.get("p", "1").lstrip("0")
    if part.isdigit() and part != "1":
        name = f"{name}?p={part}"
    return Identity("video", "bilibili", name)


def zhihu(address: Address) -> Identity | None:
    """An article, an answer, a question."""
    path = address.path
    if match := _ZHIHU.match(path):
        kind, number = match.groups()
        return None if kind == "column" else Identity("post", "zhihu", f"{kind}/{number}")
    match = _ZHIHU_READER.match(path)
    return (
        Identity("post", "zhihu", f"{'p' if match[1] == 'art' else 'answer'}/{match[2]}")
        if match
        else None
    )


def weixin(address: Address) -> Identity | None:
    """An article of an official account, by short name, or by account, message and place."""
    path, query, _ = address
    if match := _WEIXIN.match(path):
        return Identity("post", "weixin", f"s/{match[1]}")
    given = _parameters(query.replace("&amp;", "&"))
    if path.rstrip("/") in {"/s", "/mp/appmsg/show"} and "__biz" in given and "mid" in given:
        return Identity(
            "post", "weixin", f"{given['__biz'].rstrip('=')}/{given['mid']}/{given.get('idx', '1')}"
        )
    return None
