"""URLs that are misspelt, lead nowhere, and can be meant in one way only."""

from __future__ import annotations

import re

from awesomelint.text.patterns import regex

# A scheme in running text with a letter too many, too few or in the wrong place.
SCHEME = regex(
    r"(?<![A-Za-z0-9])(?:hhttps?|htttps?|httpps?|httpss|htps|htts|hptts|ttps)(?=://)", re.IGNORECASE
)
# doi.org answers "DOI not found" to its own address.
_RESOLVER_TWICE = regex(
    r"(https?://(?:(?:www|dx)\.)?doi\.org/)(?:https?://(?:(?:www|dx)\.)?doi\.org/){1,9}(?=10\.)",
    re.IGNORECASE,
)
# arXiv answers 404 to a path with an empty part.
_ARXIV = regex(
    r"(https?://(?:[a-z]+\.)?arxiv\.org)/+((?:abs|pdf|html)(?=/))/+(?=[a-z0-9])", re.IGNORECASE
)
_PREFIX = regex(r"[\\'\"“”‘’`]{0,2}([A-Za-z]{3,16})([:;,.]{0,2}[/\\]{1,4})(?=[\w\[])")
_NAMED = regex(r"https?(?:[:;,.]|/)|[\w-]{1,63}(?:\.|:\d)|\[", re.IGNORECASE)
_QUOTES = "'\"“”‘’`"

# Top-level domains of the IANA root zone that are seen in lists, without those that are also the
# suffix of a file (.md, .py, .sh, .rs, .pl, .cc, .so, .zip, …).
_DOMAINS = frozenset({
    "com", "org", "net", "edu", "gov", "int", "mil", "io", "dev", "ai", "co", "app", "me", "info",
    "biz", "xyz", "tech", "site", "online", "cloud", "blog", "page", "pub", "art", "wiki", "design",
    "studio", "tools", "live", "news", "tv", "fm", "ly", "gg", "to", "uk", "us", "ca", "au", "de",
    "fr", "nl", "eu", "ru", "cn", "jp", "kr", "br", "it", "es", "se", "ch", "fi", "dk", "be", "at",
    "cz", "pt", "gr", "ua", "il", "ir", "nz", "za", "mx", "ar", "cl", "tw", "hk", "sg", "my", "th",
    "vn", "id", "ph", "space", "academy", "guru", "world", "today", "team", "email", "network",
    "software", "systems", "solutions", "digital", "agency", "rocks", "run", "chat", "link",
    "games", "fun", "im", "is", "ws", "pro", "one", "land", "zone",
})  # fmt: skip
_HOST = regex(r"(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}([a-z]{2,12})(?::\d{1,5})?(?=[/?#]|\Z)")
_MAIL = regex(r"[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}([a-z]{2,12})\Z")

_PLACEHOLDER = regex(
    r"(?:[xX]{2,}|[?]{1,3}|\.{2,3}|…|<?(?:your|insert|paste|add|the)?[-_]?(?:link|url|href)s?"
    r"(?:[-_]?(?:to|here|for|of)(?:[-_]\w{1,20}){0,3}|\d)?>?|todo|tbd|tba|n/a|placeholder|coming[-_]soon"
    r"|链接|鏈接|连接|网址|待补充|待定|リンク|未定|링크|주소|미정)",
    re.IGNORECASE,
)


def scheme_meant(written: str) -> str:
    """`http` or `https`, for a misspelt one."""
    return "https" if "s" in written.lower() else "http"


def mended(url: str) -> str:
    """The URL that was meant by one that is misspelt in such a way; "" for any other."""
    new = _rescheme(url)
    new = _RESOLVER_TWICE.sub(r"\1", new, count=1)
    if match := _ARXIV.match(new):
        new = f"{match[1]}/{match[2]}/{new[match.end() :]}"
    return new if new != url else ""


def _rescheme(url: str) -> str:
    """`url` with one scheme that is spelt right.

    It mends `hhttps://x`, `https:/x`, `http//x`, `https://https://x` and `'https://x'`.
    """
    rest, scheme = url, ""
    while (match := _PREFIX.match(rest)) and _is_scheme(match[1], match[2]):
        is_spelt_right = match[1].lower() in {"http", "https"}
        scheme = match[1] if is_spelt_right else scheme_meant(match[1])
        rest = rest[match.end() :]
    if not scheme or not _NAMED.match(rest):
        return url
    new = f"{scheme}://{rest.rstrip(_QUOTES)}"
    return url if new == url.rstrip("'\"") else new


def _is_scheme(word: str, marks: str) -> bool:
    """Whether `word` before the signs `marks` was meant as http or https."""
    word = word.lower()
    if marks.rstrip("/\\") == "" and len(marks) < 2:
        return False  # a folder
    if word in {"http", "https"}:
        return True
    if word == "shttp":
        return False
    letters = set(word)
    return (
        (letters <= set("htps") and {"t", "p"} <= letters)
        or _near(word, "http")
        or _near(word, "https")
    )


def _near(word: str, wanted: str) -> bool:
    """Whether one letter replaced, added or left out makes `wanted` of `word`."""
    if abs(len(word) - len(wanted)) > 1:
        return False
    shorter, longer = sorted((word, wanted), key=len)
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    is_replaced = len(shorter) == len(longer)
    return shorter[same + is_replaced :] == longer[same + 1 :]


def with_scheme(url: str) -> str:
    """`url` with `https://` before a host, or with `mailto:` before an address.

    It is "" for any other text, and for text that may be the name of a file.
    """
    if url.lower().startswith("www.") and "." in url[4:]:
        return f"https://{url}"
    if (match := _HOST.match(url)) and match[1] in _DOMAINS:
        return f"https://{url}"
    if (match := _MAIL.match(url)) and match[1] in _DOMAINS:
        return f"mailto:{url}"
    return ""


def is_placeholder(url: str) -> bool:
    """Whether `url` is a word that says that a URL belongs there: `link`, `xxx`, `TODO`."""
    return _PLACEHOLDER.fullmatch(url) is not None
