"""`awesomelint cache`: show or delete what earlier runs learnt and found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from awesomelint.cli import options, output
from awesomelint.linkcheck import cache
from awesomelint.linkcheck.cachefile import default_path
from awesomelint.resultcache import store
from awesomelint.text.printable import line

if TYPE_CHECKING:
    from pathlib import Path

_FILE = click.option(
    "--cache",
    "cache_file",
    type=options.PATH,
    help="Use this cache file of links instead of the default files.",
)


@click.group()
def command() -> None:
    """Show or delete the caches of links and of checked files."""


@command.command()
@_FILE
def info(cache_file: Path | None) -> int:
    """Print the path and size of each cache, with its links by state and its results."""
    path = cache_file or default_path()
    _write(f"{path}: {cache.size(path):,} bytes")
    for state, count in cache.counts(path).items():
        _write(f"{count:8} {state}")
    if cache_file is None:
        path = store.default_path()
        _write(f"{path}: {store.size(path):,} bytes")
        if count := store.count(path):
            _write(f"{count:8} results of files")
    return 0


@command.command()
@_FILE
def clean(cache_file: Path | None) -> int:
    """Delete the cache files."""
    path = cache_file or default_path()
    try:
        _freed(path, cache.clean(path))
        if cache_file is None:
            path = store.default_path()
            _freed(path, store.clean(path))
    except (cache.ForeignFileError, store.ForeignFileError) as error:
        raise click.ClickException(str(error)) from None
    return 0


def _freed(path: Path, freed: int) -> None:
    _write(f"{path}: {freed:,} bytes freed")


def _write(row: str) -> None:
    output.write(f"{line(row)}\n")
