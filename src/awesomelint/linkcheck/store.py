"""What earlier runs learnt of links.

A SQLite file that several processes share and that survives being killed.
"""

from __future__ import annotations

import os
import sqlite3
import time
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from awesomelint.errors import AwesomelintError
from awesomelint.linkcheck.cachefile import MARK, default_path, kind_of
from awesomelint.model import LinkFact, LinkState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DAY = 86_400.0
FAILURES = 3
FAILING = 6 * DAY
APART = DAY / 2
_STATES = frozenset(LinkState)
_VERSION = 1
_PATIENCE = 10  # seconds that another process may keep the file locked
# what reading a damaged file raises: SQLite's own errors, and those of messages that hold bytes of
# it
_DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError)
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_REFUSED = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_FULL,
)
_FIELDS = "url, state, evidence, status, location, permanent, checked, suggestion"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS links (
  url TEXT PRIMARY KEY, state TEXT NOT NULL, evidence TEXT NOT NULL, status INTEGER NOT NULL,
  location TEXT NOT NULL, permanent INTEGER NOT NULL, suggestion TEXT NOT NULL, checked REAL NOT
  NULL, last_ok REAL NOT NULL, failures INTEGER NOT NULL, first_failure REAL NOT NULL, last_failure
  REAL NOT NULL ) WITHOUT ROWID
"""
_NOTES = """
CREATE TABLE IF NOT EXISTS notes (
  kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, noted REAL NOT NULL, PRIMARY KEY
  (kind, name) ) WITHOUT ROWID
"""


class History(NamedTuple):
    """What earlier runs saw: the last state, its time, and the failures in a row.

    Failures count if they are at least half a day apart.
    """

    state: LinkState
    checked: float
    last_ok: float
    failures: int
    first_failure: float
    last_failure: float


class StoreError(OSError, AwesomelintError):
    """The cache cannot be used; the message says which file and why."""


class Store:
    """The cache of links. With no path, it is in memory.

    Only a file that carries the mark of this cache, or that is empty, is opened for writing. One
    that is damaged or of another version is set aside and begun anew, and so is one that breaks in
    mid-run; a cache that stays locked is done without: what is learnt then is known to this run
    alone. Nothing of it ends a run.
    """

    def __init__(self, path: Path | None) -> None:
        """Open or create the file.

        Raise `StoreError` where it is another thing or cannot be there.
        """
        self._path = path
        self._base = self._begin()

    def _begin(self) -> sqlite3.Connection:
        path = self._path
        if path is None:
            return _opened(None)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            kind = kind_of(path)
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror or error}") from None
        if kind == "foreign" and path != default_path():
            raise StoreError(f"{path}: it is no cache of awesomelint, so it was left as it is")
        try:
            if kind in {"old", "foreign"}:
                _set_aside(path)
            return _opened(path)
        except _DAMAGE as error:
            # a version in the header that nobody knows makes a file read-only too
            if _code(error) in _REFUSED and not os.access(path, os.W_OK):
                raise StoreError(f"{path}: {error}") from None
            return _opened(None) if _code(error) in _LOCKED else self._anew()
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror or error}") from None

    def _anew(self) -> sqlite3.Connection:
        """A new file in the place of one that is damaged; one in memory where that cannot be."""
        try:
            if self._path is not None:
                _set_aside(self._path)
            return _opened(self._path)
        except (*_DAMAGE, OSError):
            return _opened(None)

    def _ask(self, question: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement.

        Where the file is damaged or locked, run it on what takes its place.
        """
        try:
            return self._base.execute(question, values).fetchall()
        except _DAMAGE as error:
            self._base.close()
            is_usable = _code(error) not in {*_LOCKED, *_REFUSED}
            self._base = self._anew() if is_usable else _opened(None)
            return self._base.execute(question, values).fetchall()

    def fresh(self, urls: Sequence[str], now: float | None = None) -> dict[str, LinkFact]:
        """What is known of `urls` and still holds. Failures never do: they are asked again."""
        now = time.time() if now is None else now
        known: dict[str, LinkFact] = {}
        wanted = set(urls)
        for at in range(0, len(urls), 500):
            part = urls[at : at + 500]
            marks = ",".join("?" * len(part))
            rows = self._ask(
                f"SELECT {_FIELDS} FROM links WHERE url IN ({marks})",  # noqa: S608 - only names and question marks
                part,
            )
            for url, state, evidence, status, location, permanent, checked, suggestion in filter(
                _is_fact, rows
            ):
                if url in wanted and 0 <= now - checked < LinkState(state).life * _jitter(url):
                    known[url] = LinkFact(
                        url, state, evidence, status, location, bool(permanent), checked, suggestion
                    )
        return known

    def history(self, url: str) -> History | None:
        """What earlier runs saw of `url`."""
        rows = self._ask(
            "SELECT state, checked, last_ok, failures, first_failure, last_failure FROM links "
            "WHERE url = ?",
            (url,),
        )
        if not rows or not _is_history(rows[0]):
            return None
        state, *times = rows[0]
        return History(LinkState(state), *times)

    def record(self, fact: LinkFact) -> History:
        """Keep `fact`; a state that is no failure ends the row of failures."""
        before = self.history(fact.url)
        now = fact.checked
        failures, first, last = (
            (before.failures, before.first_failure, before.last_failure)
            if before
            else (0, 0.0, 0.0)
        )
        last_ok = before.last_ok if before else 0.0
        if not fact.state.failed:
            failures, first, last, last_ok = 0, 0.0, 0.0, now
        elif failures == 0:
            failures, first, last = 1, now, now
        elif now - last >= APART:
            failures, last = failures + 1, now
        self._ask(
            "INSERT OR REPLACE INTO links VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                fact.url, fact.state, fact.evidence, fact.status, fact.location, fact.permanent,
                fact.suggestion,
                now, last_ok, failures, first, last,
            ),
        )  # fmt: skip
        return History(fact.state, now, last_ok, failures, first, last)

    def notes(
        self, kind: str, names: Sequence[str], life: float, now: float | None = None
    ) -> dict[str, str]:
        """What was noted of `names` (what an API said) in the last `life` seconds."""
        now = time.time() if now is None else now
        found: dict[str, str] = {}
        for name in names:
            rows = self._ask(
                "SELECT value, noted FROM notes WHERE kind = ? AND name = ?", (kind, name)
            )
            for value, noted in rows:
                if (
                    isinstance(value, str)
                    and _is_number(noted)
                    and 0 <= now - noted < life * _jitter(name)
                ):
                    found[name] = value
        return found

    def note(self, kind: str, values: Mapping[str, str]) -> None:
        """Note what an API said."""
        now = time.time()
        for name, value in values.items():
            self._ask("INSERT OR REPLACE INTO notes VALUES (?,?,?,?)", (kind, name, value, now))

    def counts(self) -> dict[str, int]:
        """How many links of each class are kept."""
        return dict(self._ask("SELECT state, COUNT(*) FROM links GROUP BY state ORDER BY 2 DESC"))

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def _opened(path: Path | None) -> sqlite3.Connection:
    base = sqlite3.connect(
        str(path) if path else ":memory:", timeout=_PATIENCE, isolation_level=None
    )
    try:
        base.execute(f"PRAGMA application_id={MARK}")
        base.execute("PRAGMA journal_mode=WAL")
        base.execute("PRAGMA synchronous=NORMAL")
        if base.execute("PRAGMA user_version").fetchone()[0] not in (0, _VERSION):
            base.execute("DROP TABLE IF EXISTS links")
            base.execute("DROP TABLE IF EXISTS notes")
        base.execute(_SCHEMA)
        base.execute(_NOTES)
        base.execute(f"PRAGMA user_version={_VERSION}")
        damage = base.execute("PRAGMA quick_check(1)").fetchone()[0]
    except BaseException:
        base.close()
        raise
    if damage != "ok":
        base.close()
        raise sqlite3.DatabaseError(damage)
    return base


def _set_aside(path: Path) -> None:
    """Give a damaged cache another name, over an earlier one that was.

    Its log goes, for it would be played again.
    """
    path.replace(path.with_name(f"{path.name}.damaged"))
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _code(error: Exception) -> int:
    """The primary result code: https://www.sqlite.org/rescode.html."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _is_fact(row: tuple[Any, ...]) -> bool:
    """Whether a row is one that was written.

    Bits that flipped in a file may make anything of it.
    """
    url, state, evidence, status, location, permanent, checked, suggestion = row
    texts = (url, state, evidence, location, suggestion)
    return (
        all(isinstance(text, str) for text in texts)
        and state in _STATES
        and isinstance(status, int)
        and isinstance(permanent, int)
        and _is_number(checked)
    )


def _is_history(row: tuple[Any, ...]) -> bool:
    return row[0] in _STATES and isinstance(row[3], int) and all(map(_is_number, row[1:]))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def lasting(history: History) -> bool:
    """Whether a link has failed so often and so long that it is dead.

    It takes three failures over at least six days.
    """
    return history.failures >= FAILURES and history.last_failure - history.first_failure >= FAILING


def _jitter(url: str) -> float:
    """A factor between 0.8 and 1.2 that is always the same for a URL.

    It spreads links that are asked together over several days.
    """
    return 0.8 + (crc32(url.encode("utf-8", "surrogatepass")) % 1000) / 2500
