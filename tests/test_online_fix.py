"""`--online`: bare papers get their titles from an arXiv on loopback; `--since` asks little."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIST = """# Papers

- `⚡` 💭 https://arxiv.org/abs/2301.12597
- `⚡` 💭 https://arxiv.org/pdf/2304.10592v2
- `⚡` 💭 https://arxiv.org/abs/2402.03300https://arxiv.org/abs/2402.06332
- [Titled](https://arxiv.org/abs/2304.08485) - Stays.
"""
ENTRY = "<entry><id>http://arxiv.org/abs/{0}v1</id><title>Paper [{0}] of *stars*</title></entry>"


@dataclass
class Service:
    """An arXiv, and a host of pages, with the paths and ids that they were asked for."""

    address: str = ""
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/api"):
                service.asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            ids = parse_qs(urlsplit(self.path).query)["id_list"][0].split(",")
            service.asked.extend(ids)
            entries = "".join(ENTRY.format(name.partition("v")[0]) for name in ids)
            body = f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/atom+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    service.address = f"http://127.0.0.1:{server.server_port}"
    yield service
    server.shutdown()
    server.server_close()
    thread.join()


def awesomelint(folder: Path, service: Service, *args: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "AWESOMELINT_ALLOW_PRIVATE": "1",
        "NO_PROXY": "127.0.0.1",
        "AWESOMELINT_ARXIV_API": f"{service.address}/api/query",
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    return subprocess.run(
        [sys.executable, "-m", "awesomelint", *args, "README.md"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_bare_papers_get_their_titles(tmp_path: Path, service: Service) -> None:
    path = tmp_path / "README.md"
    path.write_text(LIST)
    run = partial(awesomelint, tmp_path, service)
    assert run("check", "--select", "missing-title").stdout.count("[missing-title]") == 3
    done = run("fix", "--online", "--select", "missing-title")
    assert done.returncode == 0, done.stderr
    lines = path.read_text().split("\n")
    assert "https://arxiv.org/abs/2301.12597)" in lines[2]
    assert lines[2].startswith("- `⚡` 💭 [Paper ")
    assert lines[4].count("](https://arxiv.org/abs/") == 2
    assert lines[5] == "- [Titled](https://arxiv.org/abs/2304.08485) - Stays."
    assert run("check", "--select", "missing-title").returncode == 0


def test_only_what_a_change_adds_is_asked(tmp_path: Path, service: Service) -> None:
    page = f"- [{{0}}]({service.address}/{{0}}) - A page.\n"
    path = tmp_path / "README.md"
    path.write_text(LIST + page.format("old"))
    for words in (["init", "-q"], ["add", "README.md"], ["commit", "-qm", "A list"]):
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True)
    path.write_text(LIST + "- https://arxiv.org/abs/1706.03762\n" + page.format("new") * 2)
    done = awesomelint(
        tmp_path, service, "check", "--online", "--since", "HEAD", "--select", "missing-title,link"
    )
    assert done.stdout.count("[missing-title]") == 1, done.stderr
    assert "1706.03762" in service.asked
    assert {path for path in service.asked if not path.startswith("1706")} == {"/new"}
