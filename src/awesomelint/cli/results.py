"""Results of earlier runs: whether a file's may be kept, and those that were."""

from __future__ import annotations

import json
import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

from awesomelint.cli.session import shown
from awesomelint.rules import all_rules

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from awesomelint.cli.session import Session
    from awesomelint.facts.seen import Seen
    from awesomelint.facts.tree import Checkout
    from awesomelint.resultcache.store import ResultStore
    from awesomelint.rules.config import Config

# Facts that a key, or notes on what was asked, can hold.
_OF_FILES = frozenset({"files", "root-files"})
_TOLD = _OF_FILES | {"clock"}
# Facts that only `--online` or other files of the config bring.
_ONLINE = frozenset({"links", "titles", "repositories", "git"})
_PACKAGES = "packages"
"""What is needed of rules that are not ours: their code, which is in no key."""
_QUICK = 1
"""How hard results are compressed: findings of a list take a tenth, so that a cache holds more."""


class FileResults:
    """What is known of one file under its key; what is new is gathered in `new`, to be stored."""

    def __init__(self, key: bytes, seen: Seen | None, store: ResultStore | None) -> None:
        self._key = key
        self._store = store
        self.seen = seen
        self.new: list[tuple[bytes, bytes]] = []

    def get(self, what: str) -> Any:  # noqa: ANN401 - parsed JSON
        """The result `what`, if it is known and what it says of other files still holds."""
        raw = self._store.get(self._named(what)) if self._store else None
        if raw is None:
            return None
        try:
            notes, value = json.loads(zlib.decompress(raw))
        except (ValueError, zlib.error):
            return None
        return value if not notes or (self.seen and self.seen.holds(notes)) else None

    def put(self, what: str, value: object) -> None:
        """Keep the result `what`."""
        notes = self.seen.notes() if self.seen else []
        raw = json.dumps([notes, value], separators=(",", ":")).encode()
        self.new.append((self._named(what), zlib.compress(raw, _QUICK)))

    def _named(self, what: str) -> bytes:
        return self._key + what.encode()


class Results:
    """The results of earlier runs that hold for the files of one session."""

    def __init__(self, session: Session, store: ResultStore | None, *, is_fix: bool) -> None:
        self._session = session
        self._store = store
        self._is_fix = is_fix
        self._digests: dict[int, tuple[Config, bytes, frozenset[str]]] = {}
        self._checkouts: dict[Path, Checkout | None] = {}

    @classmethod
    def of(cls, session: Session, *, is_fix: bool = False) -> Results | None:
        """Those of `session`; None if nothing that it finds may be kept.

        What the network or a base says is not in a file's key. Fixing does not read baselines.
        """
        if session.no_cache or session.online or session.since is not None:
            return None
        return cls(session, session.store, is_fix=is_fix)

    def without_store(self) -> Results:
        """The same for a process that only finds what is to be stored."""
        return Results(self._session, None, is_fix=self._is_fix)

    def of_bytes(self, path: Path, raw: bytes) -> FileResults | None:
        """As `file`, of a list that holds `raw`."""
        from awesomelint.resultcache.key import content_digest  # noqa: PLC0415 - not without a cache

        return self.file(path, content_digest(raw))

    def file(self, path: Path, content: bytes) -> FileResults | None:
        """The results of the list at `path`; None if they depend on more than can be told.

        `content` is the digest of its bytes. Raise `ConfigError` and `BaselineError`.
        """
        from awesomelint.resultcache.key import file_key  # noqa: PLC0415 - not without a cache

        digest, needs = self._told(self._session.config(path))
        if needs - _TOLD:
            return None
        key = file_key(
            content,
            shown(path),
            digest,
            day=self._today if "clock" in needs else None,
            accepted=None if self._is_fix else self._session.accepted(path),
        )
        if key is None:
            return None
        seen = self._seen(path) if needs & _OF_FILES else None
        return FileResults(key, seen, self._store)

    def store(self, rows: list[tuple[bytes, bytes]]) -> None:
        """Keep new results of a file."""
        if self._store:
            for key, value in rows:
                self._store.put(key, value)

    def close(self) -> None:
        """Write what is new."""
        if self._store:
            self._store.close()

    def _told(self, config: Config) -> tuple[bytes, frozenset[str]]:
        """The digest of `config` and the facts that its rules need, computed once."""
        from awesomelint.resultcache.key import config_digest  # noqa: PLC0415 - not without a cache

        known = self._digests.get(id(config))
        if known is None:
            cards = all_rules()
            needs = {
                need
                for rule in config.select & cards.keys()
                for need in (*cards[rule].needs, *cards[rule].uses)
            }
            needs -= _ONLINE
            if not config.files:
                needs -= {"lists"}
            if config.select - cards.keys() - config.own.keys():
                needs.add(_PACKAGES)
            known = (config, config_digest(config), frozenset(needs))
            self._digests[id(config)] = known
        return known[1:]

    @cached_property
    def _today(self) -> date:
        from datetime import UTC, datetime  # noqa: PLC0415 - only where a rule reads the clock

        return datetime.now(UTC).date()

    def _seen(self, path: Path) -> Seen:
        from awesomelint.facts.seen import Seen  # noqa: PLC0415 - only where rules look at other files
        from awesomelint.facts.tree import checkout_of  # noqa: PLC0415 - the same

        folder = self._session.folders.of(path)
        if folder not in self._checkouts:
            self._checkouts[folder] = checkout_of(folder)
        return Seen(self._checkouts[folder])
