"""Asking arXiv for titles, against a server on loopback that behaves as the API does."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest

from awesomelint.checks.entry.missing_title import check as check_missing
from awesomelint.checks.identity.title_mismatch import check as check_mismatch
from awesomelint.curation import read
from awesomelint.engine import fix
from awesomelint.facts import titles as asking
from awesomelint.facts.titles import Learnt, papers_in
from awesomelint.linkcheck import LinkSettings
from awesomelint.linkcheck.arxiv import ArxivSettings
from awesomelint.model import Facts
from awesomelint.rules.config import Config, activate
from awesomelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from awesomelint.curation import Document

PAPERS: dict[str, list[str]] = {
    "1706.03762": ["Attention Is All You Need"],
    "1810.04805": [
        "Deep Bidirectional Encoders",
        "BERT: Pre-training\n  of Deep Bidirectional Transformers",
    ],
    "hep-th/9901001": ["Strings & <Branes>"],
}
FEED = '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>query</title>{}</feed>'
ENTRY = "<entry><id>{}</id><title>{}</title></entry>"
ERROR = ENTRY.format("http://arxiv.org/api/errors#incorrect_id_format_for_x", "Error")


@dataclass
class Arxiv:
    """The stand-in: what it holds, what it answers first, and what it was asked."""

    papers: dict[str, list[str]] = field(default_factory=lambda: dict(PAPERS))
    before: list[tuple[int, str, str, dict[str, str]]] = field(default_factory=list)
    asked: list[tuple[float, list[str]]] = field(default_factory=list)
    url: str = ""
    errors_as_400: bool = False

    def answer(self, query: dict[str, list[str]]) -> tuple[int, str, str, dict[str, str]]:
        names = query["id_list"][0].split(",")
        self.asked.append((time.monotonic(), names))
        if self.before:
            return self.before.pop(0)
        if any("bad" in name for name in names):
            return (
                (400 if self.errors_as_400 else 200),
                "application/atom+xml",
                FEED.format(ERROR),
                {},
            )
        entries = [entry for name in reversed(names) if (entry := self.entry(name))]
        limit = int(query.get("max_results", ["10"])[0])
        return 200, "application/atom+xml; charset=utf-8", FEED.format("".join(entries[:limit])), {}

    def entry(self, name: str) -> str:
        bare, _, version = name.partition("v")
        titles = self.papers.get(bare, [])
        number = int(version or len(titles))
        if not 0 < number <= len(titles):
            return ""
        return ENTRY.format(f"http://arxiv.org/abs/{bare}v{number}", escape(titles[number - 1]))


@pytest.fixture
def arxiv() -> Iterator[Arxiv]:
    held = Arxiv()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body, headers = held.answer(parse_qs(urlsplit(self.path).query))
            self.send_response(status)
            for name, value in {"Content-Type": kind, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            del args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.url = f"http://127.0.0.1:{server.server_port}/api/query"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield held
    server.shutdown()
    server.server_close()


LOCAL = LinkSettings(allow_private=True)


def gather_titles(
    ids: Iterable[str],
    known: dict[str, tuple[str, ...]],
    settings: ArxivSettings,
    doubted: Callable[[str, str], bool] | None = None,
) -> Learnt:
    return asking.gather_titles(ids, known, settings, doubted, LOCAL)


def learn_titles(document: Document, cache: Path, settings: ArxivSettings) -> Learnt:
    return asking.learn_titles(document, cache, settings, links=LOCAL)


def settings(arxiv: Arxiv, **changes: float) -> ArxivSettings:
    return ArxivSettings(**{"api": arxiv.url, "interval": 0.0, "pause": 0.01, **changes})  # type: ignore[arg-type]


def test_titles_are_joined_by_id_and_unfolded(arxiv: Arxiv) -> None:
    known: dict[str, tuple[str, ...]] = {}
    learnt = gather_titles(["1810.04805", "1706.03762", "hep-th/9901001"], known, settings(arxiv))
    assert learnt.titles == {
        "1810.04805": ("", "BERT: Pre-training of Deep Bidirectional Transformers"),
        "1706.03762": ("Attention Is All You Need",),
        "hep-th/9901001": ("Strings & <Branes>",),
    }
    assert known == learnt.titles
    assert not learnt.unknown
    assert not learnt.trouble
    assert len(arxiv.asked) == 1


def test_more_than_ten_are_asked_with_their_number(arxiv: Arxiv) -> None:
    arxiv.papers = {f"2301.{number:05}": [f"Paper {number}"] for number in range(1, 251)}
    learnt = gather_titles(arxiv.papers, {}, settings(arxiv))
    assert len(learnt.titles) == 250
    assert [len(names) for _, names in arxiv.asked] == [100, 100, 50]


def test_what_is_known_is_never_asked_again(arxiv: Arxiv) -> None:
    known: dict[str, tuple[str, ...]] = {"1706.03762": ("Attention Is All You Need",)}
    assert gather_titles(["1706.03762"], known, settings(arxiv)).titles == known
    assert arxiv.asked == []


def test_earlier_titles_come_for_the_doubted(arxiv: Arxiv) -> None:
    learnt = gather_titles(
        ["1810.04805", "1706.03762"],
        {},
        settings(arxiv),
        doubted=lambda _, title: title.startswith("BERT"),
    )
    assert learnt.titles["1810.04805"][0] == "Deep Bidirectional Encoders"
    assert arxiv.asked[-1][1] == ["1810.04805v1"]


def test_an_unknown_id_is_told_from_the_others(arxiv: Arxiv) -> None:
    learnt = gather_titles(["1706.03762", "2301.99999"], {}, settings(arxiv))
    assert list(learnt.titles) == ["1706.03762"]
    assert learnt.unknown == ["2301.99999"]
    assert learnt.left == []


@pytest.mark.parametrize("errors_as_400", [False, True])
def test_a_malformed_id_spoils_no_other(arxiv: Arxiv, errors_as_400: bool) -> None:
    arxiv.errors_as_400 = errors_as_400
    learnt = gather_titles(["1706.03762", "bad", "1810.04805"], {}, settings(arxiv))
    assert sorted(learnt.titles) == ["1706.03762", "1810.04805"]
    assert learnt.unknown == ["bad"]


@pytest.mark.parametrize(
    "refusal",
    [
        (200, "text/plain", "Rate exceeded.", {}),
        (429, "text/plain", "Rate exceeded.", {"Retry-After": "0"}),
        (503, "text/html", "<!DOCTYPE html><html>busy</html>", {}),
        (200, "application/atom+xml", "<feed xmlns='http://www.w3.org/2005/Atom'><entry>", {}),
    ],
)
def test_a_refusal_is_waited_out(
    arxiv: Arxiv, refusal: tuple[int, str, str, dict[str, str]]
) -> None:
    arxiv.before = [refusal, refusal]
    learnt = gather_titles(["1706.03762"], {}, settings(arxiv))
    assert learnt.titles
    assert len(arxiv.asked) == 3


def test_what_could_not_be_learnt_is_said(arxiv: Arxiv) -> None:
    arxiv.before = [(429, "text/plain", "Rate exceeded.", {})] * 10
    learnt = gather_titles(["1706.03762", "1810.04805"], {}, settings(arxiv, batch=1))
    assert learnt.left == ["1706.03762", "1810.04805"]
    assert learnt.unknown == []
    assert "429, Rate exceeded." in learnt.trouble
    assert len(arxiv.asked) == 4


def test_nobody_at_home() -> None:
    learnt = gather_titles(
        ["1706.03762"], {}, ArxivSettings(api="http://127.0.0.1:9/", interval=0, pause=0.01)
    )
    assert learnt.left == ["1706.03762"]
    assert "cannot be reached" in learnt.trouble


def test_an_empty_success_is_asked_once_more(arxiv: Arxiv) -> None:
    arxiv.before = [(200, "application/atom+xml", FEED.format(""), {})]
    assert gather_titles(["1706.03762"], {}, settings(arxiv)).titles


def test_questions_keep_their_distance(arxiv: Arxiv) -> None:
    gather_titles(
        ["1706.03762", "1810.04805", "hep-th/9901001"], {}, settings(arxiv, interval=0.2, batch=1)
    )
    times = [moment for moment, _ in arxiv.asked]
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(times))


def test_waiting_obeys_the_server(arxiv: Arxiv) -> None:
    arxiv.before = [(503, "text/plain", "busy", {"Retry-After": "1"})]
    gather_titles(["1706.03762"], {}, settings(arxiv))
    (first, _), (second, _) = arxiv.asked
    assert second - first >= 0.95


LIST = """# Papers

- `⚡` https://arxiv.org/abs/1706.03762 https://arxiv.org/pdf/hep-th/9901001
- [Deep Bidirectional Encoders](https://arxiv.org/abs/1810.04805)
- [A Study of Something Else Entirely](https://arxiv.org/abs/1706.03762)
"""


def test_a_list_is_titled_and_its_titles_judged(arxiv: Arxiv, tmp_path: Path) -> None:
    document = read(Source.of(LIST))
    learnt = learn_titles(document, tmp_path / "cache.sqlite", settings(arxiv))
    facts = Facts(titles=learnt.titles)
    mismatches = list(check_mismatch(document, facts))
    assert [document.source.position(found.start)[0] for found in mismatches] == [5]
    edits = [
        edit
        for found in check_missing(document, facts)
        for fix in found.fixes
        for edit in fix.edits
    ]
    assert [edit.text for edit in edits] == [
        "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)",
        "[Strings & &#60;Branes&#62;](https://arxiv.org/abs/hep-th/9901001)",
    ]
    again = len(arxiv.asked)
    assert (
        learn_titles(document, tmp_path / "cache.sqlite", settings(arxiv)).titles == learnt.titles
    )
    assert len(arxiv.asked) == again


def seeds() -> list[Path]:
    folder = os.environ.get("AWESOMELINT_CORPUS")
    return sorted(Path(folder).glob("seeds/000_*")) if folder else []


@pytest.mark.skipif(not seeds(), reason="AWESOMELINT_CORPUS names no folder with seeds/")
def test_a_real_list_of_bare_papers_is_titled(arxiv: Arxiv) -> None:
    source = Source(seeds()[0].read_bytes())
    arxiv.papers = {name: [f"On {name}: A* and [more]"] for name in papers_in([read(source)])}
    arxiv.papers["2402.06332"] = ["The second of two that stand on one line"]
    learnt = gather_titles(arxiv.papers, {}, settings(arxiv))
    active = activate(Config())
    fixed = fix(source, active, Facts(titles=learnt.titles))
    assert not fixed.withheld
    assert "missing-title" in {done.rule for done in fixed.applied}
    assert "missing-title" not in {finding.rule for finding in fixed.left.findings}
    assert fixed.after.text.count("The second of two") == 2
