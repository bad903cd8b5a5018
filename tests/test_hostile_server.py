"""What a server sends (titles, addresses, errors) is printed as data."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import cmarkgfm
import pytest
from test_printed import UNSAFE, assert_harmless

from awesomelint.report import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
SEVERITIES = {"error", "warning", "info"}
SAID = (
    "\x1b[31mred\x1b]0;t\x07 \x9b2J\u2028::error::x\u2029%0A::set-output "
    "name=a::b%0D%0A \x85##[error]y\u202egnp\u2066 "
    "&#27;[2J &#10;::debug::z <script>alert(1)</script> "
    "[x](http://evil.example/) ![i](http://evil.example/i) "
    "$\\input{/etc/passwd}$ \\write18{rm} ^^5c | `` *a* \\"
)
LINES = "\r\n::stop-commands::tok\r\n::error::v\n"
"""What a header or a status line cannot hold, but a page and a title can."""
HOSTILE = SAID + LINES
ENTRY = "<entry><id>http://arxiv.org/abs/{}v1</id><title>{}</title></entry>"
# XML lets no other control characters in
TOLD = {
    "2301.12597": "".join(char for char in HOSTILE if char in "\t\n\r" or char >= " "),
    "2301.12598": (
        "Owls [x](http://evil.example/) ![i](http://evil.example/i) <script>alert(1)</script> *a* "
        "$\\input{/etc/passwd}$\r\n"
        "::set-output name=a::b\n%0A::error::c &#27;[2J\u2028##[error]y"
    ),
}


class Handler(BaseHTTPRequestHandler):
    """Answers that try everything; each path names its kind."""

    def do_GET(self) -> None:
        kind = urlsplit(self.path).path.strip("/").partition("/")[0]
        getattr(self, f"on_{kind}", self.on_page)()

    do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

    def on_page(self, status: int = 200) -> None:
        body = (
            f"<html><head><title>404 Not Found {HOSTILE}</title></head>"
            f"<body>Not found {HOSTILE}</body></html>"
        )
        self.answer(status, body, "text/html; charset=utf-8")

    def on_dead(self) -> None:
        self.on_page(404)

    def on_sick(self) -> None:
        self.on_page(503)

    def on_moved(self) -> None:
        self.line(301, f"/dead/{SAID}")

    def on_away(self) -> None:
        self.line(302, f"http://127.0.0.1:1/{SAID}")

    def on_strange(self) -> None:
        self.line(302, f"x{SAID}://{SAID}")

    def on_fled(self) -> None:
        self.line(301, f"/fine/{SAID}")

    def on_fine(self) -> None:
        self.answer(
            200,
            f"<title>Owls {HOSTILE}</title>Owls live here and everywhere.",
            "text/html; charset=utf-8",
        )

    def on_home(self) -> None:
        self.line(301, "/")

    def on_broken(self) -> None:
        self.wfile.write(f"{SAID}\r\n\r\n".encode())
        self.close_connection = True

    def on_api(self) -> None:
        ids = parse_qs(urlsplit(self.path).query)["id_list"][0].split(",")
        entries = "".join(ENTRY.format(name, escape(TOLD.get(name, "Owls"))) for name in ids)
        feed = f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'
        self.answer(200, feed, "application/atom+xml")

    def line(self, status: int, location: str) -> None:
        """A response whose reason and headers are as hostile as lines can be."""
        head = (
            f"HTTP/1.1 {status} {SAID}\r\nLocation: {location}\r\n"
            f"Server: {SAID}\r\nRetry-After: {SAID}\r\n"
        )
        self.wfile.write(head.encode() + b"Content-Length: 0\r\n\r\n")

    def answer(self, status: int, body: str, kind: str) -> None:
        raw = body.encode()
        head = (
            f"HTTP/1.1 {status} {SAID}\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(raw)}\r\n\r\n"
        )
        self.wfile.write(head.encode() + (b"" if self.command == "HEAD" else raw))

    def log_message(self, *_: object) -> None:
        pass


KINDS = ("page", "fled", "dead", "sick", "moved", "away", "strange", "home/x", "broken")


class Bench:
    """A folder with lists that lead to the server."""

    def __init__(self, folder: Path, origin: str) -> None:
        self.folder = folder
        links = "".join(f"- [Owl {kind}]({origin}/{kind}) - Owls.\n" for kind in KINDS)
        papers = "- https://arxiv.org/abs/2301.12597\n- https://arxiv.org/abs/2301.12598\n- [Owls](https://arxiv.org/abs/2304.08485)\n"
        (folder / "list.md").write_text(f"# Owls\n\n{links}\n## Papers\n\n{papers}")
        config = "links: {timeout: 2, second-look: 0.1, interval: 0, archive: ''}\n"
        (folder / ".awesomelint.yaml").write_text(config)
        own = {"AWESOMELINT_ALLOW_PRIVATE": "1", "AWESOMELINT_ARXIV_API": f"{origin}/api/query"}
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.lower().endswith("_proxy") and name not in ("GITHUB_TOKEN", "GH_TOKEN")
        }
        cache = {"XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": str(ROOT / "src")}
        self.environment = {**kept, **own, **cache}

    def run(self, *args: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "awesomelint", *args, "list.md"],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            timeout=120,
            check=False,
        )


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Bench(tmp_path_factory.mktemp("hostile"), f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()
    thread.join()


def assert_printed(done: subprocess.CompletedProcess[bytes]) -> str:
    """Nothing that was printed acts on anybody; return the standard output."""
    for stream in (done.stdout, done.stderr):
        assert_harmless(stream.decode().replace("\r\n", "\n"))
    assert b"this is a bug" not in done.stderr
    assert b"Traceback" not in done.stderr
    return done.stdout.decode()


COMMANDS = (
    ("links", "--show", "info"),
    ("links", "--verbose"),
    ("links", "--statistics"),
    ("check", "--online", "--show", "info"),
    ("check", "--online", "--verbose", "--profile", "strict"),
)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_reports_of_what_servers_said(bench: Bench, command: tuple[str, ...], form: str) -> None:
    done = bench.run(*command, "--output-format", form)
    printed = assert_printed(done)
    if "--statistics" in command:
        return
    assert "127.0.0.1" in printed or (form == "markdown" and "<details>" in printed)
    if form == "json":
        rows = json.loads(printed)
        assert rows
        for row in rows:
            assert {"path", "line", "column", "rule", "severity", "message", "fix"} <= row.keys()
            assert row["severity"] in SEVERITIES
            assert row["path"] == "list.md"
    if form == "github":
        assert all(
            line.startswith(
                (
                    "::error file=",
                    "::warning file=",
                    "::notice file=",
                    "::notice title=",
                    "list.md:",
                )
            )
            for line in printed.splitlines()
        )


def test_a_told_title_is_shown_and_written_as_text(bench: Bench) -> None:
    before = (bench.folder / "list.md").read_text()
    try:
        diff = assert_printed(bench.run("fix", "--online", "--diff", "--select", "missing-title"))
        assert "+- [" in diff
        assert_printed(bench.run("fix", "--online", "--select", "missing-title"))
        after = (bench.folder / "list.md").read_text()
        [new] = [line for line in after.split("\n") if "2301.12598" in line]
        assert not UNSAFE.search(new)
        html = cmarkgfm.github_flavored_markdown_to_html(new)
        assert html.count("<a ") == 1
        assert "<img" not in html
        assert "<script" not in html
        for form in ("json", "jsonl", "csv", "bibtex"):
            assert_export(form, assert_printed(bench.run("export", "--format", form)))
    finally:
        (bench.folder / "list.md").write_text(before)


def assert_export(form: str, printed: str) -> None:
    """The export is whole, and holds the told title as text."""
    match form:
        case "json":
            titles = [row["title"] for row in json.loads(printed)]
        case "jsonl":
            titles = [json.loads(row)["title"] for row in printed.splitlines()]
        case "csv":
            titles = [row["title"] for row in csv.DictReader(io.StringIO(printed, newline=""))]
        case _:
            assert "\\input" not in printed
            assert "\\write" not in printed
            assert "^^" not in printed
            assert printed.count("{") - printed.count("\\{") == printed.count("}") - printed.count(
                "\\}"
            )
            return
    assert any("set-output" in (title or "") for title in titles)
