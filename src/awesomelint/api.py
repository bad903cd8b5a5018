"""The functions that other programs call: text goes in, results come out.

They use neither network nor disk, and keep nothing but caches.
"""

from __future__ import annotations

from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awesomelint.linter import Linter, parse
from awesomelint.rules import Catalogue, named
from awesomelint.rules.config import Config, for_file, with_choices

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from os import PathLike

    from awesomelint.export import Record
    from awesomelint.linter import Gather
    from awesomelint.model import Facts
    from awesomelint.results import FixResult, Report

    Options = Mapping[str, Mapping[str, Any]]

__all__ = ["check", "fix", "fix_text", "parse", "records"]


def check(
    content: str | bytes,
    *,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    profiles: str | Sequence[str] = (),
    options: Options | None = None,
    config: Config | None = None,
    path: str | PathLike[str] = "",
    facts: Facts | Gather | None = None,
) -> Report:
    """What the rules find in a list.

    `select` names the rules to run instead of those of `config` (without one: of the profile
    `recommended`), `ignore` those to leave out; both take rules, categories and `all`. `options`
    are by rule, as under `rules:` in a config. `path` names the text in results, and `facts` are
    what comes from outside. Raise `ConfigError` for a profile, option or value that does not exist,
    `UnknownRuleError` for a rule.
    """
    linter = _linter(
        config,
        path,
        select=select,
        ignore=ignore,
        profiles=profiles,
        options=options,
    )
    return linter.check(content, path=path, facts=facts)


def fix(
    content: str | bytes,
    *,
    unsafe: bool | str | Collection[str] = False,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    profiles: str | Sequence[str] = (),
    options: Options | None = None,
    config: Config | None = None,
    path: str | PathLike[str] = "",
    facts: Facts | Gather | None = None,
) -> FixResult:
    """The list with every proven fix made.

    Safe ones, and unsafe ones if asked for (of all rules or of those named).

    The rest as for `check`. Raise `NotUtf8Error` too, for bytes in an encoding that is unknown, or
    that only an unsafe fix would change.
    """
    linter = _linter(config, path, select=select, ignore=ignore, profiles=profiles, options=options)
    return linter.fix(content, path=path, unsafe=_unsafe(unsafe, config), facts=facts)


def fix_text(
    text: str,
    *,
    unsafe: bool | str | Collection[str] = False,
    select: str | Sequence[str] = (),
    ignore: str | Sequence[str] = (),
    profiles: str | Sequence[str] = (),
    options: Options | None = None,
    config: Config | None = None,
    path: str | PathLike[str] = "",
    facts: Facts | Gather | None = None,
) -> str:
    """As `fix`, and only the text of the result."""
    linter = _linter(config, path, select=select, ignore=ignore, profiles=profiles, options=options)
    return linter.fix(text, path=path, unsafe=_unsafe(unsafe, config), facts=facts).text


def records(content: str | bytes, *, path: str | PathLike[str] = "") -> list[Record]:
    """The entries of a list as plain data: what `awesomelint export` writes.

    Raise `NotUtf8Error`.
    """
    from awesomelint import export  # noqa: PLC0415 - only here

    return list(export.records(parse(content, fspath(path))))


def _linter(
    config: Config | None,
    path: str | PathLike[str],
    *,
    select: str | Sequence[str],
    ignore: str | Sequence[str],
    profiles: str | Sequence[str],
    options: Options | None,
) -> Linter:
    """A linter by `config` as it holds for `path`, with the choices of the call on top."""
    base = config or Config()
    if fspath(path):
        base = for_file(base, Path(path))
    return Linter(
        with_choices(
            base,
            select=_names(select),
            ignore=_names(ignore),
            profiles=_names(profiles),
            options=options,
        )
    )


def _names(given: str | Sequence[str]) -> Sequence[str]:
    return (given,) if isinstance(given, str) else given


def _unsafe(given: bool | str | Collection[str], config: Config | None) -> bool | frozenset[str]:
    """All unsafe fixes, none, or those of the rules that the names stand for.

    Raise `UnknownRuleError`.
    """
    if isinstance(given, bool):
        return given
    rules = config.rules if config else Catalogue()
    return frozenset(
        rule
        for name in ((given,) if isinstance(given, str) else given)
        for rule in named(name, rules)
    )
