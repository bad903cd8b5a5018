"""How links are asked: the keys of `links:` in a config, with defaults that no host would mind."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 awesomelint/0.1"


class SettingsError(ValueError):
    """A key or a value of `links:` that cannot be used."""


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """All times are in seconds.

    `interval` lies between two requests to one domain; `timeout` bounds one request with its answer, half of it the
    connection, a third of it the second look at a silent host; `second_look` lies between the two requests that make a
    link dead; `max_wait` is the longest that a host may have us wait before its links are left unasked. `exclude`
    holds globs of URLs that are never asked. `ca_file` names further certificates to trust.
    """

    concurrency: int = 64
    per_host: int = 4
    interval: float = 0.1
    timeout: float = 20.0
    second_look: float = 10.0
    max_wait: float = 60.0
    max_redirects: int = 10
    allow_private: bool = False
    probe_https: bool = True
    archive: bool = True
    exclude: tuple[str, ...] = ()
    user_agent: str = BROWSER
    ca_file: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> LinkSettings:
        """Settings from the config's keys (`per-host` for `per_host`); raise `SettingsError` naming the key."""
        kinds = {field.name: type(field.default) for field in fields(cls)}
        values: dict[str, Any] = {}
        for key, value in given.items():
            name = str(key).replace("-", "_")
            if name not in kinds:
                raise SettingsError(f"links: unknown key {key!r}; there are {', '.join(sorted(map(_spelt, kinds)))}")
            values[name] = _value(key, value, kinds[name])
        return cls(**values)


def _spelt(name: str) -> str:
    return name.replace("_", "-")


def _value(key: str, value: Any, kind: type) -> Any:  # noqa: ANN401 - whatever the config holds
    if kind is tuple:
        listed = [value] if isinstance(value, str) else value
        if isinstance(listed, list) and all(isinstance(item, str) for item in listed):
            return tuple(listed)
        raise SettingsError(f"links.{key} must be a list of globs")
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not kind:
        raise SettingsError(f"links.{key} must be a {kind.__name__}")
    if isinstance(value, int | float) and (value < 0 or (kind is int and value == 0)):
        raise SettingsError(f"links.{key} must be positive")
    return value
