"""Answers → classes: examples as data, without any network."""

from __future__ import annotations

import math
import time
from email.utils import formatdate
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.identity.sites import domain, reserved, same_site, site
from awesomelint.linkcheck import LinkSettings, SettingsError
from awesomelint.linkcheck.addresses import public
from awesomelint.linkcheck.answer import Answer, Hop
from awesomelint.linkcheck.limits import wait_asked
from awesomelint.linkcheck.progress import summary
from awesomelint.linkcheck.verdict import judge, title_of
from awesomelint.model import LinkFact, LinkState, link_key


def answer(
    status: int, title: str = "", *hops: tuple[str, int, str], headers: dict[str, str] | None = None
) -> Answer:
    chain = tuple(Hop(*hop) for hop in hops)
    url = chain[-1].location if chain else "https://a.org/deep/page"
    body = f"<html><title>{title}</title>".encode() if title else b""
    return Answer(url, status, chain, headers or {}, body=body)


STATUSES = {
    200: "ok", 204: "ok", 206: "ok", 202: "blocked",
    400: "suspect", 401: "auth", 402: "blocked", 403: "blocked",
    404: "dead", 405: "blocked", 406: "blocked", 410: "dead",
    412: "blocked", 418: "blocked", 428: "blocked",
    429: "rate-limited", 440: "blocked", 451: "blocked",
    500: "suspect", 502: "suspect", 503: "suspect",
    504: "suspect", 522: "suspect", 999: "blocked",
}  # fmt: skip


@pytest.mark.parametrize(("status", "state"), STATUSES.items())
def test_a_status_alone(status: int, state: str) -> None:
    assert judge(answer(status)).state == state


WALLS = [
    (403, {"cf-mitigated": "challenge"}, b"", "Cloudflare"),
    (503, {"server": "cloudflare"}, b"<title>Just a moment...</title>", "Cloudflare"),
    (404, {"cf-mitigated": "challenge"}, b"", "Cloudflare"),
    (429, {"x-vercel-mitigated": "challenge"}, b"", "Vercel"),
    (403, {"set-cookie": "datadome=abc; Path=/"}, b"", "DataDome"),
    (403, {"set-cookie": "_abck=abc"}, b"", "Akamai"),
    (202, {"x-amzn-waf-action": "challenge"}, b"", "AWS"),
    (200, {}, b'<script id="anubis_challenge" type="application/json">', "Anubis"),
    (200, {}, b"<script>var x5secdata='x'</script>", "Aliyun"),
    (200, {}, b"new TencentCaptcha('1')", "Tencent"),
    (200, {}, b'<script src="https://static.geetest.com/v4/gt4.js">', "GeeTest"),
]


@pytest.mark.parametrize(("status", "headers", "body", "vendor"), WALLS)
def test_walls_are_told_by_their_marks(
    status: int, headers: dict[str, str], body: bytes, vendor: str
) -> None:
    verdict = judge(Answer("https://a.org/x", status, headers=headers, body=body))
    assert verdict.state == "blocked"
    assert vendor in verdict.evidence


@pytest.mark.parametrize(
    "headers",
    [
        {"server": "cloudflare"},
        {"x-amzn-requestid": "1"},
        {"set-cookie": "cf_clearance=1"},
        {"akamai-grn": "0.1"},
    ],
)
def test_a_page_that_is_gone_behind_a_cdn_is_gone(headers: dict[str, str]) -> None:
    assert (
        judge(
            Answer("https://a.org/x", 404, headers=headers, body=b"<title>Not Found</title>")
        ).state
        == "dead"
    )


A = "https://a.org"
CHAINS = [
    ([(f"{A}/x", 301, f"{A}/y")], "moved"),
    ([(f"{A}/x", 308, "https://b.org/y")], "moved"),
    ([(f"{A}/x", 302, f"{A}/y")], "ok"),
    ([(f"{A}/x", 301, f"{A}/y"), (f"{A}/y", 302, f"{A}/z")], "ok"),
    ([("http://a.org/x", 301, f"{A}/x")], "https-upgrade"),
    ([("http://a.org/x", 301, "https://www.a.org/x")], "moved"),
    ([(f"{A}/x", 301, f"{A}/x/")], "ok"),
    ([(f"{A}/docs", 301, f"{A}/en/docs")], "ok"),
    ([(f"{A}/zh/docs", 301, f"{A}/en/docs")], "moved"),
    ([(f"{A}/deep/page", 301, f"{A}/")], "soft-dead"),
    ([(f"{A}/deep/page", 302, "https://www.a.org/")], "soft-dead"),
    ([(f"{A}/deep/page", 302, "https://www.a.org/en/")], "soft-dead"),
    ([(f"{A}/project", 301, "https://project.org/")], "moved"),
    ([("https://docs.a.org/project", 301, "https://project.a.org/")], "moved"),
    ([(f"{A}/index.html", 301, f"{A}/")], "moved"),
    ([(f"{A}/x", 302, f"{A}/404.html")], "soft-dead"),
    ([(f"{A}/x", 302, "https://login.a.org/?next=x")], "auth"),
    ([(f"{A}/x", 301, f"{A}/accounts/login/?next=/x")], "auth"),
    ([(f"{A}/author/x", 301, f"{A}/authors/x")], "moved"),
    ([(f"{A}/artificial-intelligence", 301, f"{A}/ai")], "moved"),
    ([(f"{A}/topics/artificial-intelligence/", 302, f"{A}/ai/")], "ok"),
    ([(f"{A}/machine-learning", 301, f"{A}/ml")], "moved"),
    ([(f"{A}/information-technology", 302, f"{A}/it")], "ok"),
    ([(f"{A}/italiano", 301, f"{A}/it")], "moved"),
    ([(f"{A}/computer_science/x", 301, f"{A}/cs/")], "moved"),
    ([(f"{A}/javascript", 301, f"{A}/js")], "moved"),
    ([(f"{A}/deep/page", 301, f"{A}/ai")], "moved"),
    ([(f"{A}/deep/page", 302, f"{A}/zh-cn/")], "soft-dead"),
    ([(f"{A}/docs", 301, f"{A}/ai/docs")], "moved"),
]


@pytest.mark.parametrize(("hops", "state"), CHAINS)
def test_chains_of_redirects(hops: list[tuple[str, int, str]], state: str) -> None:
    verdict = judge(answer(200, "", *hops))
    assert verdict.state == state
    assert (verdict.location == hops[-1][2]) == (state in ("moved", "https-upgrade"))


GONE_TITLES = [
    "404", "404 Not Found", "Page not found | Site",
    "Error 404 - Not Found", "404 - Page not found · GitHub",
    "This domain is for sale",
    "parsers.dev domain name is for sale. Inquire now.", "域名出售 - parsers.cn",
    "页面不存在 - 某站", "该内容已被发布者删除", "Account Suspended", "Page Not Found",
]  # fmt: skip
FINE_TITLES = [
    "OWL 2: this feature has been removed", "HTTP 404 explained",
    "How to design a 404 page", "Peugeot 404",
    "Not found: a novel", "Domain-driven design", "Sale of the century", "Area 404 podcast",
    "A file not found error in Python - Stack Overflow", "如何处理页面不存在的错误",
]  # fmt: skip


@pytest.mark.parametrize("title", GONE_TITLES)
def test_titles_that_say_so(title: str) -> None:
    assert judge(answer(200, title)).state == "soft-dead"


@pytest.mark.parametrize("title", FINE_TITLES)
def test_titles_that_only_speak_of_it(title: str) -> None:
    assert judge(answer(200, title)).state == "ok"


NOW = 1_700_000_000.0
WAITS = [
    ({"retry-after": "30"}, 30.0),
    ({"retry-after": "0"}, 0.0),
    ({"retry-after": "1.5"}, 1.5),
    ({"retry-after": formatdate(NOW + 40, usegmt=True)}, 40.0),
    ({"retry-after": formatdate(NOW - 40, usegmt=True)}, 0.0),
    ({"retry-after": "1m1s"}, 61.0),
    ({"retry-after": "500ms"}, 0.5),
    ({"retry-after": "2 minutes"}, 120.0),
    ({"retry-after": "30, 30"}, 30.0),
    ({"retry-after": "soon"}, None),
    ({"retry-after": "nan"}, None),
    ({"retry-after": "inf"}, None),
    ({"retry-after": "-5"}, 0.0),
    ({"retry-after": ""}, None),
    ({"retry-after": "9" * 20_000}, None),
    ({"retry-after": "1e30"}, 366 * 86_400.0),
    ({"retry-after": "1h" * 5_000}, None),
    ({"ratelimit": "t=" + "9" * 9_000}, None),
    ({"retry-after": "soon", "ratelimit-reset": "7"}, 7.0),
    ({"x-ratelimit-reset": f"{NOW + 9:.0f}"}, 9.0),
    ({"ratelimit": '"default";r=0;t=12'}, 12.0),
    ({}, None),
]


@pytest.mark.parametrize(("headers", "seconds"), WAITS)
def test_every_way_of_asking_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert wait_asked(headers, NOW) == seconds


TITLES = [
    (b"<title>Caf\xc3\xa9</title>", "text/html", "Caf\u00e9"),
    (b"<title>Caf\xe9</title>", "text/html; charset=latin-1", "Caf\u00e9"),
    ("<title>中文</title>".encode("gbk"), "text/html; charset=GB2312", "中文"),
    ("<meta charset='big5'><title>中文</title>".encode("big5"), "text/html", "中文"),
    *((b"<title>Plain</title>", f"text/html; charset={name}", "Plain") for name in
      ("undefined", "idna", "punycode", "hex", "unicode_escape", "utf-7", "aliases",
       "x" * 9_000, "")),
    (b"<title>&#" + b"9" * 4_300 + b";</title>", "", "&#" + "9" * 198),
    (b"<TITLE lang=en>\n A &amp;\n B </TITLE >", "", "A & B"),
    (b"<title>no end", "", ""),
    (b"<title" * 3_000, "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind", "title"), TITLES)
def test_titles_are_read_whatever_the_page_claims(body: bytes, kind: str, title: str) -> None:
    said = title_of(Answer(A, 200, headers={"content-type": kind}, body=body))
    assert said == title or (title.startswith("&#9") and len(said) <= 200)


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_no_header_breaks_us(value: str) -> None:
    asked = wait_asked({"retry-after": value, "ratelimit-reset": value}, time.time())
    assert asked is None or (asked >= 0 and math.isfinite(asked))


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.100.100.200", "0.0.0.0",  # noqa: S104 - an example
    "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd00:ec2::254", "::ffff:127.0.0.1",
    "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::",
    "64:ff9b:1::1", "ff02::1", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("text", PRIVATE)
def test_addresses_that_are_never_asked(text: str) -> None:
    assert not public(text)


@pytest.mark.parametrize(
    "text", ["1.1.1.1", "140.82.121.3", "2606:4700:4700::1111", "::ffff:1.1.1.1", "2002:101:101::"]
)
def test_addresses_of_the_public_internet(text: str) -> None:
    assert public(text)


@given(st.ip_addresses(v=4))
@settings(max_examples=100, deadline=None)
def test_an_address_mapped_into_ipv6_is_judged_as_itself(address: object) -> None:
    text = str(address)
    assert public(text) == public(f"::ffff:{text}")
    assert public(str(ip_address(text))) == public(text)


def test_domains_and_sites() -> None:
    assert domain("a.b.example.co.uk") == "example.co.uk"
    assert domain("www.zju.edu.cn") == "zju.edu.cn"
    assert domain("127.0.3.1") == "127.0.3.1"
    assert domain("one.github.io") == domain("two.github.io")
    assert site("one.github.io") != site("two.github.io")
    assert same_site("a.org", "www.a.org")
    assert same_site("twitter.com", "x.com")
    assert not same_site("x.com", "twitter.org")
    assert not same_site("one.medium.com", "two.medium.com")
    assert reserved("www.example.com")
    assert reserved("localhost")
    assert not reserved("examples.com")


def test_keys_of_links() -> None:
    assert link_key("https://a.org/x#y") == "https://a.org/x"
    assert link_key("//a.org/x") == "https://a.org/x"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"per-hosts": 1}, "unknown key 'per-hosts'"),
        ({"per-host": "4"}, "links.per-host must be a whole number from 1 to 100"),
        ({"concurrency": 0}, "links.concurrency must be a whole number from 1 to 1000, not 0"),
        ({"timeout": -1}, "links.timeout must be a number of seconds from 0.01 to 600, not -1"),
        ({"exclude": [1]}, "links.exclude must be a list of globs"),
    ],
)
def test_settings_say_what_is_wrong(given: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        LinkSettings.of(given)


def test_settings_from_a_config() -> None:
    asked = LinkSettings.of({"per-host": 2, "timeout": 5, "exclude": "https://a.org/*"})
    assert (asked.per_host, asked.timeout, asked.exclude) == (2, 5.0, ("https://a.org/*",))


def test_a_fact_takes_the_name_of_a_state() -> None:
    assert LinkFact("https://a.org", "dead", "404 twice").state is LinkState.DEAD  # type: ignore[arg-type] # a plain string
    with pytest.raises(ValueError, match="alive"):
        LinkFact("https://a.org", "alive", "200")  # type: ignore[arg-type] # none that there is


def test_only_what_is_asked_again_can_be_a_failure() -> None:
    assert all(state.noted and not state.life for state in LinkState if state.failed)
    assert {state for state in LinkState if state.failed} == {"suspect", "gone-domain"}


def test_the_states_are_documented() -> None:
    table = (Path(__file__).parents[1] / "docs" / "links.md").read_text().partition("| state |")[2]
    rows = table.partition("\n\n")[0].splitlines()[2:]
    assert {row.split("|")[1].strip() for row in rows} == set(LinkState)


def test_the_summary_has_a_line_for_each_state() -> None:
    facts = [LinkFact(f"https://{state}.org/x", state, "") for state in LinkState]
    total, *lines = summary([*facts, LinkFact("https://dead.org/y", LinkState.DEAD, "")]).split(
        "\n"
    )
    assert total == f"{len(facts) + 1} links"
    assert lines[0] == "     1 answered"
    assert "     2 dead (dead.org 2)" in lines
    assert len(lines) == len(LinkState)
    for state, line in zip(LinkState, lines, strict=True):
        assert state.report.partition(" ({")[0] in line
