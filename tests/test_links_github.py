"""Asking GitHub's API, against a server on loopback that speaks as it does."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from awesomelint.facts.github import gather_repositories
from awesomelint.linkcheck import LinkSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = LinkSettings(timeout=3, allow_private=True)
REPOSITORIES = {
    "one/fine": ("One/Fine", False),
    "two/old": ("Two/Old", True),
    "three/was": ("four/is", False),
}


class Hub(ThreadingHTTPServer):
    """GitHub, as far as it is asked here."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tokens: list[str | None] = []
        self.asked: list[str] = []
        self.status = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        self.server.tokens.append(self.headers["Authorization"])
        query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["query"]
        data: dict[str, Any] = {}
        errors = []
        for alias, owner, name in re.findall(
            r'(r\d+): repository\(owner: "([^"]+)", name: "([^"]+)"\)', query
        ):
            self.server.asked.append(f"{owner}/{name}")
            found = REPOSITORIES.get(f"{owner}/{name}")
            data[alias] = {"nameWithOwner": found[0], "isArchived": found[1]} if found else None
            if owner == "secret":
                errors.append({"type": "FORBIDDEN", "path": [alias]})
            elif not found:
                errors.append({"type": "NOT_FOUND", "path": [alias]})
        self._say(self.server.status, {"data": data, "errors": errors})

    def do_GET(self) -> None:
        self.server.tokens.append(self.headers["Authorization"])
        name = self.path.removeprefix("/repos/")
        self.server.asked.append(name)
        if name == "three/was":
            self._say(301, {}, f"{self.server.url}/repositories/7")
        elif self.path == "/repositories/7":
            self._say(200, {"full_name": "four/is", "archived": False})
        elif found := REPOSITORIES.get(name):
            self._say(self.server.status, {"full_name": found[0], "archived": found[1]})
        else:
            self._say(404, {})

    def _say(self, status: int, said: dict[str, Any], location: str = "") -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    server = Hub()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


NAMES = ["One/Fine", "one/fine", "two/old", "three/was", "five/gone"]
KNOWN = {
    "one/fine": {"name": "One/Fine", "archived": False},
    "two/old": {"name": "Two/Old", "archived": True},
    "three/was": {"name": "four/is", "archived": False},
    "five/gone": None,
}


def test_with_a_token_all_is_asked_in_one_batch(hub: Hub) -> None:
    asked = gather_repositories([*NAMES, "secret/thing"], SETTINGS, token="s3cret", api=hub.url)  # noqa: S106 - no real one
    assert asked.known == KNOWN
    assert asked.left == 1
    assert hub.tokens == ["Bearer s3cret"]


def test_without_a_token_a_few_are_asked_one_by_one(hub: Hub) -> None:
    asked = gather_repositories(NAMES, SETTINGS, api=hub.url)
    assert asked.known == KNOWN
    assert set(hub.tokens) == {None}
    many = gather_repositories(
        [f"five/gone{number}" for number in range(100)], SETTINGS, api=hub.url
    )
    assert (len(many.known), many.left) == (30, 70)


@pytest.mark.parametrize("token", ["s3cret", ""])
@pytest.mark.parametrize("status", [401, 403, 429, 500])
def test_what_github_does_not_say_is_not_known(hub: Hub, status: int, token: str) -> None:
    hub.status = status
    asked = gather_repositories(["one/fine"], SETTINGS, token=token, api=hub.url)
    assert (asked.known, asked.left) == ({}, 1)


def test_many_names_take_several_batches(hub: Hub) -> None:
    names = [f"owner/name-{number}" for number in range(200)]
    asked = gather_repositories(names, SETTINGS, token="s3cret", api=hub.url)  # noqa: S106 - no real one
    assert set(asked.known) == set(names)
    assert len(hub.tokens) == 3


def test_the_next_run_asks_only_what_is_gone(hub: Hub, tmp_path: Path) -> None:
    cache = tmp_path / "links.sqlite"
    gather_repositories(NAMES, SETTINGS, token="s3cret", cache_path=cache, api=hub.url)  # noqa: S106 - no real one
    hub.asked.clear()
    again = gather_repositories(NAMES, SETTINGS, token="s3cret", cache_path=cache, api=hub.url)  # noqa: S106 - no real one
    assert again.known == KNOWN
    assert hub.asked == ["five/gone"]


def test_no_server_is_trouble_and_no_verdict() -> None:
    asked = gather_repositories(["one/fine"], SETTINGS, token="s3cret", api="http://127.0.0.1:1")  # noqa: S106 - no real one
    assert asked.known == {}
    assert "refused" in asked.trouble
