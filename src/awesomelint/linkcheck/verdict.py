"""An answer → its class, with the evidence. Nothing here asks anyone."""

from __future__ import annotations

import codecs
import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from awesomelint.identity.sites import host_of, same_site
from awesomelint.linkcheck.challenges import wall, walled_by
from awesomelint.model import LinkState
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from awesomelint.linkcheck.answer import Answer

PERMANENT = frozenset({301, 308})
# Characters of a title that are looked at; longer ones are cut before any pattern sees them.
_TITLE_LIMIT = 200
_TITLE_BYTES = 4 * _TITLE_LIMIT
_CHARSET = regex(rb"charset[ \t]{0,8}=[ \t]{0,8}[\"']?([\w-]{1,40})", re.IGNORECASE)
# The encodings of pages (https://encoding.spec.whatwg.org). Python has others, which fail or take
# very long.
_PAGE_CODECS = frozenset(
    {
        "ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb2312", "gbk", "gb18030", "hz",
        "big5", "big5hkscs", "shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949",
        "johab", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "tis-620", "cp874",
        "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
        "iso8859-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7",
        "iso8859-8", "iso8859-9", "iso8859-10", "iso8859-11", "iso8859-13", "iso8859-14",
        "iso8859-15", "iso8859-16",
    }
)  # fmt: skip
# A title that says so itself: whole titles, or their beginning up to a dash or bar with the site's
# name.
_GONE_TITLE = regex(
    r"""^\W*+(?:
        (?:error\W*)?404(?:\W*(?:error|page|not\ found|-|–|\|).*)?
      | (?:error\W*)?(?:the\ )?(?:page|file|site|document|object)
        \ (?:was\ |is\ |could\ )?not\ (?:be\ )?found\b.*
      | not\ found
      | page\ (?:no\ longer\ exists|does(?:\ not|n['’]t)\ exist)\b.*
      | (?:this\ )?(?:site|page|account)\ (?:has\ been\ |is\ )(?:suspended|deleted|removed)\b.*
      | account\ suspended
      | .*\bdomain\b.{0,30}\b(?:is\ )?for\ sale\b.*
      | .*域名.{0,8}(?:出售|转让).*
      | (?:页面|网页|頁面|文章|内容|您?访问的页面)(?:不存在|已(?:被)?删除|未找到|走丢了|找不到了?).*
      | .*该内容已被发布者删除.*
      | (?:ページが見つかりません|お探しのページは見つかりません).*
      | (?:페이지를\ 찾을\ 수\ 없습니다).*
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_GONE_PATH = regex(
    r"/(?:404|notfound|not-found|page-not-found|error-?404|pagenotfound)(?:\.\w+)?/?$",
    re.IGNORECASE,
)
_HOME = regex(r"^/?(?:(?:index|home|default|main|welcome)(?:\.\w+)?/?)?$", re.IGNORECASE)
_LOCALE = regex(r"^/([a-z]{2})(?:[-_]([a-z]{2,4}))?(?=/|$)", re.IGNORECASE)
# Languages that sites are translated into, by ISO 639-1: /ai and /js are no languages, but pages.
_LANGUAGES = frozenset(
    {
        "af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en",
        "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id",
        "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ky", "lo", "lt", "lv", "mk", "ml", "mn",
        "mr", "ms", "my", "nb", "ne", "nl", "nn", "no", "pa", "pl", "pt", "ro", "ru", "si", "sk",
        "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "uz", "vi", "zh",
        "zu",
    }
)  # fmt: skip
_LOGIN = regex(
    r"(?:^|[/.?&=_-])(?:log-?in|sign-?in|sso|oauth2?|auth|consent|accounts?|cas|saml2?|passport)(?:$|[/.?&=_-])",
    re.IGNORECASE,
)


class Verdict(NamedTuple):
    """A class and its evidence. `dead` and `suspect` are to be confirmed before anyone is told."""

    state: LinkState
    evidence: str
    location: str = ""
    permanent: bool = False


_BY_STATUS = {
    202: Verdict(LinkState.BLOCKED, "202 instead of the page"),
    401: Verdict(LinkState.AUTH, "401: asks for a login"),
    404: Verdict(LinkState.DEAD, "404"),
    410: Verdict(LinkState.DEAD, "410"),
    429: Verdict(LinkState.RATE_LIMITED, "429: asked too often"),
}
"""What a status says by itself."""


def judge(answer: Answer) -> Verdict:
    """What `answer` shows of its link, taken alone."""
    if answer.failure:
        return _failed(answer)
    status = answer.status
    if vendor := walled_by(answer):
        return Verdict(LinkState.BLOCKED, f"{vendor} challenge ({status})")
    if 300 <= status < 400 and registered(answer.url):
        return Verdict(LinkState.OK, f"{status}: a registered DOI")
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if 200 <= status < 300:
        return _found(answer)
    if wall(status):
        return Verdict(LinkState.BLOCKED, f"{status} for programs")
    return Verdict(LinkState.SUSPECT, str(status))


def registered(url: str) -> bool:
    """Whether `url` is on the DOI resolver.

    Its redirect says that the DOI is registered, and publishers are walled.
    """
    return host_of(url) in ("doi.org", "dx.doi.org", "www.doi.org")


def _failed(answer: Answer) -> Verdict:
    match answer.failure:
        case "private":
            return Verdict(LinkState.PRIVATE, answer.detail)
        case "no-name":
            return Verdict(LinkState.GONE_DOMAIN, answer.detail)
        case "scheme":
            return Verdict(LinkState.SKIPPED, answer.detail)
        case "address" | "fault":
            return Verdict(LinkState.UNKNOWN, answer.detail)
        case _:
            return Verdict(LinkState.SUSPECT, answer.detail)


def _found(answer: Answer) -> Verdict:
    """A page came: the right one, one elsewhere, or one that says there is nothing."""
    title = title_of(answer)
    if title and _GONE_TITLE.match(title):
        return Verdict(
            LinkState.SOFT_DEAD, f"{answer.status}, but the page is titled “{title[:80]}”"
        )
    if not answer.hops:
        return Verdict(LinkState.OK, str(answer.status))
    asked, final = answer.hops[0].url, answer.url
    if _GONE_PATH.search(urlsplit(final).path) and not _GONE_PATH.search(urlsplit(asked).path):
        return Verdict(LinkState.SOFT_DEAD, f"redirected to {final}")
    chain = " → ".join([*(str(hop.status) for hop in answer.hops), str(answer.status)])
    if _LOGIN.search(_tail(final)) and not _LOGIN.search(_tail(asked)):
        return Verdict(LinkState.AUTH, f"{chain}: redirected to a login or consent page")
    if _lost_path(asked, final):
        return Verdict(LinkState.SOFT_DEAD, f"{chain}: redirected to the front page {final}")
    if not all(hop.status in PERMANENT for hop in answer.hops):
        return Verdict(LinkState.OK, chain)
    return _moved(asked, final, chain)


def _moved(asked: str, final: str, chain: str) -> Verdict:
    """A chain that is permanent throughout."""
    old, new = urlsplit(asked), urlsplit(final)
    if old._replace(scheme="https") == new:
        return Verdict(
            LinkState.HTTPS_UPGRADE, f"{chain}: the host sends http to https", final, permanent=True
        )
    if _bare(old.path) == _bare(new.path) and old[:2] == new[:2] and old.query == new.query:
        return Verdict(LinkState.OK, chain)
    plain = _unlocalized(new.path)
    if plain != new.path and _unlocalized(old.path) == old.path and _bare(plain) == _bare(old.path):
        return Verdict(LinkState.OK, f"{chain}: to a page by language")
    return Verdict(LinkState.MOVED, chain, final, permanent=True)


def _bare(path: str) -> str:
    return unquote(path).rstrip("/").lower()


def _tail(url: str) -> str:
    """Path and host without the query, where a login page shows itself."""
    parts = urlsplit(url)
    return f"{(parts.hostname or '').partition('.')[0]}{parts.path}"


def _lost_path(asked: str, final: str) -> bool:
    """Whether a deep link was sent to the front page of the same site."""
    old, new = urlsplit(asked), urlsplit(final)
    if _HOME.match(_unlocalized(old.path)) or new.query or new.fragment:
        return False
    return (
        bool(_HOME.match(_unlocalized(new.path)))
        and not _abbreviates(new.path.strip("/"), old.path)
        and same_site(host_of(asked), host_of(final))
        and _same_front(old.hostname, new.hostname)
    )


def _unlocalized(path: str) -> str:
    """`path` without a language that it begins with, as in /en-us/docs."""
    found = _LOCALE.match(path)
    return path[found.end() :] if found and found[1].lower() in _LANGUAGES else path


def _abbreviates(name: str, path: str) -> bool:
    """Whether a path of two letters abbreviates a word or some words of `path`.

    A redirect from /machine-learning to /ml is no way home.
    """
    if len(name) != 2:
        return False
    first, second = name[0].lower(), name[1].lower()
    for segment in unquote(path).lower().split("/"):
        words = [word for word in re.split(r"[\W_]", segment) if word]
        initials = "".join(word[0] for word in words)
        if first + second in initials:
            return True
        if any(word[0] == first and second in word[1:] for word in words):
            return True
    return False


def _same_front(old: str | None, new: str | None) -> bool:
    """Whether two hosts have one front page.

    A redirect from docs.x.org/y to y.x.org/ is a move, one from x.org/y to www.x.org/ a loss.
    """
    one, other = old or "", new or ""
    for prefix in ("www.", "m."):
        one = one.removeprefix(prefix)
        other = other.removeprefix(prefix)
    return one == other


def title_of(answer: Answer) -> str:
    """The beginning of the page's title, blanks run together; empty without one."""
    body = answer.body
    lower = body.lower()
    start = lower.find(b"<title")
    opened = lower.find(b">", start) + 1
    if start < 0 or not opened:
        return ""
    closed = lower.find(b"</title", opened)
    if closed < 0:
        return ""
    end = min(closed, opened + _TITLE_BYTES)
    text = body[opened:end].decode(_charset(answer), "replace")
    plain = unescape(text[:_TITLE_LIMIT])
    return " ".join(plain.split())[:_TITLE_LIMIT]


def _charset(answer: Answer) -> str:
    """The encoding of a page, by its headers or its first lines.

    UTF-8 where they name none that pages have.
    """
    declared = answer.headers.get("content-type", "")[:200].encode("utf-8", "replace")
    named = _CHARSET.search(declared + b" " + answer.body[:2048])
    if not named:
        return "utf-8"
    try:
        found = codecs.lookup(named[1].decode("ascii")).name
    except (LookupError, ValueError):
        return "utf-8"
    return found if found in _PAGE_CODECS else "utf-8"
