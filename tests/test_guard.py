"""Every client uses one guarded transport, which limits addresses, redirects, sizes and times."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.facts.github import gather_repositories
from awesomelint.facts.registries import RegistrySettings, ask_registries
from awesomelint.facts.titles import gather_titles
from awesomelint.linkcheck import LinkSettings, SettingsError
from awesomelint.linkcheck.answer import FailedError
from awesomelint.linkcheck.arxiv import ArxivSettings
from awesomelint.linkcheck.bodies import Plain
from awesomelint.linkcheck.cookies import header, kept
from awesomelint.linkcheck.transport import API_LIMIT, Transport

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator
    from typing import Any

ROOT = Path(__file__).parents[1]


class Private(ThreadingHTTPServer):
    """A server on loopback that counts who connects, and answers by path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.connections = 0
        self.seen: list[tuple[str, str | None]] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def get_request(self) -> tuple[Any, Any]:
        self.connections += 1
        return super().get_request()


class _Handler(BaseHTTPRequestHandler):
    server: Private

    def do_GET(self) -> None:
        self.server.seen.append((self.path, self.headers["Authorization"]))
        status, headers, body = self.server.answers.get(self.path.partition("?")[0], (404, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def private(monkeypatch: pytest.MonkeyPatch) -> Iterator[Private]:
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    server = Private()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_no_client_asks_a_private_address(private: Private) -> None:
    api = f"{private.url}/api"
    learnt = gather_titles(["1706.03762"], {}, ArxivSettings(api=api, interval=0, pause=0))
    assert learnt.left == ["1706.03762"]
    assert "not on the public internet" in learnt.trouble
    told = ask_registries(
        ["doi:10.1/1", "openreview:x"],
        RegistrySettings(doi=f"{private.url}/", openreview=(api,), interval=0),
    )
    assert told.left == ["doi:10.1/1", "openreview:x"]
    assert "not on the public internet" in told.trouble
    asked = gather_repositories(["a/b"], LinkSettings(), token="s3cret", api=private.url)  # noqa: S106 - no real one
    assert asked.known == {}
    assert private.connections == 0


def called(
    call: Coroutine[Any, Any, tuple[int, dict[str, str], bytes]],
) -> tuple[int, dict[str, str], bytes]:
    return asyncio.run(call)


async def ask(
    url: str, *, redirects: int = 0, forbidden: str = ""
) -> tuple[int, dict[str, str], bytes]:
    transport = Transport(LinkSettings(timeout=5.0), permitted=lambda address: address != forbidden)
    try:
        return await transport.call(url, {"Accept": "*/*"}, redirects=redirects)
    finally:
        await transport.close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_an_api_that_redirects_into_the_private_network_is_not_followed(
    private: Private, status: int
) -> None:
    where = {"Location": f"http://127.0.9.1:{private.server_address[1]}/x"}
    private.answers["/api"] = (status, where, b"")
    with pytest.raises(FailedError, match="not on the public internet") as raised:
        called(ask(f"{private.url}/api", redirects=5, forbidden="127.0.9.1"))
    assert raised.value.kind == "private"


def test_an_api_is_followed_as_far_as_it_may(private: Private) -> None:
    private.answers["/a"] = (302, {"Location": "/b"}, b"")
    private.answers["/b"] = (200, {}, b"here")
    private.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    assert called(ask(f"{private.url}/a"))[0] == 302
    assert called(ask(f"{private.url}/a", redirects=1))[2] == b"here"
    with pytest.raises(FailedError, match="too many redirects"):
        called(ask(f"{private.url}/loop", redirects=4))
    assert private.seen.count(("/loop", None)) == 5


def test_credentials_follow_no_redirect() -> None:
    async def main() -> None:
        await Transport(LinkSettings()).call(
            "http://127.0.0.1/", {"authorization": "Bearer x"}, redirects=1
        )

    with pytest.raises(ValueError, match="credentials"):
        asyncio.run(main())


def test_names_and_passwords_in_urls_are_not_sent(private: Private) -> None:
    private.answers["/x"] = (200, {}, b"x")
    called(ask(private.url.replace("//", "//user:word@") + "/x"))
    assert private.seen == [("/x", None)]


@pytest.mark.parametrize("encoding", ["gzip", ""])
def test_an_api_answer_without_end_is_refused(private: Private, encoding: str) -> None:
    body = b"\0" * (API_LIMIT * 5)
    held = gzip.compress(body) if encoding else body
    private.answers["/big"] = (200, {"Content-Encoding": encoding} if encoding else {}, held)
    with pytest.raises(FailedError, match="more than 4 MB"):
        called(ask(f"{private.url}/big"))


@pytest.mark.parametrize(
    ("sent", "encoding"),
    [(b"no gzip", "gzip"), (b"x", "br"), (gzip.compress(b"x", mtime=0), "gzip, gzip")],
)
def test_an_api_answer_in_another_encoding_is_refused(
    private: Private, sent: bytes, encoding: str
) -> None:
    private.answers["/odd"] = (200, {"Content-Encoding": encoding}, sent)
    with pytest.raises(FailedError, match="encoding"):
        called(ask(f"{private.url}/odd"))


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "gzip", "deflate", "br", "x-gzip", "gzip, gzip"]),
    st.integers(1, 40),
)
@settings(max_examples=200, deadline=None)
def test_no_body_decodes_beyond_its_bound(data: bytes, encoding: str, limit: int) -> None:
    for body in (data, gzip.compress(data)):
        plain = Plain(encoding, limit)
        for at in range(0, len(body), 7):
            plain.feed(body[at : at + 7])
        assert len(plain.data) <= limit


@given(st.lists(st.binary(max_size=80).map(lambda tail: b"n=v;" + tail), max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_cookie_breaks_us(values: list[bytes]) -> None:
    url = httpx.URL("http://a.dev/x")
    cookies = kept(url, 302, [(b"Set-Cookie", value) for value in values], None)
    for _, value in header(url, cookies):
        value.decode("ascii")


def test_only_the_environment_allows_private_addresses() -> None:
    assert LinkSettings.of({}, {"AWESOMELINT_ALLOW_PRIVATE": "1"}).allow_private
    assert not LinkSettings.of({}, {"AWESOMELINT_ALLOW_PRIVATE": "0"}).allow_private
    assert not LinkSettings.of({}, {}).allow_private
    with pytest.raises(SettingsError, match="allow-private"):
        LinkSettings.of({"allow-private": True}, {})


HOSTS = [
    "127.0.0.1", "localhost", "LOCALHOST", "localhost.", "2130706433",
    "0x7f000001", "0x7f.1", "127.1", "0", "0.0.0.0",  # noqa: S104 - examples
    "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "user:word@127.0.0.1",
]  # fmt: skip
COMMANDS = [
    ["check"],
    ["fix"],
    ["fix", "--diff"],
    ["links"],
    ["check", "--online"],
    ["fix", "--online"],
]


def command(folder: Path, *args: str, proxy: str = "") -> subprocess.CompletedProcess[str]:
    kept_back = ("GITHUB_TOKEN", "GH_TOKEN")
    environment = {
        k: v
        for k, v in os.environ.items()
        if not k.lower().endswith("_proxy") and k not in kept_back
    }
    environment |= {"PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(folder / "cache")}
    if proxy:
        environment |= {
            "http_proxy": proxy,
            "https_proxy": proxy,
            "no_proxy": "127.0.0.1,localhost",
        }
    call = [sys.executable, "-m", "awesomelint", *args, "list.md"]
    return subprocess.run(
        call, cwd=folder, capture_output=True, text=True, env=environment, timeout=60, check=False
    )


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_a_repository_makes_us_ask_nothing_private(
    private: Private, tmp_path: Path, args: list[str]
) -> None:
    port = private.server_address[1]
    urls = [
        f"{scheme}://{host}:{port}/{number}"
        for number, host in enumerate(HOSTS)
        for scheme in ("http", "https")
    ]
    entries = [
        f"- [Entry number {number}]({url}) - One of them.\n" for number, url in enumerate(urls)
    ]
    (tmp_path / "list.md").write_text("# List\n\n" + "".join(entries))
    (tmp_path / ".awesomelint.yaml").write_text(
        "ignore: [invalid-url]\nlinks: {second-look: 0.1, interval: 0.01}\n"
    )
    done = command(tmp_path, *args)
    assert done.returncode == 0, done.stderr
    assert "bug" not in done.stderr
    assert private.connections == 0


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("key", ["arxiv-api", "archive"])
def test_a_config_makes_us_ask_nothing_private(
    private: Private, tmp_path: Path, args: list[str], key: str
) -> None:
    own = {
        key: f"{private.url}/api",
        "second-look": 0.1,
        "interval": 0.01,
        "hosts": {"arxiv.org": 0.01},
    }
    (tmp_path / ".awesomelint.yaml").write_text(json.dumps({"links": own}))
    papers = (
        "- https://arxiv.org/abs/1706.03762\n- https://arxiv.org/abs/1810.04805\n"
        if key == "arxiv-api"
        else ""
    )
    (tmp_path / "list.md").write_text(f"# Papers\n\n{papers}- [One](http://localhost:9/x)\n")
    done = command(
        tmp_path, *args, proxy="http://127.0.0.1:9"
    )  # nobody is there: nothing gets outside
    assert private.connections == 0
    assert done.returncode in (0, 1, 2)
    assert "bug" not in done.stderr
    if done.returncode == 2:
        assert len(done.stderr.strip().split("\n")) == 1, done.stderr
        assert key in done.stderr
