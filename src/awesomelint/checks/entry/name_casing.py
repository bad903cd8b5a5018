"""Names of known projects in another spelling than their own: `Github`, `javascript`."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from awesomelint.checks._wording import rewriting
from awesomelint.curation.prose import prose
from awesomelint.model import Edit, Finding
from awesomelint.text.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from awesomelint.curation import Document

# Each project's own spelling, from its home page. Only names of which no other spelling is a word,
# a command or a package that a list may mean.
NAMES = """
    AngularJS arXiv BitTorrent ChatGPT CircleCI ClickHouse CockroachDB CoffeeScript CouchDB DevOps
    DigitalOcean DuckDuckGo DynamoDB Elasticsearch FastAPI FFmpeg GitHub GitLab GraphQL HashiCorp
    InfluxDB iPad iPhone JavaScript JetBrains jQuery LinkedIn macOS MariaDB MATLAB MongoDB MySQL
    NeurIPS NumPy OAuth OpenAI OpenCV OpenGL OpenStreetMap PayPal PostgreSQL PowerShell PyCharm
    PyTorch RabbitMQ RubyGems SciPy SoundCloud SourceForge SQLAlchemy SQLite TensorFlow TypeScript
    WebAssembly WebGL WebRTC WebSocket WhatsApp WordPress Xcode YouTube
""".split()  # noqa: SIM905 - a word list
_BY_FOLDED = {name.lower(): name for name in NAMES}
_WORD = regex(r"(?<![\w@#$/.:+])(?<!-(?=[a-z]))[A-Za-z]{4,13}(?![\w@#$/:+-]|\.\w)")


def check(document: Document) -> Iterator[Finding]:
    """A finding for each misspelt name in running text; titles may be names of packages."""
    words = prose(document)
    wrong = [match for match in _WORD.finditer(words.text) if _is_wrong(match[0])]
    if not wrong:
        return
    titles = sorted({(one.title.start, one.title.end) for one in document.entries if one.title})
    for match in wrong:
        span = words.exact(*match.span())
        if span is None or _inside(titles, span.start):
            continue
        name = _BY_FOLDED[match[0].lower()]
        yield Finding(
            span.start,
            span.end,
            f"“{match[0]}” is spelt “{name}” by its own project; write “{name}”",
            fixes=rewriting(
                document, (Edit(span.start, span.end, name),), "unsafe", f"Write “{name}”"
            ),
            key=match[0],
        )


def _is_wrong(word: str) -> bool:
    """Whether `word` is a known name in a spelling that is neither its own nor all capitals."""
    name = _BY_FOLDED.get(word.lower())
    return name is not None and word not in {name, name.upper()}


def _inside(spans: list[tuple[int, int]], offset: int) -> bool:
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and offset < spans[at][1]
