"""The key of a file's results: a digest of all that they depend on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from hashlib import blake2b
from typing import TYPE_CHECKING

from awesomelint.resultcache.program import program

if TYPE_CHECKING:
    from collections import Counter
    from datetime import date

    from awesomelint.outcome import Key
    from awesomelint.rules.config import Config

# What only says which files are judged, and where the config lies.
_ABOUT_FILES = frozenset({"path", "files", "exclude", "baseline"})


def config_digest(config: Config) -> bytes:
    """A digest of what `config` decides for a file."""
    told = [
        (field.name, _ordered(getattr(config, field.name)))
        for field in fields(config)
        if field.name not in _ABOUT_FILES
    ]
    return _digest(repr(told).encode("utf-8", "surrogatepass"))


def _ordered(value: object) -> object:
    """`value` with sets and mappings in order, so that equal values are spelt alike."""
    if isinstance(value, Mapping):
        return sorted((key, _ordered(each)) for key, each in value.items())
    if isinstance(value, set | frozenset):
        return sorted(map(_ordered, value), key=repr)
    if isinstance(value, tuple | list):
        return [_ordered(each) for each in value]
    return value


def file_key(
    raw: bytes,
    name: str,
    config: bytes,
    *,
    day: date | None = None,
    accepted: Counter[Key] | None = None,
) -> bytes | None:
    """The key of what is found in the bytes `raw` of a list that reports call `name`.

    `config` is the digest of its config, `day` is given where a rule reads the clock, `accepted` is
    what a baseline excuses. None where the program cannot tell what it is.
    """
    code = program()
    if code is None:
        return None
    rows = (
        None if accepted is None else sorted((str(key), count) for key, count in accepted.items())
    )
    told = (
        code,
        name,
        config,
        day and day.isoformat(),
        rows,
        blake2b(raw, digest_size=20).digest(),
    )
    return _digest(repr(told).encode("utf-8", "surrogatepass"))


def list_key(raw: bytes, *, named: bool) -> bytes | None:
    """The key of whether the bytes `raw` of a file, which somebody `named` or not, are a list.

    None where the program cannot tell what it is.
    """
    code = program()
    content = blake2b(raw, digest_size=20).digest()
    return None if code is None else _digest(repr((code, "list", named, content)).encode())


def _digest(told: bytes) -> bytes:
    return blake2b(told, digest_size=20).digest()
