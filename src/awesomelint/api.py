"""What other programs call: text goes in, results come out; no files, no network, no globals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awesomelint import engine
from awesomelint.config import activate, default_config, with_profile
from awesomelint.curation import read
from awesomelint.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awesomelint.curation import Document
    from awesomelint.model import Facts, Finding
    from awesomelint.rules import Active


def parse(text: str | bytes) -> Document:
    """The list in `text`; raise `NotUtf8Error` for bytes in another encoding."""
    return read(_source(text))


def check(text: str | bytes, *, profiles: Sequence[str] = (), facts: Facts | None = None) -> list[Finding]:
    """What the rules of `recommended` and `profiles` find, in order; raise as `parse`, `ConfigError` for no profile."""
    return engine.lint(parse(text), _rules(profiles), facts).findings


def fix(
    text: str | bytes,
    *,
    profiles: Sequence[str] = (),
    unsafe: bool | frozenset[str] = False,
    facts: Facts | None = None,
) -> engine.Fixed:
    """The list with every proven fix made: safe ones, and unsafe ones if asked for (of all rules or those named)."""
    return engine.fix(_source(text), _rules(profiles), facts, engine.permit(unsafe))


def _source(text: str | bytes) -> Source:
    return Source(text) if isinstance(text, bytes) else Source.of(text)


def _rules(profiles: Sequence[str]) -> tuple[Active, ...]:
    config = default_config()
    for name in profiles:
        config = with_profile(config, name)
    return activate(config)
