"""The key of a file's results: a digest of all that they depend on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from hashlib import blake2b, sha256
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


def content_digest(raw: bytes) -> bytes:
    """A digest of the bytes of a file; processors have instructions for SHA-256."""
    return sha256(raw).digest()


def file_key(
    content: bytes,
    name: str,
    config: bytes,
    *,
    day: date | None = None,
    accepted: Counter[Key] | None = None,
) -> bytes | None:
    """The key of what is found in a list that reports call `name`.

    `content` is the digest of its bytes, `config` that of its config, `day` is given where a rule
    reads the clock, `accepted` is what a baseline excuses. None where the program cannot tell what
    it is.
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
        content,
    )
    return _digest(repr(told).encode("utf-8", "surrogatepass"))


def list_key(content: bytes, *, named: bool) -> bytes | None:
    """The key of whether a file, which somebody `named` or not, is a list.

    `content` is the digest of its bytes. None where the program cannot tell what it is.
    """
    code = program()
    return None if code is None else _digest(repr((code, "list", named, content)).encode())


def _digest(told: bytes) -> bytes:
    return blake2b(told, digest_size=20).digest()
