"""What earlier runs learnt of links: a SQLite file that several processes share and that survives being killed."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from awesomelint.model import LinkFact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from awesomelint.model import LinkState

DAY = 86_400.0
LIFE: dict[LinkState, float] = {
    "ok": 7 * DAY, "moved": 7 * DAY, "https-upgrade": 7 * DAY, "blocked": 3 * DAY, "auth": 3 * DAY,
}  # fmt: skip
FAILURES = 3
FAILING = 6 * DAY
APART = DAY / 2
_VERSION = 1
_FIELDS = "url, state, evidence, status, location, permanent, checked, suggestion"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS links (
  url TEXT PRIMARY KEY, state TEXT NOT NULL, evidence TEXT NOT NULL, status INTEGER NOT NULL, location TEXT NOT NULL,
  permanent INTEGER NOT NULL, suggestion TEXT NOT NULL, checked REAL NOT NULL, last_ok REAL NOT NULL,
  failures INTEGER NOT NULL, first_failure REAL NOT NULL, last_failure REAL NOT NULL
) WITHOUT ROWID
"""
_NOTES = """
CREATE TABLE IF NOT EXISTS notes (
  kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, noted REAL NOT NULL, PRIMARY KEY (kind, name)
) WITHOUT ROWID
"""


class History(NamedTuple):
    """What earlier runs saw: the last class and when, and the failures in a row that were at least half a day apart."""

    state: LinkState
    checked: float
    last_ok: float
    failures: int
    first_failure: float
    last_failure: float


class StoreError(OSError):
    """The cache cannot be used; the message says which file and why."""


class Store:
    """The cache of links. A file that is damaged or of another version is begun anew. With no path, it is in memory."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the file; raise `StoreError`."""
        self._path = path
        try:
            if path:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._base = self._open()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) or path is None:
                raise StoreError(f"{path}: {error}") from None
            path.unlink(missing_ok=True)
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self._base = self._open()
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror or error}") from None

    def _open(self) -> sqlite3.Connection:
        base = sqlite3.connect(str(self._path) if self._path else ":memory:", timeout=30, isolation_level=None)
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=NORMAL")
        if base.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION):
            base.execute("DROP TABLE IF EXISTS links")
            base.execute("DROP TABLE IF EXISTS notes")
        base.execute(_SCHEMA)
        base.execute(_NOTES)
        base.execute(f"PRAGMA user_version={_VERSION}")
        return base

    def fresh(self, urls: Sequence[str], now: float | None = None) -> dict[str, LinkFact]:
        """What is known of `urls` and still holds. Failures never do: they are asked again."""
        now = time.time() if now is None else now
        known: dict[str, LinkFact] = {}
        for at in range(0, len(urls), 500):
            part = urls[at : at + 500]
            marks = ",".join("?" * len(part))
            rows = self._base.execute(
                f"SELECT {_FIELDS} FROM links WHERE url IN ({marks})",  # noqa: S608 - only names and question marks
                part,
            )
            for url, state, evidence, status, location, permanent, checked, suggestion in rows:
                if 0 <= now - checked < LIFE.get(state, 0.0) * _jitter(url):
                    known[url] = LinkFact(url, state, evidence, status, location, bool(permanent), checked, suggestion)
        return known

    def history(self, url: str) -> History | None:
        """What earlier runs saw of `url`."""
        row = self._base.execute(
            "SELECT state, checked, last_ok, failures, first_failure, last_failure FROM links WHERE url = ?", (url,)
        ).fetchone()
        return History(*row) if row else None

    def record(self, fact: LinkFact, *, failed: bool) -> History:
        """Keep `fact`; `failed` counts it as a failure, anything else ends the row of failures."""
        before = self.history(fact.url)
        now = fact.checked
        failures, first, last = (
            (before.failures, before.first_failure, before.last_failure) if before else (0, 0.0, 0.0)
        )
        last_ok = before.last_ok if before else 0.0
        if not failed:
            failures, first, last, last_ok = 0, 0.0, 0.0, now
        elif failures == 0:
            failures, first, last = 1, now, now
        elif now - last >= APART:
            failures, last = failures + 1, now
        self._base.execute(
            "INSERT OR REPLACE INTO links VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                fact.url, fact.state, fact.evidence, fact.status, fact.location, fact.permanent, fact.suggestion,
                now, last_ok, failures, first, last,
            ),
        )  # fmt: skip
        return History(fact.state, now, last_ok, failures, first, last)

    def notes(self, kind: str, names: Sequence[str], life: float, now: float | None = None) -> dict[str, str]:
        """What was noted of `names` (what an API said) in the last `life` seconds."""
        now = time.time() if now is None else now
        found: dict[str, str] = {}
        for name in names:
            row = self._base.execute(
                "SELECT value, noted FROM notes WHERE kind = ? AND name = ?", (kind, name)
            ).fetchone()
            if row and 0 <= now - row[1] < life * _jitter(name):
                found[name] = row[0]
        return found

    def note(self, kind: str, values: Mapping[str, str]) -> None:
        """Note what an API said."""
        now = time.time()
        self._base.execute("BEGIN")
        rows = [(kind, name, value, now) for name, value in values.items()]
        self._base.executemany("INSERT OR REPLACE INTO notes VALUES (?,?,?,?)", rows)
        self._base.execute("COMMIT")

    def counts(self) -> dict[str, int]:
        """How many links of each class are kept."""
        return dict(self._base.execute("SELECT state, COUNT(*) FROM links GROUP BY state ORDER BY 2 DESC").fetchall())

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def lasting(history: History) -> bool:
    """Whether a link has failed so often and so long that it is dead: three times over at least six days."""
    return history.failures >= FAILURES and history.last_failure - history.first_failure >= FAILING


def _jitter(url: str) -> float:
    """Between 0.8 and 1.2, always the same for a URL, so that links asked together are not all due together."""
    return 0.8 + (crc32(url.encode("utf-8", "surrogatepass")) % 1000) / 2500
