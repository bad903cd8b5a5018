"""Asking DOI registries and OpenReview for titles, against a server on loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from awesomelint.checks.entry.missing_title import check
from awesomelint.curation import read
from awesomelint.facts.registries import RegistrySettings, ask_registries
from awesomelint.facts.titles import learn_titles
from awesomelint.linkcheck import LinkSettings
from awesomelint.linkcheck.arxiv import ArxivSettings
from awesomelint.model import Facts
from awesomelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCAL = LinkSettings(allow_private=True)
DOIS: dict[str, tuple[int, Any]] = {
    "10.1145/1": (200, {"title": "XGBoost:\n A Scalable  System"}),
    "10.5281/zenodo.2": (200, {"title": ["A Data Set"]}),
    "10.1016/s0092-8674(96)80001-2": (200, {"title": "Cells"}),
    "10.1000/broken": (200, "<html>"),
    "10.1000/none": (404, {}),
}
NOTES: dict[str, dict[str, Any]] = {
    "new": {"v2": {"value": "A New Note"}},
    "Old-_1": {"v1": "An Old Note"},
}


@pytest.fixture
def server() -> Iterator[RegistrySettings]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            kind, _, rest = url.path[1:].partition("/")
            if kind == "doi":
                self.send_response(302)
                self.send_header("Location", f"/csl/{rest}")
                self.end_headers()
                return
            if kind == "csl":
                assert "csl+json" in self.headers["Accept"]
                status, body = DOIS.get(unquote(rest), (404, {}))
            else:
                title = NOTES.get(parse_qs(url.query)["id"][0], {}).get(kind)
                status, body = 200, {"notes": [{"content": {"title": title}}] if title else []}
            self.send_response(status)
            self.end_headers()
            self.wfile.write((body if isinstance(body, str) else json.dumps(body)).encode())

        def log_message(self, *args: object) -> None:
            del args

    held = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    base = f"http://127.0.0.1:{held.server_port}"
    threading.Thread(target=held.serve_forever, daemon=True).start()
    yield RegistrySettings(
        doi=f"{base}/doi/", openreview=(f"{base}/v2", f"{base}/v1"), interval=0.0
    )
    held.shutdown()
    held.server_close()


def test_titles_of_every_shape(server: RegistrySettings) -> None:
    names = [
        "doi:10.1145/1",
        "doi:10.5281/zenodo.2",
        "doi:10.1016/s0092-8674(96)80001-2",
        "openreview:new",
    ]
    told = ask_registries([*names, "openreview:Old-_1"], server, LOCAL)
    assert list(told.titles.values()) == [
        "XGBoost: A Scalable System", "A Data Set", "Cells", "A New Note", "An Old Note",
    ]  # fmt: skip
    assert told.left == []


def test_what_is_not_told_is_left(server: RegistrySettings) -> None:
    told = ask_registries(
        ["doi:10.1000/none", "doi:10.1000/broken", "openreview:nobody"], server, LOCAL
    )
    assert told.titles == {}
    assert told.left == ["doi:10.1000/none", "doi:10.1000/broken", "openreview:nobody"]
    assert told.trouble.startswith("doi:10.1000/broken")


def test_a_run_asks_no_more_than_it_may(server: RegistrySettings) -> None:
    few = RegistrySettings(doi=server.doi, openreview=server.openreview, interval=0.0, most=1)
    told = ask_registries(["doi:10.1145/1", "openreview:new"], few, LOCAL)
    assert list(told.titles) == ["doi:10.1145/1"]
    assert told.left == ["openreview:new"]


def test_untitled_papers_get_their_titles_and_keep_their_urls(
    server: RegistrySettings, tmp_path: Path
) -> None:
    text = """# Papers

- https://doi.org/10.1145/1
- https://openreview.net/forum?id=new
- [Titled](https://doi.org/10.5281/zenodo.2)
"""
    document = read(Source.of(text))
    nobody = ArxivSettings(api="http://127.0.0.1:9/", interval=0.0, pause=0.0)
    learnt = learn_titles(document, tmp_path / "cache.sqlite", nobody, server, LOCAL)
    assert sorted(learnt.titles) == ["doi:10.1145/1", "openreview:new"]
    edits = [
        edit.text
        for found in check(document, Facts(titles=learnt.titles))
        for fix in found.fixes
        for edit in fix.edits
    ]
    assert edits == [
        "[XGBoost: A Scalable System](https://doi.org/10.1145/1)",
        "[A New Note](https://openreview.net/forum?id=new)",
    ]
