"""Whose host is it: what tells one site from another, without a public suffix list."""

from __future__ import annotations

from urllib.parse import urlsplit

# Second-level labels under which countries register names (co.uk, com.cn, …).
_SECOND = frozenset(
    {
        "ac",
        "co",
        "com",
        "edu",
        "go",
        "gob",
        "gov",
        "gouv",
        "ltd",
        "me",
        "ne",
        "net",
        "nic",
        "or",
        "org",
    }
)
# Hosts whose subdomains belong to different people, but whose machines answer for all of them.
_SHARED = (
    "blogspot.com", "bitbucket.io", "codeberg.page", "firebaseapp.com", "fly.dev", "github.io",
    "gitbook.io", "gitee.io", "gitlab.io", "herokuapp.com", "hf.space", "medium.com", "netlify.app",
    "notion.site", "pages.dev", "pythonhosted.org", "readthedocs.io", "readthedocs.org", "repl.co",
    "rtfd.io", "sourceforge.io", "sourceforge.net", "streamlit.app", "substack.com", "surge.sh",
    "tumblr.com", "vercel.app", "web.app", "wordpress.com", "workers.dev",
)  # fmt: skip
# Hosts renamed by their owners, with the paths kept.
_RENAMED = frozenset(
    {
        ("golang.org", "go.dev"), ("docs.microsoft.com", "learn.microsoft.com"),
        ("twitter.com", "x.com"), ("pypi.python.org", "pypi.org"),
        ("ai.facebook.com", "ai.meta.com"), ("angular.io", "angular.dev"),
        ("reactjs.org", "react.dev"), ("hf.co", "huggingface.co"),
        ("warehouse.python.org", "pypi.org"),
    }
)  # fmt: skip
_RESERVED = frozenset({"example", "invalid", "localhost", "test", "local", "onion"})


def host_of(url: str) -> str:
    """The host of `url` in lower case without a final dot; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def domain(host: str) -> str:
    """The part of `host` that someone registered: what rates of asking are counted by."""
    labels = host.split(".")
    is_address = labels[-1].isdigit() or ":" in host
    if is_address or len(labels) <= 2:
        return host
    *_, second, top = labels
    is_country = len(top) == 2
    is_below = is_country and second in _SECOND
    size = 3 if is_below else 2
    return ".".join(labels[-size:])


def site(host: str) -> str:
    """Who speaks on `host`: its domain, or the whole host if subdomains have other owners."""
    return host if any(host.endswith(f".{shared}") for shared in _SHARED) else domain(host)


def same_site(one: str, other: str) -> bool:
    """Whether two hosts speak for one owner, as they are or by a rename that is known."""
    if site(one) == site(other):
        return True
    hosts = (one.removeprefix("www."), other.removeprefix("www."))
    domains = (domain(one), domain(other))
    return hosts in _RENAMED or domains in _RENAMED


def reserved(host: str) -> bool:
    """Whether `host` can be nobody's site (RFC 2606, RFC 6761, RFC 7686).

    These are hosts for examples and tests, and onion services.
    """
    return host.rpartition(".")[2] in _RESERVED or domain(host) in {
        "example.com",
        "example.net",
        "example.org",
    }
