"""`fix --online` gives bare papers their titles, told by an arXiv of our own on loopback."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
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


@pytest.fixture
def arxiv() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ids = parse_qs(urlsplit(self.path).query)["id_list"][0].split(",")
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
    yield f"http://127.0.0.1:{server.server_port}/api/query"
    server.shutdown()
    server.server_close()
    thread.join()


def test_bare_papers_get_their_titles(tmp_path: Path, arxiv: str) -> None:
    path = tmp_path / "README.md"
    path.write_text(LIST)
    own = {
        "AWESOMELINT_ALLOW_PRIVATE": "1",
        "NO_PROXY": "127.0.0.1",
        "AWESOMELINT_ARXIV_API": arxiv,
    }
    environment = {**os.environ, **own, "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "awesomelint", *args, "README.md"]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert run("check", "--select", "missing-title").stdout.count("[missing-title]") == 3
    done = run("fix", "--online", "--select", "missing-title")
    assert done.returncode == 0, done.stderr
    lines = path.read_text().split("\n")
    assert "https://arxiv.org/abs/2301.12597)" in lines[2]
    assert lines[2].startswith("- `⚡` 💭 [Paper ")
    assert lines[4].count("](https://arxiv.org/abs/") == 2
    assert lines[5] == "- [Titled](https://arxiv.org/abs/2304.08485) - Stays."
    assert run("check", "--select", "missing-title").returncode == 0
