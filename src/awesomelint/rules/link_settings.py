"""How links are asked: the keys of `links:` in a config, with defaults that no host would mind."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from awesomelint.errors import AwesomelintError
from awesomelint.rules import nearest
from awesomelint.text.printable import cut

if TYPE_CHECKING:
    from collections.abc import Mapping

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 awesomelint/0.1"
# Seconds between requests to domains that say so (arXiv's terms for programs) or that turn quick
# visitors away.
MANNERS: Mapping[str, float] = {
    "arxiv.org": 3.0,
    "qq.com": 3.0,
    "archive.org": 1.0,
    "zhihu.com": 1.0,
    "doi.org": 0.2,
}
# The least and the most that a key may say: beyond that it is a slip, or an attack on who runs it.
BOUNDS: Mapping[str, tuple[float, float]] = {
    "concurrency": (1, 1000), "per_host": (1, 100), "interval": (0, 3600), "timeout": (0.01, 600),
    "second_look": (0, 600), "max_wait": (0, 3600), "max_redirects": (1, 100),
}  # fmt: skip
LONGEST_WAIT = 3600.0
LONGEST_TEXT = 1000


# Says that the private network may be asked. A repository must not decide that for the machine that
# checks it.
PRIVATE = "AWESOMELINT_ALLOW_PRIVATE"


class SettingsError(ValueError, AwesomelintError):
    """A key or a value of `links:` that cannot be used."""


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """All times are in seconds.

    `interval` lies between two requests to one domain; `timeout` bounds one request with its
    answer, half of it the connection, a third of it the second look at a silent host; `second_look`
    lies between the two requests that make a link dead; `max_wait` is the longest that a host may
    have us wait before its links are left unasked. `exclude` holds globs of URLs that are never
    asked. `hosts` maps domains to intervals of their own; they are asked by one connection at a
    time. `ca_file` names further certificates to trust. `archive` and `arxiv_api` are addresses of
    APIs; an empty one is not asked. `allow_private` is no key of the config, for a pull request
    brings its own; the environment may set it.
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
    def of(
        cls, given: Mapping[str, Any], environment: Mapping[str, str] = os.environ
    ) -> LinkSettings:
        """Settings from the config's keys (`per-host` for `per_host`) and the environment.

        Raise `SettingsError` naming the key.
        """
        kinds = {
            known.name: dict if known.name == "hosts" else type(known.default)
            for known in fields(cls)
        }
        del kinds["allow_private"]
        values: dict[str, Any] = {}
        for key, value in given.items():
            name = str(key).replace("-", "_")
            if name not in kinds:
                known = sorted(map(_spelt, kinds))
                near = nearest(str(key), known) or f"; there are {', '.join(known)}"
                raise SettingsError(f"links: unknown key {cut(repr(key), 60)}{near}")
            values[name] = _value(_spelt(name), value, kinds[name])
        return cls(**values, allow_private=environment.get(PRIVATE, "") not in ("", "0"))


def _spelt(name: str) -> str:
    return name.replace("_", "-")


def _value(key: str, value: Any, kind: type) -> Any:  # noqa: ANN401 - whatever the config holds
    match kind:
        case _ if kind is tuple:
            return _globs(key, value)
        case _ if kind is dict:
            return _waits(key, value)
        case _ if kind is bool:
            if not isinstance(value, bool):
                raise SettingsError(
                    f"links.{key} must be true or false, not {cut(repr(value), 60)}"
                )
            return value
        case _ if kind is str:
            return _text(key, value)
        case _:
            return _number(key, value, kind)


def _globs(key: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401 - the same
    globs = [value] if isinstance(value, str) else value
    is_list = isinstance(globs, list | tuple)
    if is_list and all(isinstance(glob, str) for glob in globs):
        return tuple(globs)
    shown = cut(repr(value), 60)
    raise SettingsError(f"links.{key} must be a list of globs, not {shown}")


def _waits(key: str, value: Any) -> Mapping[str, float]:  # noqa: ANN401 - the same
    if not isinstance(value, dict):
        raise SettingsError(f"links.{key} must map domains to seconds, not {cut(repr(value), 60)}")
    for name, wait in value.items():
        if not _is_number(wait) or not 0 <= wait <= LONGEST_WAIT or not isinstance(name, str):
            raise SettingsError(
                f"links.{key} must map domains to seconds from 0 to {LONGEST_WAIT:g}, not "
                f"{cut(repr(name), 60)} to {cut(repr(wait), 60)}"
            )
    return {**MANNERS, **{name: float(wait) for name, wait in value.items()}}


def _text(key: str, value: Any) -> str:  # noqa: ANN401 - the same
    """Text that may stand in a header or an address.

    The name of a file must be that of a regular one.
    """
    if not isinstance(value, str):
        raise SettingsError(f"links.{key} must be text, not {cut(repr(value), 60)}")
    if (
        not value.isprintable()
        or len(value) > LONGEST_TEXT
        or not (value.isascii() or key == "ca-file")
    ):
        raise SettingsError(
            f"links.{key} must be a short text of printable ASCII, not {cut(repr(value), 60)}"
        )
    if key == "ca-file" and value and not os.path.isfile(value):  # noqa: PTH113 - `is_file` raises in locked folders
        raise SettingsError(f"links.ca-file: {cut(value)} is no regular file")
    if (
        key in {"archive", "arxiv-api"}
        and value
        and not value.lower().startswith(("http://", "https://"))
    ):
        raise SettingsError(
            f"links.{key} must begin with http:// or https://, not {cut(value, 60)}"
        )
    return value


def _number(key: str, value: Any, kind: type) -> float:  # noqa: ANN401 - the same
    least, most = BOUNDS[key.replace("-", "_")]
    if (
        not _is_number(value)
        or (kind is int and not isinstance(value, int))
        or not least <= value <= most
    ):
        what = "a whole number" if kind is int else "a number of seconds"
        raise SettingsError(
            f"links.{key} must be {what} from {least:g} to {most:g}, not {cut(repr(value), 60)}"
        )
    return kind(value)  # type: ignore[no-any-return] # int or float


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of `links:` in a config file, where addresses can only be switched off."""
    properties: dict[str, Any] = {}
    for known in fields(LinkSettings):
        key = _spelt(known.name)
        if known.name in BOUNDS:
            least, most = BOUNDS[known.name]
            kind = "integer" if isinstance(known.default, int) else "number"
            properties[key] = {
                "type": kind,
                "minimum": least,
                "maximum": most,
                "default": known.default,
            }
        elif known.name == "hosts":
            wait = {"type": "number", "minimum": 0, "maximum": LONGEST_WAIT}
            properties[key] = {"type": "object", "additionalProperties": wait}
        elif known.name == "exclude":
            properties[key] = {"type": ["array", "string"], "items": {"type": "string"}}
        elif known.name in {"archive", "arxiv_api"}:
            properties[key] = {"const": ""}
        elif known.name != "allow_private":
            kind = "boolean" if isinstance(known.default, bool) else "string"
            properties[key] = {"type": kind, "default": known.default}
    return {"type": "object", "additionalProperties": False, "properties": properties}
