"""How links are asked: the keys of `links:` in a config, with defaults that no host would mind."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 awesomelint/0.1"
# Seconds between requests to domains that say so (arXiv's terms for programs) or that turn quick visitors away.
MANNERS: Mapping[str, float] = {"arxiv.org": 3.0, "qq.com": 3.0, "archive.org": 1.0, "zhihu.com": 1.0, "doi.org": 0.2}


# Says that the private network may be asked. A repository must not decide that for the machine that checks it.
PRIVATE = "AWESOMELINT_ALLOW_PRIVATE"


class SettingsError(ValueError):
    """A key or a value of `links:` that cannot be used."""


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """All times are in seconds.

    `interval` lies between two requests to one domain; `timeout` bounds one request with its answer, half of it the
    connection, a third of it the second look at a silent host; `second_look` lies between the two requests that make a
    link dead; `max_wait` is the longest that a host may have us wait before its links are left unasked. `exclude`
    holds globs of URLs that are never asked. `hosts` maps domains to intervals of their own; they are asked by one
    connection at a time. `ca_file` names further certificates to trust. `archive` and `arxiv_api` are addresses of
    APIs; an empty one is not asked. `allow_private` is no key of the config, for a pull request brings its own; the
    environment may set it.
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
    exclude: tuple[str, ...] = ()
    hosts: Mapping[str, float] = field(default_factory=lambda: MANNERS)
    user_agent: str = BROWSER
    ca_file: str = ""
    arxiv_api: str = "https://export.arxiv.org/api/query"
    archive: str = "https://web.archive.org/web/"

    @classmethod
    def of(cls, given: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> LinkSettings:
        """Settings from the config's keys (`per-host` for `per_host`) and the environment.

        Raise `SettingsError` naming the key.
        """
        kinds = {known.name: dict if known.name == "hosts" else type(known.default) for known in fields(cls)}
        del kinds["allow_private"]
        values: dict[str, Any] = {}
        for key, value in given.items():
            name = str(key).replace("-", "_")
            if name not in kinds:
                raise SettingsError(f"links: unknown key {key!r}; there are {', '.join(sorted(map(_spelt, kinds)))}")
            values[name] = _value(key, value, kinds[name])
        return cls(**values, allow_private=environment.get(PRIVATE, "") not in ("", "0"))


def _spelt(name: str) -> str:
    return name.replace("_", "-")


def _value(key: str, value: Any, kind: type) -> Any:  # noqa: ANN401 - whatever the config holds
    if kind is tuple:
        listed = [value] if isinstance(value, str) else value
        if isinstance(listed, list) and all(isinstance(item, str) for item in listed):
            return tuple(listed)
        raise SettingsError(f"links.{key} must be a list of globs")
    if kind is dict:
        if isinstance(value, dict) and all(isinstance(wait, int | float) and wait >= 0 for wait in value.values()):
            return {**MANNERS, **{str(name): float(wait) for name, wait in value.items()}}
        raise SettingsError(f"links.{key} must map domains to seconds")
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not kind:
        raise SettingsError(f"links.{key} must be a {kind.__name__}")
    if isinstance(value, int | float) and (value < 0 or (kind is int and value == 0)):
        raise SettingsError(f"links.{key} must be positive")
    return value
